"""How well the planted faults of a demonstration network are found again, and how quiet clean files are read."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from data.catalogue import load_catalogue
from data.store import open_engine
from etl.context import make_context
from etl.deliveries import deliveries
from etl.demonstration.ledger import LEADING
from etl.demonstration.messes import Planted
from etl.load import load
from etl.problems import Problem
from etl.read_one import read_one
from etl.reading import workbook_reader
from etl.reports import ReadFile
from etl.summary import FileOutcome

LEAST_FOUND, MOST_ALARMS = 0.98, 0.02
Miss = Literal["silent", "elsewhere", "refused", "misread", "alarm"]
Said = Mapping[tuple[str, int, str], Mapping[str, float]]  # library, period, form -> column -> value


@dataclass(frozen=True, slots=True)
class Verdict:
    """A planted fault and what became of it: found (`miss` is None), or how it was missed and what was told instead."""

    planted: Planted
    miss: Miss | None
    told: tuple[Problem, ...]


@dataclass
class Score:
    """The verdicts on all planted faults, and what was told about files without any."""

    verdicts: list[Verdict] = field(default_factory=list)
    clean_files: int = 0
    alarms: dict[str, list[Problem]] = field(default_factory=dict)  # clean file -> its refusals and warnings

    @property
    def found(self) -> float:
        """The share of planted faults that were found, 1 where none are planted."""
        return 1 - len(self.missed) / len(self.verdicts) if self.verdicts else 1.0

    @property
    def false_alarms(self) -> float:
        """The share of clean files that were refused or warned about."""
        return len(self.alarms) / self.clean_files if self.clean_files else 0.0

    @property
    def holds(self) -> bool:
        """True when at least 98 % are found and at most 2 % of the clean files raise an alarm."""
        return self.found >= LEAST_FOUND and self.false_alarms <= MOST_ALARMS

    @property
    def missed(self) -> list[Verdict]:
        """The planted faults that were not found."""
        return [verdict for verdict in self.verdicts if verdict.miss is not None]

    def by_mess(self) -> dict[str, tuple[int, int]]:
        """Return how many of each mess were planted and found."""
        planted = Counter(verdict.planted.mess for verdict in self.verdicts)
        found = Counter(verdict.planted.mess for verdict in self.verdicts if verdict.miss is None)
        return {mess: (count, found[mess]) for mess, count in sorted(planted.items())}

    def as_json(self) -> dict[str, object]:
        """Return the object that `--json` prints."""
        kinds = Counter(problem.kind for problems in self.alarms.values() for problem in problems)
        return {
            "planted": len(self.verdicts),
            "found": len(self.verdicts) - len(self.missed),
            "found_share": round(self.found, 4),
            "clean_files": self.clean_files,
            "false_alarms": len(self.alarms),
            "false_alarm_share": round(self.false_alarms, 4),
            "holds": self.holds,
            "messes": {mess: {"planted": all_, "found": found} for mess, (all_, found) in self.by_mess().items()},
            "missed": [
                {**verdict.planted._asdict(), "miss": verdict.miss, "instead": [shown(told) for told in verdict.told]}
                for verdict in self.missed
            ],
            "alarm_kinds": dict(sorted(kinds.items())),
        }


def shown(problem: Problem) -> str:
    """Return kind and place of a problem, in short."""
    return " ".join(part for part in (problem.kind, problem.sheet, problem.cell) if part)


def score(folder: Path, tell: Callable[[Sequence[FileOutcome]], None] = lambda outcomes: None) -> Score:
    """Return the score of a demonstration network: all its files are loaded into a database of their own.

    A fault to be warned about or refused is found where a warning or refusal stands at its very cell; one to be
    understood where nothing is refused and every report of its file says what the ledger says.
    """
    outcomes = _outcomes(folder, tell)
    key = read_key(folder)
    told: dict[str, list[Problem]] = defaultdict(list)
    for outcome in outcomes:
        told[outcome.name].extend(outcome.problems)
    unchanged = {outcome.name for outcome in outcomes if outcome.status == "unchanged"}
    said, context = _ledger(folder), make_context(folder / "network")
    out = Score()
    for planted in key:
        path = folder / "files" / planted.file
        read = None if planted.file in unchanged else read_one(path, planted.file, context)
        as_meant = read is None or _says_what_it_should(read, said.get(planted.file, {}))
        out.verdicts.append(_verdict(planted, told[planted.file], as_meant=as_meant))
    faulty = {planted.file for planted in key}
    for outcome in outcomes:
        if outcome.name not in faulty:
            out.clean_files += 1
            loud = [problem for problem in outcome.problems if problem.severity != "note"]
            if loud:
                out.alarms[outcome.name] = loud
    return out


def read_key(folder: Path) -> list[Planted]:
    """Return the planted faults of a demonstration network."""
    with (folder / "truth" / "key.csv").open(encoding="utf-8", newline="") as file:
        return [Planted(**row) for row in csv.DictReader(file)]


def _outcomes(folder: Path, tell: Callable[[Sequence[FileOutcome]], None]) -> list[FileOutcome]:
    """Load everything as it arrived, and return what became of each file."""
    outcomes: list[FileOutcome] = []

    def heard(done: Sequence[FileOutcome]) -> None:
        outcomes.extend(done)
        tell(done)

    with TemporaryDirectory() as place:
        engine = open_engine(f"sqlite:///{Path(place) / 'score.db'}")
        load(
            deliveries([folder]),
            engine=engine,
            catalogue=load_catalogue(folder / "network"),
            make_reader=partial(workbook_reader, folder / "network", None),
            tell=heard,
        )
        engine.dispose()
    return outcomes


def _ledger(folder: Path) -> dict[str, dict[tuple[str, int, str], dict[str, float]]]:
    """Return file -> report -> column -> value, of the reports that no later file replaced."""
    said: dict[str, dict[tuple[str, int, str], dict[str, float]]] = defaultdict(dict)
    with gzip.open(folder / "truth" / "ledger.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            report = (row["library"], int(row["period"]), row["form"])
            values = {column: float(value) for column, value in row.items() if column not in LEADING and value}
            said[row["file"]][report] = values
    return said


def _says_what_it_should(read: ReadFile, said: Said) -> bool:
    """True when every report that the ledger has from this file is read with the same values."""
    reports = {(report.library, report.period, report.form): report for report in read.reports}
    return all(
        report in reports
        and {
            f"{reading.indicator}:{reading.category}" if reading.category else reading.indicator: reading.value
            for reading in reports[report].readings
            if reading.value is not None
        }
        == values
        for report, values in said.items()
    )


def _verdict(planted: Planted, told: Iterable[Problem], *, as_meant: bool) -> Verdict:
    problems = tuple(told)
    here = [
        problem
        for problem in problems
        if (problem.sheet or "", problem.cell or "") == (planted.sheet, planted.cell)
        and (not planted.told or problem.kind in planted.told.split())
    ]
    loud = [problem for problem in here if problem.severity != "note"]
    refused = any(problem.severity == "refuse" for problem in problems)
    miss: Miss | None = None
    if planted.expected == "refused":
        miss = None if any(problem.severity == "refuse" for problem in here) else "elsewhere" if refused else "silent"
    elif refused:
        miss = "refused"
    elif planted.expected == "warned" and not loud:
        miss = "elsewhere" if problems else "silent"
    elif not as_meant:
        miss = "misread"
    elif planted.expected == "understood" and _loud_at(planted, problems):
        miss = "alarm"
    return Verdict(planted, miss, problems)


def _loud_at(planted: Planted, problems: Iterable[Problem]) -> bool:
    """True when something that is to be understood was warned about at its cell."""
    return any(
        problem.severity == "warn" and (problem.sheet, problem.cell) == (planted.sheet, planted.cell)
        for problem in problems
    )
