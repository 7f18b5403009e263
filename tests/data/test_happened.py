"""What was done by commands or by time itself reaches the record: each once, in words of nobody."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from data.audit import Audit
from data.consents import Consent, mark_of, record, withdraw
from data.happened import UpToDate, after_command, bring_up_to_date
from data.schema import category, corrected, record_list, release, story
from data.store import at_once, open_engine, prepare, session_factory, writing
from data.upgrades import ACCOUNTS

WORDS = "Am învățat să scriem un CV."
MARK = mark_of("MD-OR-0001", "O zi", WORDS, None)
GIVEN = datetime(2018, 1, 20, 9, tzinfo=UTC)
ENDS = date(2018, 3, 25)  # in Chișinău a day of 23 hours, which is over at 21:00 UTC
OVER = datetime(2018, 3, 25, 21, tzinfo=UTC)
AGREED = Consent(("pages", "impact"), ("ro", "en"), True, date(2018, 1, 20), ENDS, "dosarul 3 al Anei")


@pytest.fixture
def told(reports):
    """A library's story, to whose publication somebody agreed."""
    reports.library("MD-OR-0001")
    reports.report("V01", 201705, {"MD-OR-0001": 1})
    whose = {"submission_id": 1, "library_id": 1, "period": 201705}
    with writing(reports.engine) as connection:
        listed = {**whose, "kind": "stories", "records": 1, "current": True, "columns": "{}"}
        connection.execute(insert(record_list), listed)
        number = connection.execute(category.select().where(category.c.code == "ED.KID")).one().id
        words = {"title": "O zi", "story": WORDS, "consent": "yes", "withheld": False}
        connection.execute(insert(story), {**whose, **words, "id": 1, "category_id": number, "cell": 0})
        record(connection, MARK, AGREED, GIVEN)
    return reports


@pytest.fixture(params=["apart", "same"])
def accounts(request, told, tmp_path):
    """The database of the record: one of its own, or that of the figures."""
    engine = told.engine if request.param == "same" else open_engine(f"sqlite:///{tmp_path / 'accounts.db'}")
    prepare(engine, ACCOUNTS)
    yield engine
    engine.dispose()


@pytest.fixture
def audit(accounts):
    """The record."""
    return Audit(accounts)


class Served:
    """A server's record, brought up to date at its requests, and the questions that they put to a database."""

    def __init__(self, told, accounts):
        self.at, self.engine, self.asked = GIVEN, at_once(accounts), []
        self.up_to_date = UpToDate(Audit(self.engine), session_factory(told.engine), told.catalogue, lambda: self.at)
        for one in (told.engine, self.engine):
            event.listen(one, "before_cursor_execute", lambda *said: self.asked.append(said[2]))

    def request(self, at):
        """Let somebody ask for something at a moment, and return the kinds of what the record then says."""
        self.at = at
        self.asked.clear()
        self.up_to_date()
        asked = list(self.asked)
        said = [one.kind for one in reversed(Audit(self.engine).latest(50))]
        self.asked = asked
        return said


@pytest.fixture
def served(told, accounts):
    made = Served(told, accounts)
    yield made
    made.engine.dispose()


def written(audit, told, at):
    """Bring the record up to date at a moment, and return what it then says, the oldest first."""
    with closing(Session(told.engine)) as session:
        bring_up_to_date(audit, session, told.catalogue, at)
    assert audit.broken_at() is None
    return [(event.kind, event.who, event.what) for event in reversed(audit.latest(50))]


def test_a_consent_is_in_the_record_when_it_was_given_and_when_its_last_day_is_over(audit, told):
    what = {"story": MARK, "scope": "pages,impact", "languages": "ro,en", "until": "2018-03-25"}
    given = ("consent_given", "command line", {**what, "at": "2018-01-20T09:00:00+00:00"})
    assert written(audit, told, OVER - timedelta(seconds=1)) == [given]
    ended = ("consent_ended", "", {"story": MARK, "at": "2018-03-25T21:00:00+00:00"})
    assert written(audit, told, OVER) == [given, ended]
    assert written(audit, told, OVER + timedelta(days=9)) == [given, ended], "each stands there once"


def test_a_withdrawn_consent_is_in_the_record_and_does_not_end_again(audit, told):
    with writing(told.engine) as connection:
        withdraw(connection, MARK, GIVEN + timedelta(hours=1))
    said = written(audit, told, OVER)
    assert [kind for kind, _, _ in said] == ["consent_given", "consent_withdrawn"]
    assert said[1][2] == {"story": MARK, "at": "2018-01-20T10:00:00+00:00"}


def test_the_record_says_no_word_of_a_story_and_not_where_its_paper_is(audit, told):
    said = str(written(audit, told, OVER))
    for secret in (WORDS, "O zi", "Anei"):
        assert secret not in said


def test_releases_and_corrections_are_in_the_record(audit, told):
    with writing(told.engine) as connection:
        made = {"id": 1, "name": "2018-h1", "as_of": GIVEN, "made_at": GIVEN, "embargo": date(2018, 9, 1)}
        last = {"last_file_id": 1, "last_submission_id": 1, "definitions": "{}"}
        connection.execute(insert(release), {**made, **last})
        for place in (1, 2):  # two cells of one figure
            fixed = {"submission_id": 1, "indicator_id": 1, "category_id": place, "source_value": 3.0, "value": 2.0}
            states = {"source_state": 0, "state": 0, "reason": "{}"}
            connection.execute(insert(corrected), {**fixed, **states})
    said = written(audit, told, GIVEN)
    assert (
        "released",
        "command line",
        {"release": "2018-h1", "embargo": "2018-09-01", "at": "2018-01-20T09:00:00+00:00"},
    ) in said
    fixes = [what for kind, _, what in said if kind == "corrected"]
    assert fixes == [
        {"library": "MD-OR-0001", "period": "2017-05", "indicator": next(iter(told.catalogue.indicators)), "report": 1}
    ]


def test_a_command_writes_into_the_record_that_the_environment_names(told, tmp_path, monkeypatch):
    after_command(told.engine, told.catalogue)  # which names none
    address = f"sqlite:///{tmp_path / 'accounts.db'}"
    monkeypatch.setenv("VITRINA_ACCOUNTS", address)
    after_command(told.engine, told.catalogue)
    engine = open_engine(address)
    assert [event.kind for event in Audit(engine).latest(9)][-1] == "consent_given"
    engine.dispose()


def test_an_ended_consent_is_in_the_record_at_the_first_request_after_it(served):
    assert served.request(GIVEN) == ["consent_given"]
    days = [GIVEN + timedelta(days=number) for number in range(1, 65)]
    for day in days:
        assert served.request(day) == ["consent_given"]
        assert not [one for one in served.asked if "audit_event" in one], "no consent has ended"
    for later in (days[-1], days[-1] + timedelta(hours=1), OVER - timedelta(seconds=1)):
        assert served.request(later) == ["consent_given"]
        assert served.asked == []
    assert served.request(OVER) == ["consent_given", "consent_ended"]
    for later in (OVER, OVER + timedelta(hours=12)):
        assert served.request(later) == ["consent_given", "consent_ended"]
        assert served.asked == []


def test_a_consent_that_a_command_recorded_meanwhile_is_in_the_record_when_it_ends(served, told):
    served.request(GIVEN)
    with writing(told.engine) as connection:
        record(connection, MARK, AGREED._replace(expires=GIVEN.date()), GIVEN + timedelta(hours=1))
    said = served.request(datetime(2018, 1, 20, 22, tzinfo=UTC))
    assert said == ["consent_given", "consent_given", "consent_ended"]


def test_what_ended_while_the_server_stood_still_is_in_the_record_at_its_first_request(served):
    assert served.request(OVER + timedelta(days=9)) == ["consent_given", "consent_ended"]


def test_a_record_that_somebody_else_writes_into_is_brought_up_to_date_at_a_later_request(served, accounts):
    served.request(GIVEN)
    with writing(accounts):
        assert served.request(OVER) == ["consent_given"]
        assert served.request(OVER + timedelta(seconds=1)) == ["consent_given"]
        assert served.asked == [], "not at each of many requests"
    assert served.request(OVER + timedelta(seconds=5)) == ["consent_given", "consent_ended"]


def test_no_request_fails_where_the_record_does_not_answer(told):
    silent = Audit(open_engine("postgresql://nobody@127.0.0.1:1/accounts"))
    UpToDate(silent, session_factory(told.engine), told.catalogue, lambda: OVER)()
