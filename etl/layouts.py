"""Layouts from their folders: read, validated, and checked against the catalogue. What is wrong is a LayoutError."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from babel import Locale, UnknownLocaleError
from pydantic import ValidationError

from data.catalogue import Catalogue
from etl.layout_errors import LayoutError, check_known
from etl.layout_model import Find, Layout, Table
from etl.lists.layout_checks import check_lists
from etl.texts.numbers import NumberFormat
from etl.texts.patterns import compile_pattern


def load_layouts(folders: Iterable[Path], catalogue: Catalogue) -> tuple[Layout, ...]:
    """Return the layouts of the folders in order of name; of two folders with one name the earlier's serves.

    Raises LayoutError for the first file that is wrong.
    """
    layouts: dict[str, Layout] = {}
    for folder in folders:
        here: dict[str, Path] = {}
        before = {layout.name for layout in layouts.values()}
        for path in sorted(folder.glob("*.toml")):
            layout = load_layout(path, catalogue)
            if layout.key in here:
                remedy = "rename one, or give it another version"
                raise LayoutError(path, "name", f"{layout.name!r} is also the name of {here[layout.key].name}", remedy)
            here[layout.key] = path
            if layout.name not in before:
                layouts[layout.key] = layout
    return tuple(layouts.values())


def load_layout(path: Path, catalogue: Catalogue) -> Layout:
    """Return the layout a file declares; raises LayoutError."""
    try:
        layout = Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        raise LayoutError(path, "", "not UTF-8 text", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(path, "", f"not valid TOML: {error}", "correct that line") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if not str(part).startswith("literal["))
        raise LayoutError(
            path, key, _in_plain_words(first["type"], first["msg"]), _remedy(first["type"], key)
        ) from error
    _check_languages(path, layout)
    _check_words(path, layout, catalogue)
    for index, table in enumerate(layout.table):
        _check_table(path, f"table.{index}", table)
        _check_sources(path, f"table.{index}", layout, table)
    for index, find in enumerate(layout.find):
        _check_find(path, f"find.{index}", find)
    check_lists(path, layout, catalogue)
    return layout


def number_format(layout: Layout) -> NumberFormat:
    """Return how the layout's numbers are written: as declared, else as in its first language."""
    symbols = Locale.parse(layout.languages[0].replace("-", "_")).number_symbols
    symbols = symbols.get("latn", symbols)
    decimal = layout.numbers.decimal or symbols.get("decimal", ".")
    usual = symbols.get("group", ",")
    thousands = layout.numbers.thousands or (usual if usual != decimal else {".": ",", ",": "."}[decimal])
    numbers = layout.numbers
    return NumberFormat(decimal, thousands, numbers.thousands is not None, numbers.ranges == "middle")


def _in_plain_words(kind: str, message: str) -> str:
    if kind == "missing":
        return "this key is missing"
    if kind == "extra_forbidden":
        return "there is no such key"
    return message.removeprefix("Value error, ")


def _remedy(kind: str, key: str) -> str:
    if kind == "missing":
        return f"add {key.rsplit('.', 1)[-1]} = ..."
    return "see the list of keys in docs/adding-a-layout.md"


def _check_languages(path: Path, layout: Layout) -> None:
    if not layout.languages:
        raise LayoutError(path, "languages", "empty", 'name the languages of the files, e.g. languages = ["it"]')
    for language in layout.languages:
        try:
            Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError) as error:
            raise LayoutError(
                path, "languages", f"{language!r} is no language", 'write e.g. "ro", "it" or "pt-BR"'
            ) from error


def _check_indicator(path: Path, key: str, code: str, catalogue: Catalogue) -> None:
    """Check an indicator, alone ("V01") or with its category ("S02 DI.ITL")."""
    indicator, _, category = code.partition(" ")
    check_known(path, key, indicator, catalogue.indicators, "indicator")
    if category:
        check_known(path, key, category, catalogue.categories, "category")


def _check_words(path: Path, layout: Layout, catalogue: Catalogue) -> None:
    for code in layout.words.indicator:
        _check_indicator(path, "words.indicator", code, catalogue)
    for code in layout.words.category:
        check_known(path, "words.category", code, catalogue.categories, "category")
    for code in layout.words.month:
        check_known(path, "words.month", code, [str(number) for number in range(1, 13)], "month number")
    for index, value in enumerate(layout.value):
        _check_indicator(path, f"value.{index}.indicator", value.indicator, catalogue)
    for index, earlier in enumerate(layout.earlier):
        for code in (*earlier.has, *earlier.lacks):
            _check_indicator(path, f"earlier.{index}", code, catalogue)
    bounds = [("constant", layout.constant)]
    for index, table in enumerate(layout.table):
        bounds.append((f"table.{index}.constant", table.constant))
        for place, column in enumerate(table.column):
            key = f"table.{index}.column.{place}"
            bounds.append((key, column))
            for before, after in column.becomes.items():
                _check_indicator(path, f"{key}.becomes", before, catalogue)
                _check_indicator(path, f"{key}.becomes", after, catalogue)
    for key, bound in bounds:
        if bound.indicator:
            _check_indicator(path, f"{key}.indicator", bound.indicator, catalogue)
        if bound.category:
            check_known(path, f"{key}.category", bound.category, catalogue.categories, "category")


def _check_table(path: Path, key: str, table: Table) -> None:
    if not any(column.says == "value" for column in table.column):
        raise LayoutError(
            path, f"{key}.column", "no column holds values", 'leave out `is`, or write is = "value", for one'
        )
    for place, column in enumerate(table.column):
        if column.breakdown and column.says != "part" and not column.becomes:
            remedy = 'write is = "part", or say what the part becomes'
            raise LayoutError(path, f"{key}.column.{place}", "a breakdown given for a column that is no part", remedy)
        if column.bound and column.says not in ("value", "total", "part"):
            raise LayoutError(
                path,
                f"{key}.column.{place}",
                f"{', '.join(column.bound)} given for a column that is {column.says!r}",
                "only columns of values, totals and parts can say what their values are",
            )


def _check_sources(path: Path, key: str, layout: Layout, table: Table) -> None:
    """Check that something tells the library, the indicator and the period of the table's values."""
    told = {column.says for column in table.column} | set(layout.constant.bound) | set(table.constant.bound)
    told |= {find.says for find in layout.find if find.says}
    patterns = [text for column in table.column if column.says in ("value", "total") for text in column.header]
    patterns += [text for find in layout.find for text in (*find.file, *find.text)]
    patterns += [*table.sheet, *(text for row in table.row for text in row.text)]
    told |= {name for text in patterns for name in compile_pattern(text, layout.languages).dimensions}
    if all(column.indicator or column.becomes for column in table.column if column.says == "value"):
        told.add("indicator")
    whose = ({"territory"}, "territory") if table.about == "territories" else ({"library", "library_code"}, "library")
    needs = [whose, ({"indicator"}, "indicator")]
    needs += [({"year", "date", "period"} | ({"month"} if layout.form == "monthly" else set()), "year")]
    if layout.form == "monthly":
        told |= {"month"} if all(c.month for c in table.column if c.says == "value") else set()
        needs += [({"month", "date", "period"}, "month")]
    for names, name in needs:
        if not names & told:
            raise LayoutError(
                path,
                key,
                f"nothing tells the {name} of its values",
                f'add a column with is = "{name}", {{{name}}} in a header, sheet, file or text pattern, or a constant',
            )


def _check_find(path: Path, key: str, find: Find) -> None:
    ways = [way for way in ("file", "text", "label") if getattr(find, way)]
    if len(ways) != 1:
        raise LayoutError(path, key, f"looks in {len(ways)} ways", "give exactly one of file, text and label")
    if find.label and find.says is None:
        raise LayoutError(path, key, "the label's cell has no meaning", 'say what it holds, e.g. is = "library_code"')
    if find.says and not find.label:
        raise LayoutError(path, key, "`is` belongs to a label", "write {name} in the pattern instead")
