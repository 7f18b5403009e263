"""Why a figure is what it is: its cell, its text, its correction, its versions; of a total, its parts."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from data.deadlines import time_zone
from data.measures import ForbiddenAggregation
from data.wording import languages, text
from etl.tracing.asked import ALL, Subject, period_of
from etl.tracing.command import WORDS
from etl.tracing.plain import why_json
from etl.tracing.printing import Printing
from etl.tracing.printing_why import shown_why
from etl.tracing.why import why

ORHEI = Subject("territory", "MD-OR", "Orhei")
EVERYBODY = Subject("all", ALL, "toate")


def library(number):
    """Return a library of Orhei as a subject."""
    return Subject("library", f"MD-OR-000{number}", "Biblioteca")


def ask(session, network, subject, period, indicator, category=""):
    return why(session, network, subject, period_of(period), indicator, category)


def printed(answer, network, language):
    """Return what a person reads."""
    out = io.StringIO()
    said = text(language, *network.text_folders, WORDS)
    Console(file=out, width=200).print(shown_why(answer, Printing(network, said, time_zone(network))))
    return out.getvalue()


def test_a_library_s_figure_names_file_sheet_cell_text_and_what_was_said_before(session, network):
    found = ask(session, network, library(1), "2017-06", "V01")
    (source,) = found.sources
    assert (found.value, found.reported, found.expected) == (12, 1, 1)
    assert (source.said.sheet, source.said.cell, source.said.raw) == ("Foaia 1", "B7", "12 [bold]pers.[/bold]")
    assert (source.version, source.file[:1]) == (2, "c")
    assert [(one.version, one.file, one.said.value, one.said.cell) for one in found.earlier] == [
        (1, "a.xlsx", 120, "B1")
    ]
    assert found.refused == ("b.xlsx",)


def test_a_corrected_figure_says_what_the_file_says_and_why_it_was_corrected(session, network):
    found = ask(session, network, library(2), "2017-06", "V01")
    (source,) = found.sources
    assert (found.value, source.said.source) == (120, 1200)
    assert "Scris cu o zero în plus." in printed(found, network, "ro")
    assert "1.200 în fișier, 120 în baza de date" in printed(found, network, "ro")


def test_a_figure_over_categories_is_the_sum_of_its_cells_and_only_what_changed_is_told(session, network):
    found = ask(session, network, library(1), "2017-06", "S02")
    assert (found.value, [(one.category, one.said.value) for one in found.sources]) == (
        11,
        [("DI.ITL", 7), ("HE.HEA", 4)],
    )
    assert [(one.category, one.said.value) for one in found.earlier] == [("HE.HEA", 3)]
    one = ask(session, network, library(1), "2017-06", "S02", "HE.HEA")
    assert (one.value, [source.said.cell for source in one.sources]) == (4, ["C12"])


def test_the_parts_of_a_territory_s_total_add_up_to_it_and_each_has_its_cell(session, network):
    found = ask(session, network, ORHEI, "2017-06", "V01")
    assert (found.value, found.reported, found.expected) == (132, 2, 3)
    parts = [(part.code, part.value, part.expected, [one.said.cell for one in part.sources]) for part in found.parts]
    assert parts == [("MD-OR-0002", 120, 1, ["B1"]), ("MD-OR-0001", 12, 1, ["B7"]), ("MD-OR-0003", None, 1, [])]
    assert sum(part.value or 0 for part in found.parts) == found.value


def test_the_parts_of_everybody_s_total_are_territories_and_of_several_months_the_months(session, network):
    found = ask(session, network, EVERYBODY, "2017-06", "V01")
    assert [(part.kind, part.code, part.value) for part in found.parts][-1] == ("territory", "MD-OR", 132)
    months = ask(session, network, ORHEI, "2017-05..2017-06", "V01")
    assert [(part.kind, part.code, part.value) for part in months.parts] == [("period", "201706", 132)]


def test_of_one_category_a_total_and_its_parts_are_of_that_category_alone(session, network):
    found = ask(session, network, ORHEI, "2017-06", "S02", "DI.ITL")
    cells = [(part.code, part.value, [one.said.cell for one in part.sources]) for part in found.parts if part.sources]
    assert (found.value, found.reported, found.expected, cells) == (7, 1, 3, [("MD-OR-0001", 7, ["C11"])])
    assert ask(session, network, ORHEI, "2017-06", "S02").value > 7
    everybody = ask(session, network, EVERYBODY, "2017-06", "S02", "DI.ITL")
    months = ask(session, network, ORHEI, "2017-05..2017-06", "S02", "DI.ITL")
    assert [(part.code, part.value) for part in (everybody.parts[-1], months.parts[-1])] == [
        ("MD-OR", 7),
        ("201706", 7),
    ]
    assert (everybody.value, months.value) == (7, 7)


def test_a_ratio_is_traced_to_what_it_is_made_of(session, network):
    found = ask(session, network, library(1), "2016", "X02")
    assert found.value == 0.5
    assert [(part.code, part.value, part.sources[0].file) for part in found.parts] == [
        ("V01", 500, "anual.xlsx"),
        ("N01", 1000, "anual.xlsx"),
    ]


@pytest.mark.parametrize(
    ("number", "period", "indicator", "absent"),
    [
        (3, "2017-06", "V01", "missing"),
        (1, "2017-06", "U01", "not_asked"),
        (1, "2017-01", "V01", "outside"),
    ],
)
def test_where_there_is_no_figure_it_is_said_why(session, network, number, period, indicator, absent):
    found = ask(session, network, library(number), period, indicator)
    assert (found.value, found.absent) == (None, absent)
    for language in languages(WORDS):
        assert text(language, WORDS)[f"trace.absent.{absent}"] in printed(found, network, language)


def test_people_are_not_added_over_months_here_either(session, network):
    with pytest.raises(ForbiddenAggregation):
        ask(session, network, ORHEI, "2017-05..2017-06", "U01")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_a_person_reads_it_as_plain_text_in_each_language(session, network, language):
    shown = printed(ask(session, network, library(1), "2017-06", "V01"), network, language)
    assert "12 [bold]pers.[/bold]" in shown
    assert "\x1b" not in shown
    assert all(words in shown for words in ("Foaia 1 › B7", "a.xlsx", "b.xlsx"))
    assert "MD-OR-0003" in printed(ask(session, network, ORHEI, "2017-06", "V01"), network, language)


def test_the_object_says_the_same(session, network):
    said = why_json(ask(session, network, library(2), "2017-06", "V01"))
    assert (said["value"], said["from"], said["to"]) == (120, "2017-06", "2017-06")
    (source,) = said["sources"]
    assert (source["source_value"], source["cell"], source["file"], source["version"]) == (1200, "B1", "d.xlsx", 1)
    assert set(source["reason"]) == {"ro", "ru", "en"}
    total = why_json(ask(session, network, ORHEI, "2017-06", "V01"))
    assert [part["library"] for part in total["parts"]] == ["MD-OR-0002", "MD-OR-0001", "MD-OR-0003"]
