"""Summaries, findings and the state of a database as a person reads them in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text as Line

from data.formats import number
from data.states import State
from data.wording import Text, text
from etl.messages import message, place
from etl.messages import title as title_of
from etl.problems import Problem
from etl.status import Status
from etl.summary import SUBMISSIONS, Summary

WORDS = Path(__file__).parent / "text"
FINDINGS_SHOWN = 20  # of those that refuse nothing; every refusal is shown
_BLANKS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"  # not printable, says Python
_ORDER = ("refuse", "warn", "note")
_STYLES = {"refuse": "bold red", "warn": "yellow", "note": "dim"}


def words(language: str) -> Text:
    """Return what the command line says in a language."""
    return text(language, WORDS)


def plain(text: str) -> Line:
    """Return a text as it stands: no markup, no control characters of a sender."""
    letters = (letter if letter.isprintable() or letter in _BLANKS else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return Line("".join(letters))


def summary_table(summary: Summary, said: Text, *, title: str) -> Table:
    """Return the counts of a run as a table; lines of nothing are left out."""
    table = Table(title=said[f"summary.{title}"], title_justify="left", show_header=False)
    for column, style in (("", "bold"), ("", ""), ("right", "")):
        table.add_column(justify="right" if column else "left", style=style)
    table.add_row(said["summary.files"], said["summary.in_all"], number(summary.files, said.language))
    statuses = [(status, summary.submissions[status]) for status in SUBMISSIONS]
    _add(table, said, "submissions", statuses)
    _add(table, said, "observations", [(state.name.lower(), summary.states[state]) for state in State])
    kinds = Counter(problem.kind for problem in summary.problems)
    for index, (kind, count) in enumerate(sorted(kinds.items())):
        heading = "" if index else said["summary.problems"]
        table.add_row(heading, title_of(kind, said.language), number(count, said.language))
    seconds = number(summary.seconds, said.language, 1)
    table.add_row(said["summary.seconds"], "", said.format("summary.seconds_value", seconds=seconds))
    return table


def _add(table: Table, said: Text, group: str, counts: Sequence[tuple[str, int]]) -> None:
    shown = [(name, count) for name, count in counts if count] or [("in_all", 0)]
    for index, (name, count) in enumerate(shown):
        heading = "" if index else said[f"summary.{group}"]
        table.add_row(heading, said[f"summary.{name}"], number(count, said.language))


def findings(problems: Sequence[Problem], said: Text, *, every: bool) -> Iterator[Line]:
    """Yield a line for each refusal and, unless `every`, for the first of the other findings only."""
    shown = 0
    for problem in sorted(problems, key=lambda problem: _ORDER.index(problem.severity)):
        shown += problem.severity != "refuse"
        if every or problem.severity == "refuse" or shown <= FINDINGS_SHOWN:
            yield _finding(problem, said)
    if not every and shown > FINDINGS_SHOWN:
        yield Line(said.plural("finding.more", shown - FINDINGS_SHOWN))


def _finding(problem: Problem, said: Text) -> Line:
    severity = (said[f"finding.{problem.severity}"], _STYLES[problem.severity])
    return Line.assemble(
        severity, f" {place(problem)}: {message(problem, said.language)} ", (f"[{problem.kind}]", "dim")
    )


def status_table(status: Status, said: Text, *, database: str) -> Table:
    """Return what a database holds as a table."""
    table = Table(title=said["status.title"], title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    none = said["status.none"]
    name = status.network or none
    table.add_row(said["status.network"], f"{name} ({said['status.demonstration']})" if status.demonstration else name)
    table.add_row(said["status.database"], database)
    for field in ("libraries", "files_accepted", "files_refused", "reports", "reports_superseded", "observations"):
        table.add_row(said[f"status.{field}"], number(getattr(status, field), said.language))
    table.add_row(said["status.months"], " – ".join(status.months) if status.months else none)
    table.add_row(said["status.years"], " – ".join(map(str, status.years)) if status.years else none)
    table.add_row(said["status.last_received"], status.last_received or none)
    return table
