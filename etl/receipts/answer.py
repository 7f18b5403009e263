"""What a receipt answers: the outcome, the findings, and what was understood, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from data.catalogue import Catalogue
from data.formats import month_range, number, period_name
from data.periods import Month, is_year
from data.states import State
from data.wording import Text, text
from etl.lists.declared import list_kinds
from etl.messages import WORDS
from etl.problems import Problem
from etl.receipts.settings import settings
from etl.receipts.stamp import Outcome, Status
from etl.reports import ReadFile, Report

_ORDER = ("refuse", "warn", "note")


class Figures(NamedTuple):
    """What one report says: its library as read, its period, and its main figures (a number, or a state in words)."""

    library: str
    form: str
    period: str
    figures: tuple[float | str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A receipt's content, in one language."""

    said: Text
    file: str
    sha256: str
    day: date
    outcome: Outcome
    status: Status
    findings: tuple[Problem, ...]  # the gravest first
    libraries: int
    library: str | None  # of a file about one
    forms: tuple[str, ...]
    periods: str
    states: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]  # names of the main figures
    lines: tuple[Figures, ...]

    @property
    def language(self) -> str:
        """The language of everything in it."""
        return self.said.language


def words(language: str, catalogue: Catalogue) -> Text:
    """Return what receipts say in a language; a network's own words win."""
    return text(language, WORDS, *catalogue.text_folders)


def answer(
    read: ReadFile, problems: Sequence[Problem], catalogue: Catalogue, *, language: str, day: date, status: Status
) -> Answer:
    """Return what to answer to the sender of a file. `problems`: all there are, those found after reading, too."""
    said = words(language, catalogue)
    severities = {problem.severity for problem in problems}
    codes = _main_figures(read.reports, catalogue)
    whose = _whose(read)
    libraries = list(dict.fromkeys(library for library, _form, _period in whose))
    names = {new.code: new.name for new in read.new_libraries}
    names.update({code: catalogue.libraries[code].name for code in libraries if code in catalogue.libraries})
    kinds = [kind for kind in list_kinds() if any(listed.kind == kind for listed in read.lists)]
    reports = {(report.library, report.form, report.period): report for report in read.reports}
    counts = {(one.library, one.form, one.period, one.kind): len(one.records) for one in read.lists}
    lines = [
        Figures(
            _named(library, names),
            _form(form, catalogue, said),
            period_name(period, language),
            (
                *_figures(reports.get((library, form, period)), codes, said),
                *(counts.get((library, form, period, kind)) for kind in kinds),
            ),
        )
        for library, form, period in whose[: settings().most_lines]
    ]
    return Answer(
        said=said,
        file=read.name,
        sha256=read.sha256,
        day=day,
        outcome="refused" if "refuse" in severities else "warned" if "warn" in severities else "accepted",
        status=status,
        findings=tuple(sorted(problems, key=lambda problem: _ORDER.index(problem.severity))),
        libraries=len(libraries),
        library=_named(libraries[0], names) if len(libraries) == 1 else None,
        forms=tuple(dict.fromkeys(line.form for line in lines)),
        periods=_periods([period for _library, _form, period in whose], language),
        states=_states(read.reports, said),
        columns=(
            *(said[f"indicator.{code}.short"] for code in codes),
            *(said[f"receipt.understood.list.{kind}"] for kind in kinds),
        ),
        lines=tuple(lines),
    )


def suggestion(problem: Problem, language: str) -> str:
    """Return what was probably meant, or nothing where nobody can know."""
    for name in settings().suggestions:
        found = problem.details.get(name)
        if found is not None and found not in ("", "–"):
            return found if isinstance(found, str) else number(found, language, 0 if found == int(found) else 2)
    return ""


def _main_figures(reports: Iterable[Report], catalogue: Catalogue) -> list[str]:
    """Return the indicators shown for each library, in the order of the catalogue."""
    given = {reading.indicator for report in reports for reading in report.readings}
    main = [code for code in settings().main_figures if code in given]
    return main or [code for code in catalogue.indicators if code in given][: settings().most_figures]


def _whose(read: ReadFile) -> list[tuple[str, str, int]]:
    """Return library, form and period of what the file holds: its reports, then its lists that have no report."""
    reports = [(report.library, report.form, report.period) for report in read.reports]
    return list(dict.fromkeys([*reports, *((one.library, one.form, one.period) for one in read.lists)]))


def _figures(report: Report | None, codes: list[str], said: Text) -> tuple[float | str | None, ...]:
    """Return the main figures of a report: numbers, or states in words."""
    if report is None:
        return (None,) * len(codes)
    values: dict[str, float] = {}
    states: dict[str, State] = {}
    for reading in report.readings:
        if reading.value is not None:  # over its categories
            values[reading.indicator] = values.get(reading.indicator, 0.0) + reading.value
        states.setdefault(reading.indicator, reading.state)
    return tuple(
        values[code] if code in values else _state(states[code], said).lower() if code in states else None
        for code in codes
    )


def _named(code: str, names: dict[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else code


def _form(form: str, catalogue: Catalogue, said: Text) -> str:
    """Return the name of a form, with the part of it that the file holds: an indicator, or its lists."""
    whole, _, part = form.partition("+")
    key = f"form.{whole}"
    name = said[key] if key in said else whole  # noqa: SIM401 (a Text has no get: a missing text is an error)
    if not part:
        return name
    key = f"indicator.{part}.name" if part in catalogue.indicators else f"receipt.part.{part}"
    shown = said[key] if key in said else part  # noqa: SIM401 (a Text has no get); a part that only its layout names
    return f"{name}: {shown}"


def _periods(periods: Iterable[int], language: str) -> str:
    """Return the periods as read, months that follow each other as a range."""
    ranges: list[list[int]] = []
    for period in sorted(set(periods)):
        if ranges and _follows(period, ranges[-1][1]):
            ranges[-1][1] = period
        else:
            ranges.append([period, period])
    return "; ".join(
        period_name(first, language)
        if first == last
        else month_range(Month.from_period(first), Month.from_period(last), language)
        for first, last in ranges
    )


def _follows(period: int, before: int) -> bool:
    """True when a period is the month after another one."""
    return not is_year(period) and not is_year(before) and Month.from_period(before).plus(1).period == period


def _states(reports: Iterable[Report], said: Text) -> tuple[tuple[str, int], ...]:
    counts = Counter(reading.state for report in reports for reading in report.readings)
    return tuple((_state(state, said), counts[state]) for state in State if counts[state])


def _state(state: State, said: Text) -> str:
    return said[f"state.{state.name.lower()}.name"]
