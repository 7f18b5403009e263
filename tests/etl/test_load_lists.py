"""What loading lists does to the database, on SQLite and PostgreSQL: records by the figures, replaced as a whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from data import schema
from data.provenance import pack_cell
from data.queries.event_marks import event_marks
from data.states import State
from data.store import session_factory
from etl.lists.records import Amount, Money, ReadList, Record, Withheld
from etl.texts.dates import Days

if TYPE_CHECKING:
    from tests.etl.conftest import Loader

CURRENT = """
    SELECT l.code, e.title, e.attendance FROM event e
    JOIN record_list r ON r.submission_id = e.submission_id AND r.kind = 'events'
    JOIN library l ON l.id = e.library_id WHERE r.current ORDER BY e.id
"""
FAIR = date(2017, 9, 12)


def reported(value: float) -> Amount:
    return Amount(value, State.REPORTED)


def event(title: str, people: float | None = None, *, row: int = 1, **values: object) -> Record:
    """Return an event as it is read; unclassified unless a category is given."""
    given: dict[str, object] = {"title": title, "format": "TIRG", "category": ("XX.UNC",), "date": Days(FAIR, FAIR)}
    if people is not None:
        given["participants"] = reported(people)
    return Record(pack_cell(5, row, 0), {**given, **values})  # type: ignore[arg-type]


def events(library: str, *records: Record, form: str = "monthly", period: int = 201709) -> ReadList:
    return ReadList("events", library, form, period, {"title": 2, "participants": 6}, 0, (), list(records))


def test_an_event_stands_with_its_categories_days_numbers_and_cell(loader: Loader) -> None:
    told = event(
        "Iarmaroc", 650, category=("CL.SOC", "CO.COM", "EC.AGR"), date=Days(FAIR, date(2017, 9, 13)), place="outreach",
        counted="estimated", campaign="yes", children=Amount(None, State.ERROR), number="1", link="=HYPERLINK(1)",
    )  # fmt: skip
    told.raw["children"] = "240?"
    told.raw["place"] = "Piața"
    loader.load(loader.put("a.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", told)]))
    assert loader.rows(
        "SELECT e.number, a.code, b.code, c.code, e.starts, e.ends, e.venue, e.place, e.attendance, "
        "e.attendance_state, e.children, e.children_state, e.volunteers_state, e.count_method, "
        "e.in_campaign, e.link, e.cell FROM event e "
        "JOIN category a ON a.id = e.category_id JOIN category b ON b.id = e.second_category_id "
        "JOIN category c ON c.id = e.third_category_id"
    ) == [
        (
            "1", "CL.SOC", "CO.COM", "EC.AGR", *_days(loader, FAIR, date(2017, 9, 13)), "outreach", "Piața", 650,
            State.REPORTED, None, State.ERROR, State.BLANK, "estimated", True, "=HYPERLINK(1)", pack_cell(5, 1, 0),
        )
    ]  # fmt: skip
    assert loader.rows("SELECT kind, field, text FROM record_text") == [("event", "children", "240?")]


def _days(loader: Loader, *days: date) -> list[object]:
    return list(days) if loader.engine.dialect.name == "postgresql" else [day.isoformat() for day in days]


def test_activities_name_their_fair(loader: Loader) -> None:
    fair, activity = event("Iarmaroc", 650), event("Masterclass", 45, row=2)
    activity.parent = 0
    loader.load(
        loader.put("a.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", fair, activity)])
    )
    assert loader.rows("SELECT id, title, parent_id FROM event ORDER BY id") == [
        (1, "Iarmaroc", None), (2, "Masterclass", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("group_files", [1, 10])
def test_a_correction_replaces_the_records_and_the_earlier_ones_stay_readable(loader: Loader, group_files: int) -> None:
    first = loader.put(
        "a.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", event("A", 1))]
    )
    again = loader.put(
        "b.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", event("B", 2))]
    )
    loader.load(first, again, group_files=group_files)
    assert loader.rows(CURRENT) == [("MD-BA-0001", "B", 2)]
    assert loader.rows("SELECT title, submission_id FROM event ORDER BY id") == [("A", 1), ("B", 2)]
    assert loader.rows("SELECT submission_id, current FROM record_list ORDER BY 1") == [(1, False), (2, True)]


def test_a_corrected_event_is_known_again_by_its_mark(loader: Loader) -> None:
    first = [event("Tîrgul cărții", 40), event("Seară", 9, row=2, number="2")]
    corrected = [
        event("Târgul cărții", 44, format="EXPO", date=Days(date(2017, 9, 14), date(2017, 9, 14))),
        event("Altceva", 8),
    ]
    for name, listed in (("a.xlsx", first), ("b.xlsx", [first[1], event("Targul cartii", 41)]), ("c.xlsx", corrected)):
        said = events("MD-BA-0001", *listed)
        loader.load(loader.put(name, loader.report("MD-BA-0001", 201709, E01=1), lists=[said]))
    with session_factory(loader.engine)() as session:
        marks = event_marks(session, ["MD-BA-0001"], schema.event.c.period == 201709)
    fair, evening, *others = (marks[number] for number in sorted(marks))
    assert others[:2] == [evening, fair]  # in another order, spelt otherwise
    assert others[2] == fair and others[3] not in (fair, evening)  # of another day, by its title


def test_a_correction_without_a_list_takes_the_records_out_of_the_current_view(loader: Loader) -> None:
    loader.load(
        loader.put("a.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", event("A", 1))])
    )
    loader.load(loader.put("b.xlsx", loader.report("MD-BA-0001", 201709, E01=1)))
    assert loader.rows(CURRENT) == []


@pytest.mark.parametrize("raion_first", [True, False])
def test_of_a_librarys_and_a_raions_list_the_last_filled_one_counts(loader: Loader, raion_first: bool) -> None:
    own = loader.put(
        "own.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", event("A", 1))]
    )
    raion = loader.put("raion.xlsx", lists=[events("MD-BA-0001", event("A, B", 2), form="monthly+lists")])
    loader.load(*((raion, own) if raion_first else (own, raion)), group_files=1)
    assert loader.rows(CURRENT) == [("MD-BA-0001", "A", 1) if raion_first else ("MD-BA-0001", "A, B", 2)]
    assert len(loader.rows("SELECT * FROM observation")) == 1  # the figures are not the list's to replace
    empty = loader.put("empty.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001")])
    loader.load(empty)
    assert loader.rows(CURRENT) == [("MD-BA-0001", "A, B", 2)]  # a list left empty does not take away a filled one


def test_the_same_list_again_is_a_new_version_of_itself_only(loader: Loader) -> None:
    first = loader.put("a.xlsx", lists=[events("MD-BA-0001", event("A", 1), form="monthly+lists")])
    second = loader.put("b.xlsx", lists=[events("MD-BA-0001", event("B", 2), form="monthly+lists")])
    loader.load(first)
    loader.load(second)
    assert loader.rows(CURRENT) == [("MD-BA-0001", "B", 2)]
    assert loader.rows("SELECT form, version, status FROM submission ORDER BY id") == [
        ("monthly+lists", 1, "superseded"), ("monthly+lists", 2, "accepted"),
    ]  # fmt: skip
    assert loader.rows("SELECT SUM(received) FROM completeness WHERE form = 'monthly'") == [(None,)]


def test_joint_events_are_one_event_when_their_hosts_name_each_other(loader: Loader) -> None:
    def told(library: str, other: str, role: str = "partner", title: str = "Târgul cărții") -> None:
        record = event(title, 100)
        record.hosts[other] = role
        loader.load(
            loader.put(
                f"{library} {title}.xlsx", loader.report(library, 201709, E01=1), lists=[events(library, record)]
            )
        )

    told("MD-OR-0001", "MD-BA-0001")
    told("MD-CA-0001", "MD-OR-0001")  # names one that does not name it
    assert loader.rows("SELECT id, same_as FROM event ORDER BY id") == [(1, None), (2, None)]
    told("MD-BA-0001", "MD-OR-0001", title="Tîrgul cărții")  # the same title as written by another
    joined = "SELECT l.code, e.same_as FROM event e JOIN library l ON l.id = e.library_id ORDER BY e.id"
    assert loader.rows(joined) == [("MD-OR-0001", 3), ("MD-CA-0001", None), ("MD-BA-0001", None)]


def test_a_co_host_named_as_such_needs_not_name_the_other_back(loader: Loader) -> None:
    named = event("Iarmaroc", 100)
    named.hosts["MD-OR-0001"] = "co-host"
    files = [
        loader.put(f"{library}.xlsx", loader.report(library, 201709, E01=1), lists=[events(library, record)])
        for library, record in (("MD-BA-0001", named), ("MD-OR-0001", event("Iarmaroc", 90)))
    ]
    loader.load(*files)
    assert loader.rows("SELECT id, same_as FROM event ORDER BY id") == [(1, None), (2, 1)]
    alone = loader.put(
        "alone.xlsx", loader.report("MD-BA-0001", 201709, E01=1), lists=[events("MD-BA-0001", event("X"))]
    )
    loader.load(alone)  # a correction takes the event back: the other's stands for itself again
    assert loader.rows("SELECT same_as FROM event WHERE id = 2") == [(None,)]


def test_partners_are_one_by_name_and_sector_and_volunteers_stand_by_month(loader: Loader) -> None:
    def row(number: int, **values: object) -> Record:
        return Record(pack_cell(6, number, 0), values)  # type: ignore[arg-type]

    def listed(library: str, *records: Record) -> ReadList:
        return ReadList("partners", library, "monthly", 201709, {"partner": 0}, 0, (), list(records))

    daac = {"partner": "DAAC System Integrator", "sector": "private"}
    again = {**daac, "partner": "daac  System-integrator"}
    helpers = {"volunteers": reported(2), "hours": reported(6)}
    files = [
        loader.put(
            "a.xlsx", loader.report("MD-BA-0001", 201709, P01=1),
            lists=[listed("MD-BA-0001", row(1, **daac, **helpers), row(2, volunteers=reported(4)))],
        ),
        loader.put(
            "b.xlsx", loader.report("MD-OR-0001", 201709, P01=1),
            lists=[listed("MD-OR-0001", row(1, **again), row(2, partner="Școala"))],
        ),
    ]  # fmt: skip
    loader.load(*files)
    assert loader.rows("SELECT name, sector FROM partner ORDER BY id") == [
        ("DAAC System Integrator", "private"), ("Școala", ""),
    ]  # fmt: skip
    assert loader.rows("SELECT partner_id FROM partnership ORDER BY id") == [(1,), (1,), (2,)]
    assert loader.rows("SELECT partner_id, people, hours, hours_state FROM volunteer_period ORDER BY id") == [
        (1, 2, 6, State.REPORTED), (None, 4, None, State.BLANK),
    ]  # fmt: skip


def test_an_action_with_money_and_things_has_two_results(loader: Loader) -> None:
    money = Record(pack_cell(7, 1, 0), {
        "action": "Campanie", "action_kind": "fundraising", "result": "bani", "result_kind": "money", "currency": "MDL",
        "amount": Money(1500.5, State.REPORTED), "in_kind": Money(200, State.REPORTED), "source": "ngo",
        "given": "pledged",
    })  # fmt: skip
    listed = ReadList("advocacy", "MD-BA-0001", "monthly", 201709, {"action": 0}, 0, (), [money])
    loader.load(loader.put("a.xlsx", loader.report("MD-BA-0001", 201709, A05=1), lists=[listed]))
    assert loader.rows("SELECT kind, action FROM advocacy_action") == [("fundraising", "Campanie")]
    assert loader.rows(
        "SELECT action_id, kind, amount, in_kind, currency, converted, source, given FROM advocacy_result ORDER BY id"
    ) == [
        (1, "money", 1500.5, False, "MDL", 1500.5, "ngo", "pledged"),
        (1, "in_kind", 200, True, "MDL", 200, "ngo", "pledged"),
    ]


def test_a_text_with_personal_data_is_kept_apart(loader: Loader) -> None:
    told = Record(pack_cell(8, 1, 0), {"title": "O istorie", "consent": "yes", "category": ("ED.KID",)})
    told.withheld["story"] = Withheld("Maria, 9 ani, 069123456", "phone, child")
    listed = ReadList("stories", "MD-BA-0001", "monthly", 201709, {"title": 0}, 0, (), [told])
    loader.load(loader.put("a.xlsx", loader.report("MD-BA-0001", 201709, V01=1), lists=[listed]))
    assert loader.rows("SELECT title, story, consent, withheld FROM story") == [("O istorie", None, "yes", True)]
    assert loader.rows("SELECT kind, record_id, field, text, found FROM withheld_text") == [
        ("story", 1, "story", "Maria, 9 ani, 069123456", "phone, child")
    ]


def test_a_refused_file_leaves_no_record(loader: Loader) -> None:
    from tests.etl.test_load import UNKNOWN

    file = loader.put(
        "a.xlsx",
        loader.report("MD-BA-0001", 201709, V01=1),
        lists=[events("MD-BA-0001", event("A"))],
        problems=[UNKNOWN],
    )
    loader.load(file)
    assert loader.rows("SELECT * FROM event") == loader.rows("SELECT * FROM record_list") == []
