"""How well planted faults were found, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text as Line

from data.formats import number
from data.wording import Text, text
from etl.demonstration.scoring import LEAST_FOUND, MOST_ALARMS, Score, Verdict
from etl.messages import WORDS as PROBLEM_WORDS
from etl.messages import place, title


def score_table(score: Score, said: Text) -> Table:
    """Return planted and found by mess, then the two shares and their bounds."""
    named = text(said.language, PROBLEM_WORDS)
    table = Table(title=said["score.title"], title_justify="left")
    table.add_column(said["score.mess"])
    for key in ("planted", "found", "share"):
        table.add_column(said[f"score.{key}"], justify="right")
    for mess, (planted, found) in score.by_mess().items():
        table.add_row(f"{mess} {named[f'mess.{mess}']}", *_counts(planted, found, said), end_section=False)
    table.add_section()
    found = len(score.verdicts) - len(score.missed)
    table.add_row(said["score.in_all"], *_counts(len(score.verdicts), found, said), style="bold")
    return table


def verdict_lines(score: Score, said: Text, examples: int) -> Iterator[Line]:
    """Yield the two bounds and whether they hold, then examples of faults missed and of alarms about clean files."""
    bounds = (
        ("bound_found", score.found, LEAST_FOUND, score.found >= LEAST_FOUND),
        ("bound_alarms", score.false_alarms, MOST_ALARMS, score.false_alarms <= MOST_ALARMS),
    )
    for key, share, bound, holds in bounds:
        values = {"share": _percent(share, said), "bound": _percent(bound, said)}
        counts = {"alarms": number(len(score.alarms), said.language), "files": number(score.clean_files, said.language)}
        verdict = said["score.holds" if holds else "score.fails"]
        line = said.format(f"score.{key}", **values, **counts)
        yield Line.assemble(line, " ", (verdict, "green" if holds else "red"))
    by_mess: dict[str, int] = {}
    for missed in score.missed:
        by_mess[missed.planted.mess] = by_mess.get(missed.planted.mess, 0) + 1
        if by_mess[missed.planted.mess] <= examples:
            yield _missed(missed, said)
    for problems in list(score.alarms.values())[:examples]:
        kind = title(problems[0].kind, said.language)
        yield Line(said.format("score.alarm", place=place(problems[0]), title=kind), style="yellow")


def _counts(planted: int, found: int, said: Text) -> tuple[str, str, str]:
    shown = [number(count, said.language) for count in (planted, found)]
    return shown[0], shown[1], _percent(found / planted if planted else 1.0, said)


def _percent(share: float, said: Text) -> str:
    return f"{number(100 * share, said.language, 1)} %"


def _missed(verdict: Verdict, said: Text) -> Line:
    planted = verdict.planted
    where = " › ".join(part for part in (planted.file, planted.sheet, planted.cell) if part)
    instead = "; ".join(title(problem.kind, said.language) for problem in verdict.told[:3]) or said["score.nothing"]
    how = said[f"score.miss.{verdict.miss}"]
    return Line(said.format("score.missed", mess=planted.mess, place=where, how=how, instead=instead))
