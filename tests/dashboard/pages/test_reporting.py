"""Reporting: the page holds what the questions answer; whom to chase comes in order, with a message for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.asked import Asked
from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.components.chased import chased
from dashboard.components.entries import entry_list
from dashboard.content import PageContent
from dashboard.pages import PAGES, reporting
from dashboard.reporting_chase import in_words
from dashboard.reporting_completeness import moment
from dashboard.site import Site
from data.catalogue import Catalogue
from data.queries.chase import chase_list
from data.queries.reporting import library_states, rates, rates_by, timeliness

Answer = Callable[..., PageContent]
YEAR = "?from=2017-01&to=2017-12"
CHASE = f"{YEAR}&view=chase"


def chart(content: PageContent, key: str) -> ChartSpec:
    return next(one for one in content.charts if one.key == key)


def column(table: TableSpec, key: str) -> list[object]:
    place = [one.key for one in table.columns].index(key)
    return [row[place] for row in table.rows]


def test_the_cards_are_the_five_figures_and_the_content(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/reporting", YEAR)
    found = rates(question.session, question.catalogue, question.selection)
    cards = {card.key: card.value for card in content("/en/reporting", YEAR).cards}
    assert found.rate is not None and found.rate_on_time is not None
    assert cards == {
        "expected": found.expected,
        "actual": found.actual,
        "rate": pytest.approx(100 * found.rate),
        "on_time": found.on_time,
        "rate_on_time": pytest.approx(100 * found.rate_on_time),
        "content": None if found.content is None else pytest.approx(100 * found.content),
    }
    assert 0 < cards["rate"] < 100


def test_every_cell_is_the_rate_of_a_territory_in_a_month(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/reporting", YEAR)
    frame = rates_by(question.session, question.catalogue, question.selection, "territory", "period")
    spec = chart(content("/en/reporting", YEAR), "completeness")
    cells = [cell for row in spec.table.rows for cell in row[1:] if cell is not None]
    assert sorted(cells) == pytest.approx(sorted(frame["rate_pct"]))
    assert [len(row) - 1 for row in spec.table.rows] == [12] * frame["territory"].nunique()


def test_a_cell_is_in_the_class_of_its_rate(content: Answer) -> None:
    spec = chart(content("/en/reporting", YEAR), "completeness")
    least = {"all": 100.0, "most": 90.0, "many": 80.0, "half": 50.0, "few": 0.0}
    for series, row in zip(spec.series, spec.table.rows, strict=True):
        for step, rate in zip(series.values, row[1:], strict=True):
            if step is None or not isinstance(rate, float):
                assert step is None and rate is None
                continue
            place = int(step)
            assert rate >= least[spec.steps[place].key]
            assert place == 0 or rate < least[spec.steps[place - 1].key]


def test_one_territory_shows_what_became_of_each_report(content: Answer, asked: Callable[..., Asked]) -> None:
    search = f"{YEAR}&territory=MD-CU"
    question = asked("/en/reporting", search)
    frame = library_states(question.session, question.catalogue, question.selection, as_of=moment(question))
    frame = frame[frame.groupby("library")["state"].transform(lambda some: (some != "not_owed").any())]
    spec = chart(content("/en/reporting", search), "completeness")
    shown = [spec.steps[int(value)].key for series in spec.series for value in series.values if value is not None]
    assert sorted(shown) == sorted(frame["state"])
    assert {"late", "missing"} <= set(shown)


def test_letters_tell_the_states_apart(content: Answer, language: str) -> None:
    for search in (YEAR, f"{YEAR}&territory=MD-OR"):
        steps = chart(content(f"/{language}/reporting", search), "completeness").steps
        assert len(steps) == 5
        assert len({step.letter for step in steps}) == 5
        assert len({step.tone for step in steps}) == 5


def test_reports_stand_in_their_class_of_lateness(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/reporting", YEAR)
    frame = timeliness(question.session, question.catalogue, question.selection)
    table = chart(content("/en/reporting", YEAR), "days-late").table
    assert sum(column(table, "reports")) == frame["reports"].sum()
    assert column(table, "reports")[0] == frame.loc[frame["days_late"] <= 0, "reports"].sum()
    assert column(table, "reports")[-1] == frame.loc[frame["days_late"] >= 31, "reports"].sum()


def test_the_chase_list_keeps_the_order_and_the_numbers(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/reporting", CHASE)
    frame = chase_list(question.session, question.catalogue, question.selection, as_of=moment(question))
    said = content("/en/reporting", CHASE)
    table = said.tables[0]
    assert column(table, "code") == list(frame["library"]) != []
    assert column(table, "overdue") == list(frame["overdue"])
    assert column(table, "weight_pct") == [None if value != value else value for value in frame["weight_pct"]]
    assert str(frame["overdue"].sum()) in said.finding


def test_a_message_is_in_the_language_of_its_library(content: Answer, catalogue: Catalogue, language: str) -> None:
    table = content(f"/{language}/reporting", CHASE).tables[0]
    greetings = {"ro": "Bună ziua,", "ru": "Здравствуйте!", "en": "Hello,"}
    for code, of_library, message in zip(
        column(table, "code"), column(table, "language"), column(table, "message"), strict=True
    ):
        declared = catalogue.libraries[str(code)].languages
        assert of_library == (declared[0] if declared else "ro")
        assert str(message).startswith(greetings[str(of_library)])
    assert "ro" in column(table, "language")


def test_a_link_to_write_stands_where_there_is_an_address_only(asked: Callable[..., Asked]) -> None:
    question = asked("/en/reporting", CHASE)
    table = reporting.content(question).tables[0]
    place = [one.key for one in table.columns].index("email")
    drawn = []
    for email in (None, "director@biblioteca.example"):
        row = list(table.rows[0])
        row[place] = email
        one = TableSpec(table.key, table.title, table.columns, (tuple(row),), table.links[:1])
        drawn.append(str(_tree(entry_list(one, question.text, question.address, chased))))
    assert "mailto:" not in drawn[0]
    assert "mailto:director@biblioteca.example?subject=" in drawn[1]


def _tree(component: object) -> object:
    if isinstance(component, (list, tuple)):
        return [_tree(one) for one in component]
    plain = getattr(component, "to_plotly_json", None)
    if plain is None:
        return component
    props = plain()["props"]
    return {**props, "children": _tree(props.get("children"))}


def test_a_long_list_is_shown_in_parts(asked: Callable[..., Asked], words_of: Callable[..., str]) -> None:
    question = asked("/en/reporting", f"{CHASE}&part=2")
    first = reporting.content(question).tables[0]
    many = TableSpec("chase", "Chase", first.columns, first.rows[:1] * 30, first.links[:1] * 30)
    assert "26–30 of 30" in words_of(entry_list(many, question.text, question.address, chased))


def test_periods_are_said_once_a_year() -> None:
    assert in_words((201803, 201805, 201901), "ro") == "martie, mai 2018; ianuarie 2019"
    assert in_words((2017, 2018), "en") == "2017; 2018"


def test_nobody_is_chased_where_everything_came(content: Answer) -> None:
    said = content("/en/reporting", "?from=2017-06&to=2017-08&view=chase")
    assert said.finding == "No report is overdue: there is nobody to chase."
    assert said.tables[0].rows == ()


def test_an_empty_database_says_what_to_do(empty: Callable[[], object], catalogue: Catalogue) -> None:
    site = Site.of(catalogue, empty, PAGES)
    with site.asked(site.address("/en/reporting", "")) as question:
        assert "python -m etl load" in reporting.content(question).empty
