"""Libraries: the table holds all of them and what they reported; a profile shows peers as a range and never by name."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from dashboard.asked import Asked
from dashboard.charts.spec import TableSpec
from dashboard.content import PageContent
from data.queries.attendance import library_totals
from data.queries.libraries import all_libraries
from data.queries.peers import FEWEST, peer_codes
from data.queries.reporting import library_states
from data.selection import Selection

Answer = Callable[..., PageContent]
Question = Callable[..., Asked]
YEAR = "?from=2017-01&to=2017-12"


def column(table: TableSpec, key: str) -> list[object]:
    place = [one.key for one in table.columns].index(key)
    return [row[place] for row in table.rows]


def with_peers(asked: Asked) -> str:
    """Return the code of a library with enough peers in the small network."""
    there = {one.code for one in all_libraries(asked.session)}
    return next(
        code for code in sorted(there) if len(there.intersection(peer_codes(asked.catalogue, code))) >= FEWEST + 3
    )


def test_every_library_has_a_row_with_what_it_reported(content: Answer, asked: Question) -> None:
    question = asked("/en/libraries", YEAR)
    table = content("/en/libraries", YEAR).tables[0]
    assert sorted(map(str, column(table, "code"))) == [one.code for one in all_libraries(question.session)]
    frame = library_totals(question.session, question.catalogue, "V01", question.selection).set_index("library")
    for code, visits, reported in zip(
        column(table, "code"), column(table, "v01"), column(table, "reported"), strict=True
    ):
        known = frame.loc[code] if code in frame.index else None
        assert reported == (0 if known is None else known["reported"])
        assert visits == (None if known is None or known["value"] != known["value"] else known["value"])


@pytest.mark.parametrize("typed", ["HINCESTI", "hîncești", "  hincesti  biblioteca "])
def test_a_library_is_found_however_it_is_typed(content: Answer, typed: str) -> None:
    rows = content("/ro/libraries", f"{YEAR}&q={typed}").tables[0]
    every = content("/ro/libraries", YEAR).tables[0]
    assert 0 < len(rows.rows) < len(every.rows)
    assert set(column(rows, "territory")) == {"Hîncești"}


def test_what_is_looked_for_stands_among_the_filters_and_bounds_the_coverage(content: Answer) -> None:
    said = content("/en/libraries", f"{YEAR}&q=orhei")
    assert said.filters.endswith("looked for: “orhei”")
    reported, expected = (sum(map(int, map(str, column(said.tables[0], key)))) for key in ("reported", "expected"))
    assert f"{reported} of {expected} reports" in said.coverage


def test_how_many_owed_reports_is_said_where_not_all_did(content: Answer) -> None:
    said = content("/en/libraries", YEAR)
    owed = sum(int(str(one)) > 0 for one in column(said.tables[0], "expected"))
    assert 0 < owed < len(said.tables[0].rows)
    assert said.sentences == (f"{owed} of them owed reports for these months.",)


def test_what_nobody_is_called_finds_nothing(content: Answer) -> None:
    said = content("/en/libraries", f"{YEAR}&q=xyzzy")
    assert (said.finding, said.tables[0].rows) == ("0 libraries.", ())


def test_filters_hold_for_the_table_too(content: Answer) -> None:
    table = content("/en/libraries", f"{YEAR}&territory=MD-OR").tables[0]
    assert set(column(table, "territory")) == {"Orhei"}


def test_the_table_is_sorted_by_what_the_address_says(content: Answer) -> None:
    visits = [value for value in column(content("/en/libraries", f"{YEAR}&sort=-v01").tables[0], "v01") if value]
    assert visits == sorted(visits, key=float, reverse=True)


def test_a_name_leads_to_the_profile(content: Answer) -> None:
    table = content("/en/libraries", f"{YEAR}&territory=MD-OR").tables[0]
    assert table.links[0] == f"/en/libraries?from=2017-01&to=2017-12&library={table.rows[0][-1]}"


def test_peers_are_a_range_that_can_be_computed_by_hand(content: Answer, asked: Question) -> None:
    question = asked("/en/libraries", YEAR)
    code = with_peers(question)
    frame = library_totals(
        question.session,
        question.catalogue,
        "V01",
        Selection(start=question.selection.start, end=question.selection.end),
    ).set_index("library")
    means = (frame["value"] / frame["reported"]).dropna()
    given = [means[one] for one in peer_codes(question.catalogue, code) if one in means.index]
    table = next(one for one in content("/en/libraries", f"{YEAR}&library={code}").tables if one.key == "library-peers")
    assert column(table, "median")[0] == pytest.approx(median(given))
    assert column(table, "peers")[0] == len(given)
    assert column(table, "of_median_pct")[0] == pytest.approx(100 * means[code] / median(given))


def test_a_profile_names_no_other_library(content: Answer, asked: Question, language: str) -> None:
    question = asked("/en/libraries", YEAR)
    code = with_peers(question)
    said = str(content(f"/{language}/libraries", f"{YEAR}&library={code}"))
    names = {question.catalogue.libraries[one].name for one in peer_codes(question.catalogue, code)}
    own = question.catalogue.libraries[code].name
    assert [name for name in names if name not in own and f"'{name}'" in said] == []
    assert [one for one in peer_codes(question.catalogue, code) if one in said] == []


def test_a_profile_lists_each_report_with_what_became_of_it(content: Answer, asked: Question) -> None:
    code = all_libraries(asked("/en/libraries", YEAR).session)[0].code
    question = asked("/en/libraries", f"{YEAR}&library={code}")
    frame = library_states(question.session, question.catalogue, question.selection)
    said = content("/en/libraries", f"{YEAR}&library={code}")
    reports = next(one for one in said.tables if one.key == "library-reports")
    assert column(reports, "month") == [f"2017-{month:02}" for month in range(12, 0, -1)]
    assert column(reports, "state").count("Missing") == (frame["state"] == "missing").sum()
    assert said.title == question.catalogue.libraries[code].name


def test_a_library_that_said_nothing_is_told_so(content: Answer, asked: Question) -> None:
    code = all_libraries(asked("/en/libraries", YEAR).session)[0].code
    said = content("/en/libraries", f"?from=2010-01&to=2010-03&library={code}")
    assert said.finding == "This library has reported nothing in these months."
    assert said.tables[0].key == "library-facts"
