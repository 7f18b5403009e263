"""The first sheet of a receipt: the outcome, what to do next, and every finding with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.formats import date_text, number
from data.provenance import cell_name
from data.wording import Text
from etl.messages import place, remedy, title, what
from etl.problems import Problem, Severity
from etl.receipts.answer import Answer, suggestion
from etl.receipts.marks import Target
from etl.receipts.names import internal_link
from etl.receipts.settings import INK, settings
from etl.receipts.sheet_writer import SheetWriter
from etl.receipts.styles import Look

TITLE: Look = (("bold", True), ("font_size", 14))
LABEL: Look = (("bold", True), ("valign", "top"))
TEXT: Look = (("text_wrap", True), ("valign", "top"), ("align", "left"))
HEADING: Look = (*TEXT, ("bold", True), ("bottom", 1), ("pattern", 1), ("bg_color", "#EDEDED"))
LINK: Look = (*TEXT, ("font_color", "#0B4F9E"), ("underline", 1))

_COLUMNS = (("number", 6), ("severity", 16), ("place", 26), ("title", 26), ("found", 26), ("what", 56),
            ("suggestion", 26), ("remedy", 56))  # fmt: skip
_LINE, _LETTERS_A_LINE = 15, 105  # height of a line, and letters in one across the joined columns
_SEVERITIES: tuple[Severity, ...] = ("refuse", "warn", "note")


def write_findings(
    writer: SheetWriter, to: Worksheet, answer: Answer, links: Sequence[Target | None], names: Sequence[str]
) -> None:
    """Write the sheet. `names` are those of the copied sheets; there are none where the file could not be copied."""
    for column, (_, width) in enumerate(_COLUMNS):
        to.set_column(column, column, width)
    said = answer.said
    writer.write(to, 0, 0, said["receipt.title"], TITLE)
    row = _write_block(writer, to, answer, copied=bool(names))
    if not answer.findings:
        writer.write(to, row, 0, said["receipt.finding.none"], LABEL)
        return
    for column, (key, _) in enumerate(_COLUMNS):
        writer.write(to, row, column, said[f"receipt.finding.{key}"], HEADING)
    for index, (problem, link) in enumerate(zip(answer.findings, links, strict=True), start=1):
        line = row + index
        texts = _texts(index, problem, said)
        for column, text in enumerate(texts):
            writer.write(to, line, column, text, severity_look(problem.severity) if column == 1 else TEXT)
        if link is not None:
            address = internal_link(names[link.sheet], cell_name(*link.place))
            to.write_url(line, 2, address, writer.format(LINK), texts[2])


def severity_look(severity: Severity) -> Look:
    """Return the look of a word that says a severity."""
    look = settings().severity[severity]
    return (*TEXT, ("pattern", 1), ("bg_color", look.ground), ("font_color", INK), ("bold", True))


def severity_word(severity: Severity, said: Text) -> str:
    """Return a severity as letter and word."""
    return f"[{said[f'receipt.severity.{severity}.letter']}] {said[f'receipt.severity.{severity}.word']}"


def _texts(index: int, problem: Problem, said: Text) -> tuple[str, ...]:
    return (
        str(index),
        severity_word(problem.severity, said),
        " › ".join(part for part in (problem.sheet, problem.cell) if part) or place(problem),
        title(problem.kind, said.language),
        problem.found or said["absent.short"],
        what(problem, said.language),
        suggestion(problem, said.language) or said["absent.short"],
        remedy(problem, said.language),
    )


def _write_block(writer: SheetWriter, to: Worksheet, answer: Answer, *, copied: bool) -> int:
    """Write outcome, file and what was understood; return the row below it."""
    said = answer.said
    row = 2
    for key, text in _facts(answer, copied=copied):
        writer.write(to, row, 0, said[f"receipt.label.{key}"], LABEL)
        look = TEXT
        if key == "outcome":
            gravest: dict[str, Severity] = {"refused": "refuse", "warned": "warn"}
            look = severity_look(gravest[answer.outcome]) if answer.outcome in gravest else (*TEXT, ("bold", True))
        to.merge_range(row, 2, row, 5, "", writer.format(look))
        writer.write(to, row, 2, text, look)
        to.set_row(row, _LINE * (1 + len(text) // _LETTERS_A_LINE))
        row += 1
    if answer.findings:
        writer.write(to, row, 0, said["receipt.label.legend"], LABEL)
        for column, severity in enumerate(_SEVERITIES, start=2):
            writer.write(to, row, column, severity_word(severity, said), severity_look(severity))
        row += 1
    return row + 1


def _facts(answer: Answer, *, copied: bool) -> list[tuple[str, str]]:
    """Return what the block says, as (label, text), lines of nothing left out."""
    said, language = answer.said, answer.language
    outcome = said[f"receipt.outcome.{answer.outcome}"]
    if answer.outcome != "refused":
        outcome = f"{outcome} {said[f'receipt.status.{answer.status}']}"
    next_step = f"{said[f'receipt.next.{answer.outcome}']} {said['receipt.contact']}"
    libraries = answer.library or said.plural("receipt.libraries", answer.libraries)
    facts = [
        ("outcome", outcome),
        ("next", next_step),
        ("file", answer.file),
        ("date", date_text(answer.day, language)),
        ("hash", answer.sha256),
        ("findings", said.plural("receipt.findings", len(answer.findings))),
        ("library", libraries if answer.libraries else ""),
        ("form", "; ".join(answer.forms)),
        ("period", answer.periods),
        ("values", "; ".join(f"{name}: {number(count, language)}" for name, count in answer.states)),
        ("copy", "" if copied else said["receipt.not_copied"]),
    ]
    return [(key, text) for key, text in facts if text]
