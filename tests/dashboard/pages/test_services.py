"""Services: every view says the same figures, the unclassified share is always there, files hold what is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.asked import Asked
from dashboard.content import PageContent
from dashboard.service_charts import growth, reach
from data.queries.services import by_category

Answer = Callable[..., PageContent]
YEAR = "?from=2017-01&to=2017-12"
VIEWS = ("mix", "growth", "reach", "regions")


@pytest.mark.parametrize("view", VIEWS)
def test_the_unclassified_share_stands_on_every_view(content: Answer, language: str, view: str) -> None:
    page = content(f"/{language}/services", f"{YEAR}&view={view}")
    assert page.sentences[0].startswith(
        {"ro": "Necodificat: ", "ru": "Не классифицировано: ", "en": "Unclassified: "}[language]
    )


def test_the_mix_is_what_was_reported(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/services", YEAR)
    frame = by_category(question.session, question.catalogue, "S02", question.selection)
    chart = content("/en/services", YEAR).charts[0]
    assert chart.kind == "ranked"
    assert sorted(chart.series[0].values) == sorted(frame["value"])
    assert chart.table.key == content("/en/services", YEAR).tables[0].key


def test_growth_is_measured_by_a_line_at_no_change(content: Answer) -> None:
    chart = content("/en/services", f"{YEAR}&view=growth").charts[0]
    assert (chart.kind, chart.reference, chart.unit) == ("dots", 0.0, "%")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"XX.UNC": 9.0, "DI.ITL": 2.0, "DI.SAF": -30.0}, "IT literacy grew most: +2.0%"),
        ({"XX.UNC": 9.0, "DI.ITL": -2.0, "DI.SAF": -30.0}, "No service grew; IT literacy comes nearest: -2.0%"),
    ],
)
def test_the_title_says_what_grew_and_never_what_names_no_service(
    asked: Callable[..., Asked], changes: dict[str, float], said: str
) -> None:
    question = asked("/en/services", f"{YEAR}&view=growth")
    frame = by_category(question.session, question.catalogue, "S02", question.selection)
    frame = frame.assign(change_pct=frame["category"].map(changes))
    chart = growth(question, frame, "S02")
    assert chart is not None and chart.title == said


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ro", 968, "Alfabetizare IT: 968 de biblioteci oferă serviciul"),
        ("ro", 1, "Alfabetizare IT: o bibliotecă oferă serviciul"),
        ("ru", 21, "Компьютерная грамотность: услугу предлагает 21 библиотека"),
        ("ru", 968, "Компьютерная грамотность: услугу предлагают 968 библиотек"),
        ("en", 1, "IT literacy is offered by 1 library"),
    ],
)
def test_the_title_of_reach_agrees_with_its_number(
    asked: Callable[..., Asked], language: str, count: int, said: str
) -> None:
    question = asked(f"/{language}/services", f"{YEAR}&view=reach")
    frame = by_category(question.session, question.catalogue, "S02", question.selection)
    literacy = frame["category"] == "DI.ITL"
    assert reach(question, frame.assign(offering=literacy * count), "S02").title == said


def test_every_region_has_its_own_panel(content: Answer) -> None:
    chart = content("/en/services", f"{YEAR}&view=regions").charts[0]
    assert chart.kind == "multiples"
    assert len({series.panel for series in chart.series}) == len(chart.series) > 2
    assert len(chart.categories) == 12


def test_an_area_narrows_the_services_to_its_own(content: Answer) -> None:
    page = content("/en/services", f"{YEAR}&area=DI")
    assert set(page.charts[0].categories) <= {"Digital inclusion (access)", "IT literacy", "Online safety"}
    assert "DI" not in page.notices


def test_an_area_nobody_reported_says_so(content: Answer) -> None:
    assert content("/en/services", f"{YEAR}&area=HE").empty
