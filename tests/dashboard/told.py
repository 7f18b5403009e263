"""The small network, evaluated, with one story of Orhei that its consent lets out until the end of March 2018."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from data.consents import Consent, mark_of, record
from data.schema import category, library, record_list, story, submission
from data.store import open_engine, writing

TITLE, WORDS, QUOTE = "O zi <b>bună</b>", "Am învățat să scriem un CV.", "Mă întorc mâine & poimâine."
GIVEN, LAST = date(2017, 6, 1), date(2018, 3, 31)
NOW = datetime(2017, 6, 1, 9, tzinfo=UTC)
AGREED = Consent(("pages", "impact"), ("ro", "ru", "en"), True, GIVEN, LAST, "dosarul 3")


def tell(engine: Engine, consent: Consent = AGREED) -> str:
    """Let the first library of Orhei tell a story of May 2017, with consent; return the story's mark."""
    with writing(engine) as connection:
        who = connection.execute(select(library).where(library.c.territory == "MD-OR").order_by(library.c.code)).first()
        assert who is not None
        sent = submission.c.library_id == who.id, submission.c.period == 201705
        whose = {
            "submission_id": connection.scalar(select(submission.c.id).where(*sent)),
            "library_id": who.id,
            "period": 201705,
        }
        listed = {**whose, "kind": "stories", "records": 1, "current": True, "columns": "{}"}
        connection.execute(insert(record_list), listed)
        words = {"title": TITLE, "story": WORDS, "quote": QUOTE, "consent": "yes", "withheld": False}
        number = connection.scalar(select(category.c.id).where(category.c.code == "EC.JOB"))
        connection.execute(insert(story), {**whose, **words, "id": 1, "category_id": number, "cell": 0})
        mark = mark_of(who.code, TITLE, WORDS, QUOTE)
        record(connection, mark, consent, NOW)
    return mark


@pytest.fixture
def told_database(evaluated_database: str, tmp_path: Path) -> str:
    """Return the address of a database of its own, with the story told."""
    copy = tmp_path / "told.db"
    shutil.copy(Path(evaluated_database.removeprefix("sqlite:///")), copy)
    engine = open_engine(f"sqlite:///{copy}")
    tell(engine)
    engine.dispose()
    return f"sqlite:///{copy}"


def clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let it be a moment for everything that asks what day it is."""

    class Fixed(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr("data.moments.datetime", Fixed)
