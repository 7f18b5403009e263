"""The list of libraries that comes with figures: on a sheet of the file, or in another file of its folder."""

from __future__ import annotations

from pathlib import Path

from etl.cells import cell_text
from etl.guard import Refused, check_content, read_content
from etl.layout_model import Layout, LibraryList
from etl.libraries import Listed
from etl.texts.patterns import compile_pattern
from etl.workbook import SEARCHED_ROWS, Book, Sheet, open_book


def listed_libraries(layout: Layout, book: Book) -> dict[str, Listed]:
    """Return code -> name and territory from the layout's library list; empty where there is none."""
    declared = layout.library_list
    if declared is None:
        return {}
    sheets = [sheet for sheet in book.sheets if declared.sheet and _fits(declared.sheet, sheet.name, layout)]
    if declared.file:
        for path in sorted(book.path.parent.iterdir()):
            if path.is_file() and path != book.path and _fits(declared.file, path.stem, layout):
                sheets.extend(_open(path, layout))
    for sheet in sheets:
        if listed := _read_list(declared, sheet, layout):
            return listed
    return {}


def is_library_list(layout: Layout, book: Book, name: str) -> bool:
    """True when a file is itself the library list that a layout expects beside its figures."""
    declared = layout.library_list
    if declared is None or not declared.file or not _fits(declared.file, Path(name).stem, layout):
        return False
    return any(_read_list(declared, sheet, layout) for sheet in book.sheets)


def _fits(patterns: tuple[str, ...], text: str, layout: Layout) -> bool:
    return any(compile_pattern(pattern, layout.languages).match(text) is not None for pattern in patterns)


def _open(path: Path, layout: Layout) -> list[Sheet]:
    try:
        checked = check_content(read_content(path), path.name)
        return open_book(path, checked, encoding=layout.csv.encoding, delimiter=layout.csv.delimiter).sheets
    except (Refused, OSError, ValueError):
        return []


def _read_list(declared: LibraryList, sheet: Sheet, layout: Layout) -> dict[str, Listed]:
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = [cell_text(cell) for cell in row]
        places = [
            next(
                (place for place, text in enumerate(texts) if text and patterns and _fits(patterns, text, layout)), None
            )
            for patterns in (declared.code, declared.name, declared.territory)
        ]
        code, name, territory = places
        if code is None or name is None:
            continue
        return {
            cell_text(below[code]).strip(): Listed(
                cell_text(below[name]).strip(), cell_text(below[territory]).strip() if territory is not None else None
            )
            for below in sheet.rows[number + 1 :]
            if below[code] != "" and below[name] != ""
        }
    return {}
