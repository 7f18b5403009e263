"""What became of a library, dated: what a status must say, and of which months a library owes nothing because of it."""

from __future__ import annotations

from typing import get_args

import pytest

from data.catalogue import DefinitionError, load_catalogue
from data.statuses import Kind, LibraryStatus, excuse, reported_by
from data.wording import text

HEAD = "library,status,since,until,other,months,former_name,where\n"


def network(folder, lines, head=HEAD):
    """Return the folder of a network of two libraries with these lines of statuses."""
    (folder / "network.toml").write_text('name = "small"\n', encoding="utf-8")
    (folder / "territories.csv").write_text("code,name_ro\nT1,Unu\n", encoding="utf-8")
    register = "code,name,kind,territory\nT1-1,Unu,sat,T1\nT1-2,Doi,raional,T1\n"
    (folder / "libraries.csv").write_text(register, encoding="utf-8")
    (folder / "library_statuses.csv").write_text(head + lines, encoding="utf-8")
    return folder


def status(kind, since, until=None, **more):
    return LibraryStatus(library="T1-1", status=kind, since=since, until=until, **more)


def test_statuses_are_read_by_library_in_order_of_time(tmp_path):
    lines = "T1-1,closed,2016-05,2016-09,,,,\nT1-1,renamed,2015-01,,,,Vechi,\nT1-2,seasonal,2015-01,,,6;7;8,,\n"
    statuses = load_catalogue(network(tmp_path, lines)).statuses
    assert [found.status for found in statuses["T1-1"]] == ["renamed", "closed"]
    assert statuses["T1-1"][0].former_name == "Vechi"
    assert statuses["T1-2"][0].months == (6, 7, 8)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1-9,closed,2016-05,,,,,", "'T1-9' is not declared"),
        ("T1-1,merged,2016-05,,T1-9,,,", "'T1-9' is not declared"),
        ("T1-1,merged,2016-05,,,,,", "'merged' without 'other'"),
        ("T1-1,reported_by,2016-05,,T1-1,,,", "cannot stand for itself"),
        ("T1-1,seasonal,2016-05,,,,,", "'seasonal' without 'months'"),
        ("T1-1,seasonal,2016-05,,,6;13,,", "from 1 to 12"),
        ("T1-1,renamed,2016-05,,,,,", "'renamed' without 'former_name'"),
        ("T1-1,hosted,2016-05,,,,,", "'hosted' without 'where'"),
        ("T1-1,closed,2016-05,,T1-2,,,", "'closed' with 'other'"),
        ("T1-1,closed,2016-05,2016-04,,,,", "ends before it begins"),
        ("T1-1,lost,2016-05,,,,,", "status"),
        ("T1-1,closed,2016-05,,,,,\nT1-1,merged,2017-01,,T1-2,,,", "still holds when 'merged' begins"),
    ],
)
def test_a_status_that_cannot_be_is_refused_with_its_place(tmp_path, line, said):
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(network(tmp_path, line + "\n"))
    assert said in str(caught.value)
    assert "library_statuses.csv" in str(caught.value)


def test_statuses_of_a_base_do_not_hold_for_another_register(tmp_path):
    (tmp_path / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
    (tmp_path / "libraries.csv").write_text("code,name,kind,territory\n", encoding="utf-8")
    assert load_catalogue(tmp_path).statuses == {}


@pytest.mark.parametrize(
    ("statuses", "period", "kind"),
    [
        ([status("closed", "2016-05")], 201604, None),
        ([status("closed", "2016-05")], 201605, "closed"),
        ([status("closed", "2016-05", "2016-06")], 201607, None),
        ([status("closed", "2016-05")], 2016, None),  # it worked until April: an annual report is owed
        ([status("closed", "2016-05")], 2017, "closed"),
        ([status("closed", "2016-01", "2016-06"), status("merged", "2016-07", other="T1-2")], 2016, "merged"),
        ([status("closed", "2016-01", "2016-05"), status("merged", "2016-07", other="T1-2")], 2016, None),
        ([status("seasonal", "2016-01", months=(6, 7))], 201605, "seasonal"),
        ([status("seasonal", "2016-01", months=(6, 7))], 201606, None),
        ([status("seasonal", "2016-01", months=(6, 7))], 2016, None),
        ([status("hosted", "2016-01", where="Căminul cultural")], 201605, None),
        ([status("renamed", "2016-01", former_name="Vechi")], 201605, None),
    ],
)
def test_a_library_is_excused_while_it_is_away_and_not_otherwise(statuses, period, kind):
    found = excuse(statuses, period)
    assert (found.status if found else None) == kind


def test_only_a_library_whose_figures_stand_elsewhere_is_reported_by_another():
    assert reported_by([status("closed", "2016-01")], 201605) is None
    found = reported_by([status("reported_by", "2016-01", other="T1-2")], 201605)
    assert found is not None
    assert found.other == "T1-2"


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_every_status_has_its_name(language):
    words = text(language)
    assert all(words[f"library_status.{kind}.name"] for kind in get_args(Kind))
