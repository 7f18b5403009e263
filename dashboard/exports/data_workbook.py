"""The data workbook: cover, contents, notes, what is counted, then one marked table a sheet.

It follows the UK Analysis Function's rules for accessible spreadsheets: everything in words down the first column, no
merged cell, no empty cell in a table (marks in square brackets say why there is no number), nothing below a table, no
filters, nothing frozen, no fills, the cursor in A1 of the first sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.cells import MARKS
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.content import PageContent
from dashboard.exports.papers import about, papers, passports_said, tables_of, terms_table
from dashboard.exports.workbook import Book
from data.wording import Text


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet with its table, and the lines above it."""

    table: TableSpec
    above: tuple[str, ...] = ()


def xlsx_body(content: PageContent, text: Text) -> bytes:
    """Return the workbook; numbers are numbers in the page's own precision, months text as "YYYY-MM"."""
    book = Book(content, marks=True)
    cover, contents = book.sheet(text["export.cover"]), book.sheet(text["export.contents"])
    book.words(cover, _cover(content, text))
    parts = _parts(content, text)
    sheets = [book.sheet(part.table.title) for part in parts]
    listed = _contents(text, [(sheet.name, part.table) for sheet, part in zip(sheets, parts, strict=True)])
    for sheet, part in zip((contents, *sheets), (_Part(listed), *parts), strict=True):
        said = (text["export.one_table"], *part.above)
        top = book.lines(sheet, [("title", part.table.title), *(("plain", line) for line in said)])
        book.table(sheet, part.table, top, filters=False)
    return book.done()


def _parts(content: PageContent, text: Text) -> list[_Part]:
    notes = list(dict.fromkeys(note for chart in content.charts for note in chart.notes))
    papers_of = {chart.table.key: chart for chart in content.charts}
    parts = [_Part(_notes(text, notes))]
    if content.terms:
        parts.append(_Part(terms_table(content, text)))
    for table in tables_of(content, text):
        chart = papers_of.get(table.key)
        numbers = [notes.index(note) + 1 for note in chart.notes] if chart else []
        figure = passports_said(content, table, text)
        above = (
            text["export.marks_explained"],
            " ".join(_note_mark(text, number) for number in numbers),
            text["selection.separator"].join(content.labels),
            text.format("export.line", label=text["export.filters"], words=content.filters),
            chart.coverage if chart else content.coverage,
            text.format("export.line", label=text["export.passport"], words=figure) if figure else "",
            *(text.format("export.line", label=label, words=words) for label, words in papers(content, text)),
        )
        parts.append(_Part(table, above))
    return parts


def _cover(content: PageContent, text: Text) -> list[tuple[str, str]]:
    """Return the lines of the cover: headings and what stands below them."""
    lines = [("title", content.title)]
    for label, words in about(content, text):
        lines += [("strong", label), ("wrapped", words)]
    return [*lines, *(("wrapped", sentence) for sentence in content.sentences)]


def _contents(text: Text, listed: Sequence[tuple[str, TableSpec]]) -> TableSpec:
    columns = (
        Column("sheet", text["export.sheet"]),
        Column("table", text["export.table"]),
        Column("rows", text["export.rows"], "whole"),
    )
    rows = tuple((name, table.title, len(table.rows)) for name, table in listed)
    return TableSpec("front-contents", text["export.contents"], columns, rows)


def _notes(text: Text, notes: Sequence[str]) -> TableSpec:
    columns = (Column("mark", text["export.mark"]), Column("meaning", text["export.meaning"]))
    rows: list[tuple[CellValue, ...]] = [(mark, text[f"export.{meaning}"]) for mark, meaning in MARKS.items()]
    rows += [(_note_mark(text, number), note) for number, note in enumerate(notes, start=1)]
    return TableSpec("front-notes", text["export.notes"], columns, tuple(rows))


def _note_mark(text: Text, number: int) -> str:
    return text.format("export.note_mark", number=str(number))
