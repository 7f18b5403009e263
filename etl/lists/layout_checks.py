"""The lists of a layout, checked when it is loaded: their kinds, fields, words and totals, and whose rows they are."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import Catalogue
from etl.layout_errors import LayoutError, check_known
from etl.layout_model import Layout, RecordList
from etl.lists.choices import FORMAT
from etl.lists.declared import WHOSE, list_kinds, list_totals, list_words
from etl.texts.patterns import compile_pattern

_NUMBERS = ("whole", "decimal", "money")


def check_lists(path: Path, layout: Layout, catalogue: Catalogue) -> None:
    """Raise LayoutError for the first thing that cannot be in the layout's lists."""
    if not (layout.table or layout.list):
        raise LayoutError(path, "table", "the layout reads nothing", "add a [[table]] or a [[list]]")
    vocabularies = {**{name: set(codes) for name, codes in list_words().items()}, FORMAT: set(catalogue.event_formats)}
    for name, codes in layout.words.choice.items():
        check_known(path, "words.choice", name, vocabularies, "vocabulary")
        for code in codes:
            check_known(path, f"words.choice.{name}", code, vocabularies[name], name)
    for index, declared in enumerate(layout.list):
        key = f"list.{index}"
        check_known(path, f"{key}.of", declared.of, list_kinds(), "kind of list")
        _check_fields(path, key, declared)
        for code in declared.agrees_with:
            totals = [name for name, total in list_totals().items() if total.list == declared.of]
            check_known(path, f"{key}.agrees_with", code, totals, "total that follows from this list")
        _check_whose(path, key, layout, declared)


def _check_fields(path: Path, key: str, declared: RecordList) -> None:
    fields = list_kinds()[declared.of].fields
    for place, column in enumerate(declared.column):
        where = f"{key}.column.{place}"
        check_known(path, f"{where}.is", column.says, (*fields, *WHOSE, "ignored"), f"field of {declared.of}")
        if column.scale != 1.0 and fields.get(column.says) not in _NUMBERS:
            raise LayoutError(path, f"{where}.scale", "only numbers can be scaled", "remove scale")
    for name in declared.always:
        check_known(path, f"{key}.always", name, fields, f"field of {declared.of}")
    if not any(column.says in fields for column in declared.column):
        raise LayoutError(path, f"{key}.column", "no column holds a field", f'write e.g. is = "{next(iter(fields))}"')


def _check_whose(path: Path, key: str, layout: Layout, declared: RecordList) -> None:
    """Check that something tells the library of the list's rows."""
    told = {column.says for column in declared.column} | {find.says for find in layout.find}
    told |= {*layout.constant.bound, *declared.constant.bound}
    patterns = [*declared.sheet, *(text for find in layout.find for text in (*find.file, *find.text))]
    told |= {name for text in patterns for name in compile_pattern(text, layout.languages).dimensions}
    if not told & {"library", "library_code"}:
        remedy = 'add a column with is = "library", {library} in a sheet, file or text pattern, or a constant'
        raise LayoutError(path, key, "nothing tells the library of its rows", remedy)
