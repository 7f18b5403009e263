"""What a page is asked: its filters, its own choices, one library; and what of the address could not be answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import Asked, Choice, ask
from dashboard.papers import trail
from data.catalogue import Catalogue
from data.selection import Selection

VIEWS = Choice("view", "frame.pages", lambda asked: [("trend", "Trend"), ("season", "Seasons")], in_filters=False)
STEPS = Choice("step", "frame.pages", lambda asked: [(asked.chosen["view"] + "-1", "One")])
YEAR = Selection.from_query({"from": "2017-01", "to": "2017-12"})


@pytest.fixture
def put(small: Callable[[], Session], catalogue: Catalogue) -> Callable[..., Asked]:
    """Return a function that puts an address to the small network, with the choices of a page that has some."""

    def question(selection: Selection = YEAR, filters: tuple[str, ...] = ("period", "library"), **own: str) -> Asked:
        address = Address("en", "overview", selection, own=tuple(own.items()))
        with small() as session:
            return ask(session, catalogue, address, filters=filters, choices=(VIEWS, STEPS))  # type: ignore[arg-type]

    return question


def test_the_first_option_is_shown_where_the_address_says_nothing(put: Callable[..., Asked]) -> None:
    asked = put()
    assert asked.chosen == {"view": "trend", "step": "trend-1"}
    assert asked.unknown == ()


def test_what_is_offered_may_follow_from_a_choice_made_before(put: Callable[..., Asked]) -> None:
    assert put(view="season").chosen == {"view": "season", "step": "season-1"}


def test_a_value_that_is_not_offered_is_named_and_the_default_shown(put: Callable[..., Asked]) -> None:
    asked = put(view="<b>")
    assert asked.chosen["view"] == "trend"
    assert asked.unknown == ("<b>",)


def test_a_filter_that_the_page_does_not_follow_waits_for_the_next_page(put: Callable[..., Asked]) -> None:
    asked = put(Selection(YEAR.start, YEAR.end, territories=("MD-OR",), group="nord"))
    assert (asked.selection.territories, asked.selection.group) == ((), None)
    assert asked.address.on("attendance").selection.territories == ("MD-OR",)


def test_one_library_is_called_by_its_name_and_stands_in_its_territory(put: Callable[..., Asked]) -> None:
    asked = put(Selection(YEAR.start, YEAR.end, library="MD-CU-0001"))
    assert asked.library is not None and asked.library.name in asked.in_words()
    steps = [(step.label, step.address.href() if step.address else "") for step in trail(asked)]
    assert [label for label, _ in steps] == ["All libraries", "Chișinău", asked.library.name]
    assert [link.partition("?")[2] for _, link in steps] == [
        "from=2017-01&to=2017-12",
        "from=2017-01&to=2017-12&territory=MD-CU",
        "",
    ]


def test_a_library_that_is_not_there_is_named_and_nothing_is_made_up(put: Callable[..., Asked]) -> None:
    asked = put(Selection(YEAR.start, YEAR.end, library="MD-CU-9999"))
    assert (asked.library, asked.selection.library, asked.unknown) == (None, None, ("MD-CU-9999",))
    assert trail(asked) == ()
