"""A snapshot of a release shows its figures, whatever came since; one under embargo cannot be published."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from dashboard.public.declared import declared
from dashboard.public.publishing import Publisher
from dashboard.public.snapshot import NothingToPublish, gather
from data import rollups
from data.release.making import make_release
from data.schema import observation
from data.store import writing
from tests.dashboard.public.conftest import place
from tests.dashboard.public.test_snapshot import live_json

NOW = datetime.now(UTC)


@pytest.fixture
def published_then_doubled(told_engine, told_site, catalogue):
    """The site over a network that was released, then told twice as much; another release waits."""
    make_release(told_engine, catalogue, "2017 H2", NOW)
    make_release(told_engine, catalogue, "secret", NOW, embargo=(NOW + timedelta(days=2)).date())
    with writing(told_engine) as connection:
        connection.execute(update(observation).values(value=observation.c.value * 2))
        rollups.rebuild(connection)
    return told_site


def test_a_snapshot_of_a_release_agrees_with_the_live_page_in_that_release(published_then_doubled, catalogue, tmp_path):
    subject = place(catalogue, release="2017 H2")
    home = Publisher(published_then_doubled, tmp_path).publish(subject, ["en"])
    assert home.name == "2017-h2"
    frozen = json.loads((home / "figures-en.json").read_bytes())
    live = live_json(published_then_doubled, subject, "en", "overview")
    assert frozen["release"] == "2017 H2"
    assert frozen["sections"][0]["cards"] == live["cards"]
    today = live_json(published_then_doubled, place(catalogue), "en", "overview")
    assert today["cards"][0]["value"] == 2 * live["cards"][0]["value"]
    assert "“2017 H2”" in (home / "en.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["secret", "no-such"])
def test_a_release_that_may_not_be_shown_is_not_published(published_then_doubled, catalogue, name):
    with pytest.raises(NothingToPublish) as refused:
        gather(published_then_doubled, place(catalogue, release=name), "en", declared())
    assert refused.value.key == "public.no_release"
