"""Reporting: what the checks found stands there with its cell in the reader's words; a report sent again says what it
changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.content import PageContent
from dashboard.pages import PAGES, reporting
from dashboard.site import Site
from data.store import open_engine, prepare, session_factory
from etl.messages import title
from etl.problems import Problem
from tests.etl.conftest import Loader, nine_libraries

DIFFERS = Problem(
    "total-differs", "warn", "tabel.xlsx", "Centralizator", "F30", "120", {"label": "TOTAL", "computed": 118}
)
ESTIMATE = Problem("estimated-number", "note", "tabel.xlsx", "2", "C4", "≈104")
SCAN = Problem("not-a-workbook", "refuse", "scan.pdf", found="PDF")

Answer = Callable[[str], PageContent]


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    engine = open_engine(f"sqlite:///{tmp_path / 'vitrina.db'}")
    prepare(engine)
    made = Loader(engine, nine_libraries(), tmp_path / "received")
    days = [datetime(2017, 7, day, tzinfo=UTC) for day in (1, 3, 5)]
    first = [made.report(f"MD-OR-000{number}", 201706, V01=100 * number, L01=7) for number in (1, 2)]
    again = made.report("MD-OR-0001", 201706, V01=10, L01=7)
    made.load(
        made.put("tabel.xlsx", *first, problems=[DIFFERS, ESTIMATE], received=days[0]),
        made.put("scan.pdf", problems=[SCAN], received=days[1]),
        made.put("corectat.xlsx", again, received=days[2]),
    )
    yield made
    engine.dispose()


@pytest.fixture
def page(loader: Loader) -> Answer:
    site = Site.of(loader.catalogue, session_factory(loader.engine), PAGES)

    def answer(path: str) -> PageContent:
        path, _, search = path.partition("?")
        with site.asked(site.address(path, search)) as question:
            return reporting.content(question)

    return answer


def test_problems_stand_with_their_cell_what_refuses_first(page: Answer) -> None:
    said = page("/en/reporting?from=2017-06&to=2017-06&view=findings")
    rows = [dict(zip([one.key for one in said.tables[0].columns], row, strict=True)) for row in said.tables[0].rows]
    assert [row["place"] for row in rows] == [
        "scan.pdf",
        "tabel.xlsx › Centralizator › F30",
        "tabel.xlsx › 2 › C4",
    ]
    assert [row["severity"] for row in rows] == ["Refused", "Loaded, to be checked", "For information"]
    assert rows[0]["problem"] == "Not a workbook"
    assert "120" in str(rows[1]["what"]) and "118" in str(rows[1]["what"])
    assert rows[0]["received"] == "2017-07-03"
    assert said.finding == "3 problems were found; files concerned: 2."


def test_problems_are_said_in_the_language_of_the_page(page: Answer, language: str) -> None:
    said = page(f"/{language}/reporting?from=2017-06&to=2017-06&view=findings")
    titles = {row[1] for row in said.tables[0].rows}
    assert titles == {title(one.kind, language) for one in (DIFFERS, ESTIMATE, SCAN)}
    assert said.charts[0].series[0].values == (1.0, 1.0, 1.0)


def test_a_report_sent_again_says_what_it_changed(page: Answer) -> None:
    said = page("/en/reporting?from=2017-06&to=2017-06&view=resubmissions")
    assert len(said.tables[0].rows) == 1
    row = dict(zip([one.key for one in said.tables[0].columns], said.tables[0].rows[0], strict=True))
    assert (row["changed"], row["answers"], row["before"], row["after"]) == (1, 2, 100.0, 10.0)
    assert (row["month"], row["received"], row["in_force"]) == ("2017-06", "2017-07-05", "yes")
    assert (row["file"], row["replaced_file"]) == ("corectat.xlsx", "tabel.xlsx")
    assert said.sentences[1].startswith("Visits changed by -90 in all through them. Figure ")


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("findings", "The checks found nothing in the files of this selection."),
        ("resubmissions", "No report of this selection was sent again."),
    ],
)
def test_where_there_is_nothing_the_page_says_so(page: Answer, view: str, said: str) -> None:
    content = page(f"/en/reporting?from=2017-06&to=2017-06&territory=MD-BA&view={view}")
    assert content.finding == said
    assert content.tables == ()
