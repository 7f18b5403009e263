"""What was said is remembered while it still holds: not after a change, not on another day, not without end."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.memory import Memory


class Database:
    """A database that somebody else writes into."""

    def __init__(self) -> None:
        self.number = 1

    def revision(self) -> str | None:
        return str(self.number) if self.number else None


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def memory(database: Database) -> Memory[str]:
    return Memory(database.revision, most=2)


def say(memory: Memory[str], key: str, said: str) -> None:
    memory.keep(memory.moment(), key, said)


def test_what_was_said_is_said_again(memory: Memory[str]) -> None:
    say(memory, "a", "A")
    assert memory.recall(memory.moment(), "a") == "A"
    assert memory.recall(memory.moment(), "b") is None


def test_after_a_change_nothing_is_remembered(memory: Memory[str], database: Database) -> None:
    say(memory, "a", "A")
    database.number += 1
    assert memory.recall(memory.moment(), "a") is None
    say(memory, "b", "B")
    assert memory.recall(memory.moment(), "b") == "B"


def test_what_was_computed_while_somebody_wrote_is_not_kept(memory: Memory[str], database: Database) -> None:
    asked = memory.moment()
    database.number += 1
    memory.keep(asked, "a", "A")
    assert memory.recall(memory.moment(), "a") is None


def test_another_day_asks_anew(database: Database) -> None:
    at = [datetime(2017, 6, 30, 20, 59, tzinfo=UTC), datetime(2017, 6, 30, 21, 0, tzinfo=UTC)]
    memory: Memory[str] = Memory(database.revision, most=2, zone=ZoneInfo("Europe/Chisinau"), now=lambda: at[0])
    say(memory, "a", "A")
    assert memory.recall(memory.moment(), "a") == "A"
    del at[0]  # midnight in Chișinău
    assert memory.recall(memory.moment(), "a") is None


def test_what_was_not_asked_for_longest_is_forgotten_first(memory: Memory[str]) -> None:
    say(memory, "a", "A")
    say(memory, "b", "B")
    memory.recall(memory.moment(), "a")
    say(memory, "c", "C")
    assert [memory.recall(memory.moment(), key) for key in "abc"] == ["A", None, "C"]


def test_without_a_revision_nothing_is_ever_remembered(memory: Memory[str], database: Database) -> None:
    database.number = 0
    say(memory, "a", "A")
    assert memory.recall(memory.moment(), "a") is None
