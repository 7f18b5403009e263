"""Method and About: generated from the definitions, complete in every language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import Asked, ask
from dashboard.charts.spec import TableSpec
from dashboard.content import PageContent
from dashboard.pages import about, method
from dashboard.protection import thresholds
from data.catalogue import Catalogue
from data.formats import month_range
from data.periods import Month
from data.states import State

Answer = Callable[..., PageContent]
FIRST, LAST = Month(2016, 1), Month(2017, 12)  # of the small network


def tables(content: Answer, language: str) -> dict[str, TableSpec]:
    """Return the tables of the page by key."""
    return {table.key: table for table in content(f"/{language}/method").tables}


def test_every_indicator_is_explained(content: Answer, catalogue: Catalogue, language: str) -> None:
    found = tables(content, language)
    indicators = found["indicators"]
    assert len(indicators.rows) == len(catalogue.indicators)
    assert len(found["states"].rows) == len(State)
    assert [row[0] for row in found["marks"].rows] == ["[x]", "[z]", "[c]"]
    rules = tuple(str(row[0]) for row in found["rules"].rows)
    assert all(str(row[2]).startswith(rules) for row in indicators.rows)
    assert all(cell for row in indicators.rows for cell in (*row[:4], row[5]))


def test_an_indicator_names_its_standard_its_history_and_its_limits(content: Answer) -> None:
    rows = {str(row[0]): row for row in tables(content, "en")["indicators"].rows}
    _, _, how, unit, iso, history, limits = rows["Physical visits"]
    assert (how, unit, iso) == ("Sum", "visits", "ISO 2789:2022, 7.2.10")
    assert str(history).startswith(
        "Defined since January 2013. Asked by: monthly report (NVT-LUNAR), annual report (6-c)."
    )
    assert f"Reports here: {month_range(FIRST, LAST, 'en')}." in str(history)
    assert "also a visitor" in str(limits)
    computed = rows["Users per 100 inhabitants"]
    assert computed[2] == "Ratio of two sums: Active users / Population served × 100"
    assert "Computed, not asked." in str(computed[5]) and computed[4] == "ISO 11620"


def test_every_check_says_what_it_finds_how_grave_it_is_and_what_to_do(
    content: Answer, catalogue: Catalogue, language: str
) -> None:
    checks = tables(content, language)["checks"]
    assert len(checks.rows) == len(catalogue.checks)
    assert all(row for row in checks.rows) and "{" not in str(checks.rows)
    gravest = [row[3] for row in checks.rows]
    assert gravest == sorted(gravest, key=list(dict.fromkeys(gravest)).index), "of one severity they stand together"
    assert len(set(gravest)) == 3


def test_every_source_has_a_use_and_a_licence_or_says_that_none_is_stated(
    content: Answer, catalogue: Catalogue, language: str
) -> None:
    credits = tables(content, language)["credits"]
    assert len(credits.rows) == 1 + len(catalogue.credits), "the network's own reports come first"
    assert all(cell for row in credits.rows for cell in row)
    said = {str(row[3]): str(row[4]) for row in credits.rows}
    assert said["geoBoundaries / OCHA 2020"] == "CC BY 3.0 IGO"
    assert said["Noto Sans"] == "SIL Open Font License 1.1"


def test_the_contents_lead_to_every_section(asked: Callable[..., Asked], language: str) -> None:
    question = asked(f"/{language}/method")
    drawn = str(method.body(method.content(question), question).to_plotly_json())
    keys = ["panel", "coverage", "apart", "protected", "indicators", "rules", "states", "marks", "checks", "credits"]
    for key in keys:
        assert f"'#{key}'" in drawn.replace('"', "'"), key
        assert f"id='{key}'" in drawn.replace('"', "'"), key


def test_the_thresholds_of_small_counts_are_those_declared(content: Answer) -> None:
    said, least = " ".join(content("/en/method").sentences), thresholds("en")
    assert least == {"yes": "10", "strictest": "20", "base": "5"}
    assert "A count under 10 (of psychological support, under 20) is shown as [c]" in said


def test_without_reports_there_is_a_method_and_no_example(
    empty: Callable[[], Session], catalogue: Catalogue, language: str
) -> None:
    with empty() as session:
        said = method.content(ask(session, catalogue, Address(language, page="method"), filters=()))
    assert len(said.sentences) == 5 and not said.cards and said.tables


@pytest.mark.parametrize(("count", "words"), [("full", "1 received file."), ("empty", "0 received files.")])
def test_about_counts_the_files_it_stands_on(
    content: Answer, empty: Callable[[], Session], catalogue: Catalogue, count: str, words: str
) -> None:
    if count == "full":
        sentences = content("/en/about").sentences
    else:
        with empty() as session:
            sentences = about.content(ask(session, catalogue, Address("en"))).sentences
    assert any(words in sentence for sentence in sentences)
