"""What became of libraries shows in what they send: silence while away, figures given elsewhere, earlier names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.catalogue import Catalogue
from data.periods import Month
from data.statuses import LibraryStatus, Statuses
from etl.demonstration.building import SEED
from etl.demonstration.declared import questions
from etl.demonstration.effects import load_effects
from etl.demonstration.lives import lived, named_at, of_places
from etl.demonstration.model import FIRST_MONTH
from etl.demonstration.register import Place
from etl.demonstration.reporting import Member, Sent
from etl.demonstration.territory import Sender, Span

SPAN = Span(Month(2015, 1), Month(2016, 12))
VISITS = questions().columns.index("V01")
YEARLY_VISITS = questions().annual.index("V01")


def at(month: str) -> int:
    """Return the index of a month."""
    return FIRST_MONTH.until(Month.parse(month)) - 1


@pytest.fixture(scope="module")
def members(places: list[Place], catalogue: Catalogue) -> list[Member]:
    """Two libraries of one territory that reported before 2016, as if nothing had happened to them."""
    here = [place for place in places if place.library.territory == "MD-AN" and place.library.in_network_from]
    known = [place for place in here if place.library.in_network_from <= Month(2015, 6)][:2]
    plain = replace(catalogue, statuses={})
    return Sender(plain, known, SPAN, load_effects(catalogue), SEED).members


def with_status(members: list[Member], **fields: object) -> list[Member]:
    """Return the members after something became of the second one."""
    code = members[1].place.library.code
    statuses = {code: (LibraryStatus(library=code, **fields),)}  # type: ignore[arg-type]
    return lived(members, statuses, SPAN.simulated, SEED)


def test_without_a_status_nothing_changes(members: list[Member]) -> None:
    assert lived(members, {}, SPAN.simulated, SEED) == members


def test_a_closed_library_does_and_sends_nothing_from_then(members: list[Member]) -> None:
    _, after = with_status(members, status="closed", since="2016-03")
    assert after.sent[: at("2016-03")] == members[1].sent[: at("2016-03")]
    assert set(after.sent[at("2016-03") :]) == {Sent.NOT_DUE}
    visits = after.figures.monthly[:, VISITS]
    assert not visits[at("2016-03") :].any()
    assert after.figures.annual[2016][YEARLY_VISITS] == visits[at("2016-01") : at("2016-03")].sum()


def test_a_library_away_for_a_whole_year_has_no_annual_form(members: list[Member]) -> None:
    _, after = with_status(members, status="closed", since="2015-12")
    assert 2015 in after.figures.annual
    assert 2016 not in after.figures.annual


def test_a_seasonal_library_works_in_its_months(members: list[Member]) -> None:
    _, after = with_status(members, status="seasonal", since="2016-01", months=(6, 7))
    assert after.sent[at("2016-05")] is Sent.NOT_DUE
    assert after.figures.monthly[at("2016-05"), VISITS] == 0
    assert after.figures.monthly[at("2016-06"), VISITS] == members[1].figures.monthly[at("2016-06"), VISITS]


def test_whoever_reports_for_another_holds_its_figures_and_nothing_is_lost(members: list[Member]) -> None:
    fields = {"status": "reported_by", "since": "2016-01", "other": members[0].place.library.code}
    parent, branch = with_status(members, **fields)
    month = at("2016-10")
    assert branch.sent[month] is Sent.NOT_DUE
    alone = [member.figures.monthly[month] for member in members]
    expected = np.nansum(alone, axis=0)
    days = questions().columns.index("O01")
    expected[[days, days + 1]] = alone[0][[days, days + 1]]  # the main library is not open longer for it
    np.testing.assert_allclose(np.nan_to_num(parent.figures.monthly[month]), expected)
    years = [member.figures.annual[2016] for member in members]
    assert parent.figures.annual[2016] == pytest.approx([sum(pair) for pair in zip(*years, strict=True)])
    assert 2016 not in branch.figures.annual
    assert parent.figures.annual[2015] == members[0].figures.annual[2015]


def test_a_library_has_its_former_name_until_it_was_renamed(places: list[Place], catalogue: Catalogue) -> None:
    statuses = catalogue.statuses
    code = next(code for code, some in statuses.items() if any(status.status == "renamed" for status in some))
    place = next(place for place in places if place.library.code == code)
    (renamed,) = [status for status in statuses[code] if status.status == "renamed"]
    assert named_at(place, statuses, renamed.since.plus(-1)).library.name == renamed.former_name
    assert named_at(place, statuses, renamed.since) is place


def test_a_part_of_the_network_keeps_the_statuses_it_can(places: list[Place]) -> None:
    code, other = (place.library.code for place in places[:2])
    statuses: Statuses = {
        code: (LibraryStatus(library=code, status="merged", since="2016-01", other=other),),
        "MD-XX-0001": (LibraryStatus(library="MD-XX-0001", status="closed", since="2016-01"),),
    }
    assert of_places(statuses, places[:2]) == {code: statuses[code]}
    assert of_places(statuses, places[:1]) == {code: ()}


def test_the_shipped_statuses_disturb_no_territory_that_counts_from_january(catalogue: Catalogue) -> None:
    assert catalogue.statuses
    assert not any(code.startswith("MD-NI") for code in catalogue.statuses)
