"""A story is published with a recorded consent that holds today, without personal data, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from data.consents import Consent, NotPublishable, UnknownStory, mark_of, record, told, withdraw
from data.deadlines import time_zone
from data.periods import Month
from data.queries.stories import publishable
from data.schema import story
from data.selection import Selection
from data.store import writing

MAY = Selection(Month(2017, 5), Month(2017, 5))
GIVEN, LAST = date(2017, 6, 1), date(2018, 3, 25)  # the last day is the one on which clocks go forward
NOW = datetime(2017, 6, 1, 9, tzinfo=UTC)
AGREED = Consent(("pages", "impact"), ("ro", "ru"), True, GIVEN, LAST, "folder 3, no. 12")


@pytest.fixture
def stories(lists):
    """Four stories of one library: agreed to, refused, nothing said, one that names a person. Their marks by title."""
    for title, consent, withheld in (("A", "yes", False), ("B", "no", False), ("C", None, False), ("D", "yes", True)):
        given = {"title": title, "consent": consent, "withheld": withheld, "category_id": lists.categories["ED.KID"]}
        lists.add(story, "stories", "MD-OR-0001", 201705, **given)
    return {title: mark_of("MD-OR-0001", title, None, None) for title in "ABCD"}


@pytest.fixture
def agree(lists):
    """Record a consent."""

    def record_it(mark, consent=AGREED):
        with writing(lists.reports.engine) as connection:
            record(connection, mark, consent, NOW)

    return record_it


@pytest.fixture
def shown(lists, catalogue):
    """Return the titles of what may be published."""

    def titles(today=GIVEN, scope="impact", language="ro"):
        with lists.session() as session:
            found = publishable(session, catalogue, MAY, scope=scope, language=language, today=today)
            return [one.title for one in found]

    return titles


def test_without_a_recorded_consent_no_story_leaves_whatever_its_workbook_says(stories, shown):
    assert shown() == []


def test_a_story_leaves_with_its_consent_only(stories, agree, shown):
    agree(stories["A"])
    assert shown() == ["A"]
    agree(stories["C"])
    assert shown() == ["A", "C"]


@pytest.mark.parametrize("title", ["B", "D"])
def test_no_consent_is_recorded_for_what_its_workbook_refuses_or_what_names_a_person(stories, agree, title):
    with pytest.raises(NotPublishable):
        agree(stories[title])


def test_a_refusal_that_comes_later_counts_more_than_the_consent(lists, stories, agree, shown):
    agree(stories["A"])
    given = {"title": "A", "consent": "no", "withheld": False, "category_id": lists.categories["ED.KID"]}
    lists.add(story, "stories", "MD-OR-0001", 201705, **given)
    assert shown() == []


def test_consent_is_given_for_words(stories, agree):
    with pytest.raises(UnknownStory):
        agree(mark_of("MD-OR-0001", "A", "told otherwise", None))


def test_a_consent_holds_for_its_scopes_and_languages(stories, agree, shown):
    agree(stories["A"], AGREED._replace(scopes=("pages",), languages=("ru",)))
    assert shown(scope="pages", language="ru") == ["A"]
    assert shown(scope="impact", language="ru") == []
    assert shown(scope="pages", language="ro") == []


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (datetime(2017, 5, 31, 20, 59, tzinfo=UTC), False),  # 23:59 in Chișinău, the day before it was given
        (datetime(2017, 5, 31, 21, 0, tzinfo=UTC), True),
        (datetime(2018, 3, 25, 20, 59, 59, tzinfo=UTC), True),  # the last second of a day of 23 hours
        (datetime(2018, 3, 25, 21, 0, tzinfo=UTC), False),
    ],
)
def test_a_consent_begins_and_ends_with_days_in_chisinau(stories, agree, shown, catalogue, moment, holds):
    agree(stories["A"])
    assert shown(today=moment.astimezone(time_zone(catalogue)).date()) == (["A"] if holds else [])


def test_withdrawn_it_is_gone_and_a_new_consent_brings_it_back(lists, stories, agree, shown):
    agree(stories["A"])
    with writing(lists.reports.engine) as connection:
        assert withdraw(connection, stories["A"], NOW) == 1
        assert withdraw(connection, stories["A"], NOW) == 0
    assert shown() == []
    with lists.session() as session:
        state = next(one for one in told(session) if one.title == "A")
    assert (state.consent, state.withdrawn) == (AGREED, NOW)
    agree(stories["A"], AGREED._replace(expires=LAST + timedelta(days=30)))
    assert shown() == ["A"]


def test_a_library_that_is_not_to_be_named_is_not(lists, stories, agree, catalogue):
    agree(stories["A"], AGREED._replace(named=False))
    with lists.session() as session:
        (one,) = publishable(session, catalogue, MAY, scope="pages", language="ro", today=GIVEN)
    assert (one.library, one.territory) == ("", "MD-OR")
