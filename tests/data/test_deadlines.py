"""When reports are due, as the network declares it, and as moments that receipts are compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data.catalogue import Catalogue, DefinitionError, load_catalogue, network_folder
from data.deadlines import due_dates, end_of_day, time_zone
from data.forms import Deadline, Form, load_forms
from data.periods import Month
from data.register import synchronise
from data.schema import due_date
from data.wording import languages, text

FORMS = load_forms(network_folder())


def test_a_monthly_report_is_due_on_the_tenth_of_the_next_month_which_nobody_has_confirmed() -> None:
    assert FORMS["monthly"].due(201706) == date(2017, 7, 10)
    assert FORMS["monthly"].due(201712) == date(2018, 1, 10)
    steps = [(step.sender, step.receiver, step.due(201706), step.confirmed) for step in FORMS["monthly"].chain(201706)]
    assert steps == [("library", "raion", date(2017, 7, 5), False), ("raion", "network", date(2017, 7, 10), False)]


def test_the_annual_form_goes_its_official_way_and_counts_where_it_reaches_the_statistics_centre() -> None:
    chain = FORMS["annual"].chain(2017)
    assert [(step.sender, step.receiver, step.due(2017)) for step in chain] == [
        ("library", "raion", date(2018, 1, 15)),
        ("raion", "statistics-centre", date(2018, 2, 15)),
        ("statistics-centre", "departmental-centres", date(2018, 2, 20)),
        ("statistics-centre", "ministry", date(2018, 3, 15)),
        ("ministry", "statistics-bureau", date(2018, 3, 25)),
    ]
    assert FORMS["annual"].due(2017) == date(2018, 2, 15)


def test_every_party_of_the_way_has_a_name_in_every_language() -> None:
    catalogue = load_catalogue()
    parties = {name for form in FORMS.values() for step in form.deadlines for name in (step.sender, step.receiver)}
    for language in languages(catalogue.text_folder):
        words = text(language, catalogue.text_folder)
        assert all(words[f"party.{party}"] for party in parties)


def test_a_deadline_moves_with_the_periods_it_holds_for_and_ends_with_a_short_month() -> None:
    early = Deadline(sender="a", receiver="b", months_after=1, day=31, counts=True, until=Month(2016, 12))
    late = Deadline(sender="a", receiver="b", months_after=1, day=5, counts=True, since=Month(2017, 1))
    form = Form(code="monthly", name="X", version="1", indicators=(), deadlines=(early, late))
    assert [form.due(period) for period in (201601, 201612, 201701)] == [
        date(2016, 2, 29),
        date(2017, 1, 31),
        date(2017, 2, 5),
    ]


def test_deadlines_of_which_none_counts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "own"\n', encoding="utf-8")
    step = 'deadlines = [{ sender = "library", receiver = "network", months_after = 1, day = 10 }]'
    (tmp_path / "forms.toml").write_text(
        f'[monthly]\nname = "X"\nversion = "1"\nindicators = []\n{step}\n', encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="counts = true"):
        load_forms(tmp_path)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2017, 7, 10), datetime(2017, 7, 10, 21, tzinfo=UTC)),
        (date(2018, 2, 15), datetime(2018, 2, 15, 22, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_of_the_network_in_summer_and_in_winter(day: date, ends: datetime) -> None:
    assert end_of_day(day, time_zone(load_catalogue())) == ends


def test_a_time_zone_nobody_knows_is_refused_with_a_remedy() -> None:
    catalogue = load_catalogue()
    settings = catalogue.settings.model_copy(update={"time_zone": "Europa/Chișinău"})
    with pytest.raises(DefinitionError, match="Europe/Chisinau"):
        due_dates(replace(catalogue, settings=settings))


def test_a_network_that_declares_no_forms_has_no_due_dates() -> None:
    assert due_dates(load_catalogue(network_folder("chicago"))) == []


def test_the_database_holds_the_due_dates_and_follows_when_they_change(engine: Engine) -> None:
    shipped: Catalogue = load_catalogue()
    question = select(due_date.c.due_on, due_date.c.due_before).where(
        due_date.c.form == "monthly", due_date.c.period == 201706
    )
    synchronise(engine, shipped)
    with engine.connect() as connection:
        first = connection.execute(question).one()
    elsewhere = replace(shipped, settings=shipped.settings.model_copy(update={"time_zone": "UTC"}))
    synchronise(engine, elsewhere)
    with engine.connect() as connection:
        second = connection.execute(question).one()
    assert (first.due_on, second.due_on) == (date(2017, 7, 10), date(2017, 7, 10))
    assert (second.due_before - first.due_before).total_seconds() == 3 * 3600
