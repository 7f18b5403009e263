"""One figure, one query: wherever a figure is shown or taken away, it changes when its query does."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from dashboard import headline
from dashboard.content import PageContent
from dashboard.exports import export
from dashboard.words import words
from data.catalogue import Catalogue
from data.formats import change, number
from data.panel import Comparison, compare

Answer = Callable[..., PageContent]
PAGES = ("overview", "attendance", "method")
YEAR = "?from=2017-01&to=2017-12"  # what the method page shows of this network without being asked


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the query behind headline figures: twice the visits, three times those of the year before."""

    def other(*given: object, **more: object) -> Comparison:
        found = compare(*given, **more)  # type: ignore[arg-type]
        assert found.naive_value is not None and found.before is not None
        return replace(found, naive_value=2 * found.naive_value, value=3 * found.before)

    monkeypatch.setattr(headline, "compare", other)


def places(content: Answer, catalogue: Catalogue) -> dict[str, str]:
    """Return all that the pages and the files of the overview say, each as one text."""
    text = words(catalogue, "en")
    said = {page: content(f"/en/{page}", YEAR) for page in PAGES}
    overview = said["overview"]
    book = openpyxl.load_workbook(io.BytesIO(export(overview, "xlsx", text).body))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return {
        **{page: " ".join([one.finding, *one.sentences]) for page, one in said.items()},
        "json": json.loads(export(overview, "json", text).body)["finding"],
        "xlsx": " ".join(cells),
    }


def figure(content: Answer) -> tuple[float, str, str]:
    """Return the visits of the overview's card: the number, as read, and the change said below it."""
    card = content("/en/overview", YEAR).cards[0]
    assert card.value is not None
    return card.value, number(card.value, "en"), card.note.split()[0]


def test_the_same_figure_and_change_stand_everywhere(content: Answer, catalogue: Catalogue) -> None:
    _, amount, changed_by = figure(content)
    for place, said in places(content, catalogue).items():
        assert amount in said and changed_by in said, place


def test_changing_the_query_changes_the_figure_everywhere(
    content: Answer, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    value, amount, changed_by = figure(content)
    request.getfixturevalue("changed")
    doubled, tripled = number(2 * value, "en"), change(200, "en")
    for place, said in places(content, catalogue).items():
        assert doubled in said and tripled in said, place
        assert amount not in said and f"{changed_by} " not in said, place
    assert content("/en/overview", YEAR).cards[0].value == 2 * value
    assert content("/en/method").cards[0].value == 2 * value
