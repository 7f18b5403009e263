"""What a load came to: the counts that the command line shows, writes as JSON and turns into an exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from data.states import State
from etl.problems import Problem

FileStatus = Literal["accepted", "refused", "unchanged"]

SUBMISSIONS = ("accepted", "superseding", "outranked", "unchanged", "refused")  # what becomes of reports
ALL_WELL, REFUSED, WARNINGS = 0, 3, 4


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file. Submissions are counted once each: accepted (new), superseding, outranked (kept,
    not in force), unchanged or refused.
    """

    name: str
    status: FileStatus
    accepted: int = 0
    superseding: int = 0
    outranked: int = 0
    unchanged: int = 0
    refused: int = 0
    states: tuple[int, ...] = (0,) * len(State)
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Summary:
    """The counts of a whole run, and its problems in the order of the files."""

    files: int = 0
    submissions: Counter[str] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, outcomes: Iterable[FileOutcome]) -> None:
        """Count what became of some files."""
        for outcome in outcomes:
            self.files += 1
            for status in SUBMISSIONS:
                self.submissions[status] += getattr(outcome, status)
            self.states.update(dict(zip(State, outcome.states, strict=True)))
            self.problems.extend(outcome.problems)

    def join(self, other: Summary) -> None:
        """Add the counts of another run."""
        self.files += other.files
        self.submissions.update(other.submissions)
        self.states.update(other.states)
        self.problems.extend(other.problems)
        self.seconds += other.seconds

    @property
    def exit_code(self) -> int:
        """3 where something was refused, 4 where something was accepted with a warning, else 0."""
        severities = {problem.severity for problem in self.problems}
        if "refuse" in severities:
            return REFUSED
        return WARNINGS if "warn" in severities else ALL_WELL

    def as_json(self) -> dict[str, object]:
        """Return the object that `--json` prints: a report that is kept but not in force is accepted, and told."""
        kinds = Counter(problem.kind for problem in self.problems)
        counted = self.submissions
        return {
            "files": self.files,
            "submissions": {
                "accepted": counted["accepted"] + counted["outranked"],
                "unchanged": counted["unchanged"],
                "superseding": counted["superseding"],
                "refused": counted["refused"],
            },
            "observations": {state.name.lower(): self.states[state] for state in State},
            "problems": dict(sorted(kinds.items())),
            "seconds": round(self.seconds, 3),
        }
