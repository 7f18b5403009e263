"""The raw export of the online reporting tool of 2014: one tab-separated row an answer, questions in English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.periods import Month

HEADER = ("Date", "Name", "Raion", "Question", "Answer")
# Question as the tool exports it, stray marks and blanks included, and the indicator it asks for.
QUESTIONS = (
    ("How many active users did the library have this month?", "U01"),
    (" Number of newly registered users ?", "U02"),
    ("How many times was the library visited? ", "V01"),
    ("?How many of the visits were by children?", "V02"),
    ("Number of public computer sessions?", "C01"),
    ("Number of Wi-Fi sessions ?", "C02"),
    ("Number of loans", "L01"),
    ("How many training sessions were organised??", "T01"),
    ("How many people attended the trainings?", "T02"),
    ("How many events were organised ?", "E01"),
    ("How many people attended the events? ", "E02"),
)
IGNORED = ("Upload photos", "Upload photos ?")


class Answers(NamedTuple):
    """One library's answers of a month, in the order of QUESTIONS; None: not answered."""

    name: str
    raion: str
    day: int
    values: list[float | None]
    photos: str


def text(month: Month, libraries: Iterable[Answers]) -> str:
    """Return the export of a month."""
    lines = ["\t".join(HEADER)]
    for library in libraries:
        date = f"{month}-{library.day:02d}"
        for (question, _), value in zip(QUESTIONS, library.values, strict=True):
            answer = "" if value is None else str(value)
            lines.append("\t".join((date, library.name, library.raion, question, answer)))
        lines.append("\t".join((date, library.name, library.raion, IGNORED[library.day % 2], library.photos)))
    return "\r\n".join(lines) + "\r\n"
