"""Open data: what programs get is what was published, of territories and the network, and nothing of one library."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import copyfile

import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from dashboard.factory import create_app
from dashboard.open_data.asking import MOST_ROWS, USUAL_ROWS
from dashboard.open_data.published import NETWORK, protected
from dashboard.open_data.routes import AT, DESCRIPTION, MOST_A_MINUTE
from dashboard.open_data.turns import Turns
from dashboard.public.declared import declared
from dashboard.settings import Settings
from data import rollups
from data.catalogue import Catalogue
from data.release.making import make_release
from data.schema import observation
from data.store import open_engine, session_factory, writing

NOW = datetime.now(UTC)
LEAST = declared().least_libraries
HERE = {"Host": "localhost"}


@pytest.fixture(scope="module")
def browsers(
    small_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """Yield a browser of the network before it changed, and one after: published, then doubled."""
    folder, found = tmp_path_factory.mktemp("open"), []
    source = Path(small_database.removeprefix("sqlite:///"))
    engines = []
    for name in ("before", "after"):
        copyfile(source, folder / f"{name}.db")
        engine = open_engine(f"sqlite:///{folder / name}.db")
        make_release(engine, catalogue, "2017", NOW)
        make_release(engine, catalogue, "secret", NOW, embargo=(NOW + timedelta(days=2)).date())
        engines.append(engine)
    with writing(engines[1]) as connection:
        connection.execute(update(observation).values(value=observation.c.value * 2))
        rollups.rebuild(connection)
    found = [create_app(catalogue, session_factory(one)).server.test_client() for one in engines]
    yield found[0], found[1]
    for engine in engines:
        engine.dispose()


@pytest.fixture
def browser(browsers: tuple[FlaskClient, FlaskClient], monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a browser whose minute is never over too soon."""
    monkeypatch.setattr(Turns, "wait", lambda _self, _who: 0)
    return browsers[1]


def read(browser: FlaskClient, address: str) -> dict:  # type: ignore[type-arg]
    answer = browser.get(f"{AT}{address}", headers=HERE)
    assert answer.status_code == 200, answer.text
    found: dict = answer.get_json()  # type: ignore[type-arg]
    return found


def test_figures_are_those_of_the_release_and_of_its_page(
    browser: FlaskClient, browsers: tuple[FlaskClient, FlaskClient]
) -> None:
    rows = read(browser, "figures.json?indicator=V01&from=2017-01&to=2017-12")["rows"]
    page = browsers[0].get("/en/attendance.csv?from=2017-01&to=2017-12&table=v01-by-month", headers=HERE).text
    drawn = [row[:4] for row in csv.reader(StringIO(page.lstrip("\ufeff")))][1:]  # the id of the figure follows
    assert [[row["month"], str(row["value"]), str(row["reported"]), str(row["expected"])] for row in rows] == drawn
    assert len(rows) == 12


def test_territories_add_up_to_the_network_but_for_what_is_withheld(browser: FlaskClient) -> None:
    network = {row["month"]: row for row in read(browser, "figures.json?indicator=V01&size=1000")["rows"]}
    every = read(browser, "figures.json?indicator=V01&territory=all&from=2017-01&to=2017-12&size=1000")["rows"]
    assert {row["status"] for row in every} >= {"reported", "withheld"}
    for month in {row["month"] for row in every}:
        rows = [row for row in every if row["month"] == month]
        hidden = [row for row in rows if row["status"] == "withheld"]
        assert sum(row["value"] or 0 for row in rows) < network[month]["value"]
        assert len(hidden) != 1, "one alone could be worked out"
        assert all(row["value"] is None for row in hidden)
        assert all(row["reported"] >= LEAST for row in rows if row["status"] == "reported")
        assert sum(row["reported"] for row in rows) == network[month]["reported"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 999)), min_size=2, max_size=12))
def test_no_withheld_month_can_be_worked_out_from_the_others(given_: list[tuple[int, int]]) -> None:
    frame = pd.DataFrame(
        [
            (f"T{number}", 201701, float(value) if count else None, count, 6)
            for number, (count, value) in enumerate(given_)
        ],
        columns=["territory", "period", "value", "reported", "expected"],
    )
    shown = protected(frame, LEAST)
    parts, over_all = shown[shown["territory"] != NETWORK], shown[shown["territory"] == NETWORK].iloc[0]
    assert not ((parts["status"] == "reported") & (parts["reported"] < LEAST)).any()
    hidden = parts[parts["status"] == "withheld"]
    if len(hidden) == 1:
        others = parts.drop(hidden.index)
        assert over_all["status"] == "withheld" or not (others["reported"] > 0).any()
    assert shown.loc[shown["status"] == "withheld", "value"].isna().all()


def test_no_library_and_no_people_counted_once_stand_there(browser: FlaskClient, catalogue: Catalogue) -> None:
    offered = {row["indicator"] for row in read(browser, "indicators.json?size=1000")["rows"]}
    assert "V01" in offered
    assert "U01" not in offered, "people do not add up"
    texts = [browser.get(f"{AT}{name}.csv?size=1000", headers=HERE).text for name in ("releases", "indicators")]
    texts.append(browser.get(f"{AT}figures.csv?indicator=V01&territory=all&size=1000", headers=HERE).text)
    codes = set(catalogue.libraries)
    assert not [word for text in texts for word in re.findall(r"[\w-]+", text) if word in codes]


def test_what_is_under_embargo_is_not_there(browser: FlaskClient) -> None:
    assert [row["release"] for row in read(browser, "releases.json")["rows"]] == ["2017"]
    answer = browser.get(f"{AT}figures.json?indicator=V01&release=secret", headers=HERE)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_pages_follow_each_other_to_the_last_row(browser: FlaskClient) -> None:
    whole = read(browser, "figures.json?indicator=V01&territory=all&size=1000")
    found, address = [], "figures.json?indicator=V01&territory=all&size=300"
    while address:
        part = read(browser, address)
        found += part["rows"]
        address = (part["next"] or "").removeprefix(AT)
    assert found[:MOST_ROWS] == whole["rows"]
    assert len(found) == whole["total"]
    first = browser.get(f"{AT}figures.csv?indicator=V01&territory=all", headers=HERE)
    assert len(first.text.splitlines()) == USUAL_ROWS + 1
    assert first.headers["X-Total-Count"] == str(whole["total"])
    assert 'rel="next"' in first.headers["Link"]
    beyond = browser.get(f"{AT}figures.csv?indicator=V01&page=999", headers=HERE)
    assert beyond.text.splitlines() == ["release,indicator,territory,month,value,status,reported,expected,data"]


def test_both_forms_say_the_same(browser: FlaskClient) -> None:
    for name in ("releases", "indicators", "territories", "figures"):
        asked = "?indicator=E02&territory=MD-OR,MD-CU&size=1000" if name == "figures" else "?size=1000"
        rows = read(browser, f"{name}.json{asked}")["rows"]
        text = browser.get(f"{AT}{name}.csv{asked}", headers=HERE).text
        kept = [
            {**{key: "" if value is None else str(value) for key, value in row.items()}, "data": "demonstration"}
            for row in rows
        ]
        assert list(csv.DictReader(StringIO(text, newline=""))) == kept
        assert rows


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ("", 1),
        ("indicator=U01", 1),
        ("indicator=V01&territory=MD-XX", 1),
        ("indicator=V01&from=2017&to=x", 2),
        ("indicator=V01&size=1001&page=0", 2),
        ("indicator=V01&library=MD-OR-0001", 1),
        ("indicator=<script>&territory='--&from=%00&page=-1&x=1", 5),
    ],
)
def test_everything_wrong_is_said_at_once_in_the_asker_s_language(browser: FlaskClient, asked: str, many: int) -> None:
    answer = browser.get(f"{AT}figures.json?{asked}", headers={**HERE, "Accept-Language": "ru"})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert len(answer.get_json()["errors"]) == many
    assert re.search("[а-я]", answer.get_json()["detail"])


def test_programs_of_any_site_may_read_it_without_a_cookie(browser: FlaskClient) -> None:
    answer = browser.get(f"{AT}figures.json?indicator=V01", headers=HERE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    again = browser.get(f"{AT}figures.json?indicator=V01", headers={**HERE, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert browser.post(f"{AT}figures.json", headers=HERE).status_code == 405


def test_so_many_requests_a_minute_and_no_more() -> None:
    now = [0.0]
    turns = Turns(3, lambda: now[0])
    assert [turns.wait("a") for _ in range(4)] == [0, 0, 0, 61]
    assert turns.wait("b") == 0
    now[0] = 60.0
    assert turns.wait("a") == 0


def test_whoever_asks_too_often_is_told_when_to_come_again(browsers: tuple[FlaskClient, FlaskClient]) -> None:
    answers = [browsers[0].get(f"{AT}releases.json", headers=HERE) for _ in range(2 * MOST_A_MINUTE + 1)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 61


def test_the_description_is_what_is_served(browser: FlaskClient) -> None:
    said = read(browser, "openapi.json")
    assert said == json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    rules = {rule.rule for rule in browser.application.url_map.iter_rules() if rule.rule.startswith(AT)}
    assert rules == {f"/open/v1{path}" for path in said["paths"]} | {f"{AT}openapi.json"}
    for path, what in said["paths"].items():
        asked = {one["name"]: one for one in what["get"]["parameters"]}
        assert asked["size"]["schema"]["maximum"] == MOST_ROWS
        assert asked["size"]["schema"]["default"] == USUAL_ROWS
        usual = {"indicator": "V01", "territory": "MD-OR", "from": "2017-01", "to": "2017-02", "release": "2017"}
        query = "&".join(f"{name}={usual.get(name, '1')}" for name in asked)
        answer = browser.get(f"/open/v1{path}?{query}", headers=HERE)
        assert answer.status_code == 200, path
        assert answer.mimetype in what["get"]["responses"]["200"]["content"]
        if path.endswith(".json"):
            schema = said["components"]["schemas"][path.strip("/").removesuffix(".json")]
            assert [list(row) for row in answer.get_json()["rows"]] == [schema["required"]]
    assert f"{MOST_A_MINUTE} requests a minute" in said["info"]["description"]
    assert f"fewer than {LEAST} libraries" in said["info"]["description"]


def test_the_operator_opens_it() -> None:
    assert not Settings.from_environment({}).open_data
    assert Settings.from_environment({"VITRINA_OPEN_DATA": "yes"}).open_data
