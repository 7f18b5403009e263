"""The history of a report: every version, what each changed, in words and as JSON."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from data.deadlines import time_zone
from data.wording import languages, text
from etl.tracing.asked import Subject
from etl.tracing.command import WORDS
from etl.tracing.history import history
from etl.tracing.plain import history_json
from etl.tracing.printing import Printing
from etl.tracing.printing_history import shown_history

LIBRARY = "MD-OR-0001"
SUBJECT = Subject("library", LIBRARY, "Biblioteca")


def printed(answer, network, language):
    """Return what a person reads."""
    out = io.StringIO()
    said = text(language, *network.text_folders, WORDS)
    Console(file=out, width=200).print(shown_history(answer, Printing(network, said, time_zone(network))))
    return out.getvalue()


def test_each_version_says_what_it_changed_against_the_one_before(session):
    found = history(session, SUBJECT, 201706)
    assert [(step.version.version, step.version.status, step.follows) for step in found.steps] == [
        (1, "superseded", False),
        (None, "refused", False),
        (2, "accepted", True),
    ]
    assert {(change.indicator, change.category) for change in found.steps[2].changes} == {
        ("V01", ""),
        ("L01", ""),
        ("S02", "HE.HEA"),
    }
    assert found.due_on == date(2017, 7, 10)


def test_the_object_holds_values_cells_and_texts(session):
    said = history_json(history(session, SUBJECT, 201706))
    assert (said["code"], said["period"], said["due_on"]) == (LIBRARY, "2017-06", "2017-07-10")
    last = said["versions"][2]
    visits = next(change for change in last["changes"] if change["indicator"] == "V01")
    assert visits["before"] == {"value": 120, "state": "reported", "sheet": "Foaia 1", "cell": "B1", "raw": None}
    assert (visits["after"]["value"], visits["after"]["cell"]) == (12, "B7")
    assert visits["after"]["raw"] == "12 [bold]pers.[/bold]"
    assert last["received_at"] == "2017-07-12T08:00:00+00:00"


@pytest.mark.parametrize(
    ("language", "status", "late", "changed"),
    [
        ("ro", "în vigoare", "cu 2 zile întârziere", "Versiunea 2 schimbă 3 răspunsuri"),
        ("ru", "действует", "с опозданием на 2 дня", "Версия 2 меняет 3 ответа"),
        ("en", "in force", "2 days late", "Version 2 changes 3 answers"),
    ],
)
def test_a_person_reads_it_in_each_language(session, network, language, status, late, changed):
    shown = printed(history(session, SUBJECT, 201706), network, language)
    assert all(words in shown for words in (status, late, changed, "a.xlsx", "b.xlsx", "B7"))


def test_the_name_of_a_file_cannot_steer_the_terminal(session, network):
    shown = printed(history(session, SUBJECT, 201706), network, "ro")
    assert "\x1b" not in shown
    assert "c\N{REPLACEMENT CHARACTER}[2J.xlsx" in shown


def test_a_report_that_never_came_is_said_so(session, network):
    nothing = history(session, SUBJECT, 201705)
    assert nothing.steps == ()
    for language in languages(WORDS):
        assert LIBRARY in printed(nothing, network, language)
