"""The lists of a small demonstration network are stored exactly as its own truth says, from every kind of file."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data.catalogue import load_catalogue
from data.periods import Month
from data.queries.event_lists import events, fairs
from data.queries.events import event_totals
from data.selection import Selection
from data.store import open_engine, session_factory
from etl.deliveries import deliveries
from etl.demonstration.building import Order, build
from etl.load import load
from etl.reading import workbook_reader

FIRST, LAST = Month(2017, 8), Month(2017, 11)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a network of 120 libraries and four months, without planted faults."""
    folder = tmp_path_factory.mktemp("demonstration")
    build(Order(to=folder, libraries=120, first=FIRST, months=4, messes=False))
    return folder


@pytest.fixture(scope="module")
def loaded(network: Path) -> Iterator[Engine]:
    """Return a database with everything loaded."""
    engine = open_engine(f"sqlite:///{network / 'vitrina.db'}")
    load(
        deliveries([network]),
        engine=engine,
        catalogue=load_catalogue(network / "network"),
        make_reader=partial(workbook_reader, network / "network", None),
    )
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def truth(network: Path) -> list[dict[str, str]]:
    with gzip.open(network / "truth" / "lists.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(engine: Engine, question: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def test_no_list_is_warned_about(loaded: Engine):
    told = Counter(kind for (kind,) in rows(loaded, "SELECT kind FROM problem WHERE severity <> 'note'"))
    assert set(told) <= {"tenfold-slip"}  # figures that their senders corrected a month later


def test_every_event_stands_in_the_database_with_its_attendance(loaded: Engine, truth: list[dict[str, str]]):
    told = Counter(
        (row["library"], int(row["period"]), row["name"], float(row["number"]))
        for row in truth
        if row["list"] == "events"
    )
    stored = rows(
        loaded,
        "SELECT l.code, e.period, e.title, e.attendance FROM event e JOIN library l ON l.id = e.library_id "
        "JOIN record_list r ON r.submission_id = e.submission_id AND r.kind = 'events' WHERE r.current",
    )
    assert Counter(stored) == told
    assert len(told) > 200


@pytest.mark.parametrize(("kind", "least"), [("partners", 200), ("advocacy", 20), ("stories", 1)])
def test_every_list_has_as_many_records_as_were_sent(
    loaded: Engine, truth: list[dict[str, str]], kind: str, least: int
):
    told = Counter((row["library"], int(row["period"])) for row in truth if row["list"] == kind)
    stored = rows(
        loaded,
        "SELECT l.code, r.period, r.records FROM record_list r JOIN library l ON l.id = r.library_id "  # noqa: S608
        f"WHERE r.current AND r.kind = '{kind}' AND r.records > 0",
    )
    assert {(library, period): records for library, period, records in stored} == dict(told)
    assert sum(told.values()) >= least


def test_lists_come_from_tables_with_lists_from_lists_alone_and_from_single_workbooks(loaded: Engine):
    layouts = dict(
        rows(
            loaded,
            "SELECT f.layout, COUNT(*) FROM event e JOIN submission s ON s.id = e.submission_id "
            "JOIN source_file f ON f.id = s.source_file_id GROUP BY 1",
        )
    )
    assert {"monthly", "raion", "raion-lists"} <= layouts.keys()


def test_the_fair_is_one_event_of_its_host_and_its_guests(loaded: Engine, network: Path):
    catalogue, month = load_catalogue(network / "network"), Selection(Month(2017, 9), Month(2017, 9))
    with session_factory(loaded)() as session:
        shown = fairs(session, catalogue, month)
        listed = events(session, catalogue, month, campaign=True)
        by_format = event_totals(session, catalogue, month, by="format").set_index("key")
    fair = shown.iloc[0]
    assert (fair["title"], fair["attendance"], fair["activities"]) == ("Iarmarocul Comunității", 650, 12)
    assert fair["libraries"] == ["MD-BA-0001", "MD-OR-0001", "MD-TE-0001"]
    assert set(shown["format"][1:]) >= {"MAST", "DEMO", "CONC", "MUZI", "FLAS"}
    assert (listed["title"] == "Iarmarocul Comunității").sum() == 1
    assert (by_format.at["TIRG", "events"], by_format.at["TIRG", "attendance_estimated"]) == (1, 650)


def test_joint_events_of_two_libraries_are_found_and_no_others(loaded: Engine):
    joint = rows(
        loaded,
        "SELECT e.title, e.starts, o.title, o.starts, e.library_id <> o.library_id "
        "FROM event e JOIN event o ON o.id = e.same_as",
    )
    assert len(joint) > 5
    assert all(mine == its and day == its_day and other for mine, day, its, its_day, other in joint)


def test_figures_and_lists_say_the_same_of_the_campaign(loaded: Engine):
    figures = dict(
        rows(
            loaded,
            "SELECT o.library_id * 1000000 + o.period, o.value FROM observation o "
            "JOIN indicator i ON i.id = o.indicator_id "
            "WHERE i.code = 'K01' AND o.value > 0 AND o.period BETWEEN 201708 AND 201710",
        )
    )
    listed: dict[object, int] = defaultdict(int)
    for key, parent in rows(
        loaded,
        "SELECT e.library_id * 1000000 + e.period, e.parent_id FROM event e JOIN record_list r "
        "ON r.submission_id = e.submission_id AND r.kind = 'events' WHERE r.current AND e.in_campaign",
    ):
        listed[key] += parent is None
    assert listed == figures
