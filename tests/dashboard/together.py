"""A small network with few people in sensitive services, and what its publications say of them: each number is read
back from the file that was handed out."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import NamedTuple

from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select

from dashboard.cells import WITHHELD
from dashboard.factory import create_app
from dashboard.pages import PAGES
from dashboard.public.publishing import Publisher
from dashboard.public.snapshot import NothingToPublish
from dashboard.public.subject import of_place
from dashboard.site import Site
from data import register, rollups
from data.catalogue import Catalogue
from data.periods import Month, months
from data.release.making import make_release
from data.schema import category, indicator, library, observation, submission
from data.selection import Selection
from data.store import session_factory, writing
from tests.dashboard.attacking import Fact
from tests.dashboard.conftest import fill
from tests.dashboard.exports.reading import workbook_tables
from tests.dashboard.factsheets.pdfs import read as read_pdf
from tests.dashboard.sensitive import COUNTS, Cell, store_counts

RAIONS = {"MD-OR": (1, 2, 3, 5), "MD-HI": (1, 2), "MD-ST": (1,), "MD-DR": (1, 3, 5)}  # of the third, one library
CODES = tuple(f"{raion}-{number:04d}" for raion, numbers in RAIONS.items() for number in numbers)
STAGE = tuple(months(Month(2017, 4), Month(2017, 10)))
TIMES = (*((one,) for one in STAGE[:3]), STAGE[:3], STAGE)  # months, a quarter, the stage
LEAST = {"HE.HEA": 10, "HE.PSY": 20}
SESSIONS, PARTICIPATIONS, ONE_TO_ONE = INDICATORS = ("S01", "S02", "S03")
HERE = {"Host": "localhost"}
Rows = Sequence[Sequence[object]]  # the name of a category and its count first
Facts = dict[str, list[Fact]]  # by the kind of publication they were read from


class Area(NamedTuple):
    """Some libraries, and how an address asks for them."""

    query: str
    codes: tuple[str, ...]
    filters: dict[str, object]


def areas() -> Iterator[Area]:
    """Yield the network, two groups of raions, each raion and each library."""
    yield Area("", CODES, {})
    for group, raions in {"centru": ("MD-OR", "MD-HI", "MD-ST"), "nord": ("MD-DR",)}.items():
        yield Area(f"&group={group}", tuple(one for one in CODES if one[:5] in raions), {"group": group})
    for raion in RAIONS:
        within = tuple(one for one in CODES if one[:5] == raion)
        yield Area(f"&territory={raion}", within, {"territories": (raion,)})
    for code in CODES:
        yield Area(f"&library={code}", (code,), {"library": code})


def invented(engine: Engine, catalogue: Catalogue) -> dict[Cell, int]:
    """Fill a database, release it, and return the counts in sensitive services, each with the code of its library.

    Few came, each session had somebody and often nobody else, and some of them were one to one.
    """
    fill(engine, catalogue, of=CODES)
    chance, counts = random.Random(11), {}
    with writing(engine) as connection:
        sent = connection.execute(select(submission.c.library_id, submission.c.period)).all()
        codes = {number: code for code, number in register.codes(connection, library).items()}
        for (number, period), in_category in product(sent, LEAST):
            people = chance.choice(COUNTS)
            sessions = chance.choice((people, chance.randint(1, people)))
            for of, count in zip(INDICATORS, (sessions, people, chance.randint(1, sessions)), strict=True):
                counts[of, in_category, number, period] = count
        store_counts(connection, counts)
        rollups.rebuild(connection)
    make_release(engine, catalogue, "2017", datetime(2018, 6, 1, tzinfo=UTC))
    return {(of, kind, codes[number], period): count for (of, kind, number, period), count in counts.items()}


class Reader:
    """Takes what is published of a network and keeps what each number says of the counts."""

    def __init__(self, engine: Engine, catalogue: Catalogue, counts: dict[Cell, int], folder: Path) -> None:
        self.site = Site.of(catalogue, session_factory(engine), PAGES)
        self.browser: FlaskClient = create_app(catalogue, self.site.sessions, open_data=True).server.test_client()
        self.counts, self.folder = counts, folder
        self.names = {self.site.text("en")[f"category.{code}.name"]: code for code in LEAST}
        self.facts: Facts = {}
        rows = observation.c
        asked = (
            select(indicator.c.code, library.c.code, rows.period, rows.value)
            .join_from(observation, indicator, indicator.c.id == rows.indicator_id)
            .join(library, library.c.id == rows.library_id)
            .join(category, category.c.id == rows.category_id)
            .where(category.c.code.not_in(list(LEAST)), indicator.c.code.in_(INDICATORS))
        )
        with self.site.sessions() as session:  # services that are not sensitive are exact, and no secret
            self.others = {tuple(row[:3]): row.value for row in session.execute(asked)}

    def get(self, path: str) -> bytes:
        """Return what stands at an address; b"" where nothing may."""
        answer = self.browser.get(path, headers=HERE)
        assert answer.status_code in (200, 404), (path, answer.status_code)
        return answer.data if answer.status_code == 200 else b""

    def learn(self, kind: str, of: str, categories: Sequence[str], area: Area, time: Sequence[Month], value: object,
              *, page: bool = False) -> None:  # fmt: skip
        """Keep what a cell says. `page`: it stands on a page, where only what is small is marked."""
        cells = frozenset(
            cell
            for cell in product([of], categories, area.codes, [one.period for one in time])
            if cell in self.counts  # who reported is no secret
        )
        if isinstance(value, int | float):
            self.facts.setdefault(kind, []).append(Fact(cells, float(value), float(value)))
        elif page and value == WITHHELD:
            self.facts.setdefault(kind, []).append(Fact(cells, 0.0, LEAST[categories[0]] - 1))

    def table(self, kind: str, of: str, rows: Rows, area: Area, time: Sequence[Month], *, page: bool = False) -> None:
        """Keep what a table by category says."""
        for name, value, *_ in rows:
            if name in self.names:
                self.learn(kind, of, [self.names[str(name)]], area, time, value, page=page)

    def total(self, kind: str, of: str, area: Area, time: Sequence[Month], value: float) -> None:
        """Keep what a sum over all categories says, less those that are not sensitive."""
        others = sum(self.others.get((of, code, one.period), 0.0) for code in area.codes for one in time)
        self.learn(kind, of, list(LEAST), area, time, value - others)

    def read_everything(self) -> Facts:
        """Return what all publications say."""
        for area, time in product(areas(), TIMES):
            wide = len(area.codes) > len(RAIONS)  # the network, a group: what else is counted there adds little
            for of in (PARTICIPATIONS,) if wide else INDICATORS:
                self._page(area, time, of)
            if len(time) > 1:
                self._sheet(area, time)
                self._impact(area, time)
        self._open_data()
        return self.facts

    def _page(self, area: Area, time: Sequence[Month], of: str) -> None:
        """Read a page's table; of the stage its workbook, its package, the workbook of its slide, month by month."""
        at = f"?from={time[0]}&to={time[-1]}{area.query}&measure={of}"
        self.table("csv", of, _csv(self.get(f"/en/services.csv{at}")), area, time, page=True)
        if time != STAGE or "library" in area.filters:
            return
        tables = workbook_tables(self.get(f"/en/services.xlsx{at}"))
        self.table("xlsx", of, tables.get("table_services_mix", []), area, time)
        for body in _parts(self.get(f"/en/services.zip{at}"), "services-mix.csv"):
            self.table("zip", of, _csv(body), area, time)
        for body in _parts(self.get(f"/en/services.pptx{at}"), ".xlsx"):
            book = CalamineWorkbook.from_filelike(io.BytesIO(body))
            for name in book.sheet_names:
                self.table("pptx", of, book.get_sheet_by_name(name).to_python(), area, time)
        months_of = _csv(self.get(f"/en/attendance.csv{at}")) if of == PARTICIPATIONS else []
        for month, value, *_ in months_of:
            self.total("by month", of, area, [Month.parse(str(month))], float(str(value)))

    def _sheet(self, area: Area, time: Sequence[Month]) -> None:
        """Read the fact sheet of a raion or a library."""
        code = area.query.partition("=")[2]
        body = self.get(f"/en/factsheet/{code}.pdf?from={time[0]}&to={time[-1]}") if code else b""
        if not body:
            return
        said = read_pdf(body)
        shown = re.search(r"Service participations\s+([\d,]+)\s", said.words)
        assert shown, said.words
        self.total("fact sheet", PARTICIPATIONS, area, time, _number(shown[1]))
        listed = next((alt for _, alt in said.tags if alt.startswith("Service participations")), "")
        rows = [(name, _number(value)) for name, value in re.findall(r"([A-Z][\w ]+): ([\d,]+)", listed)]
        self.table("fact sheet", PARTICIPATIONS, rows, area, time)

    def _impact(self, area: Area, time: Sequence[Month]) -> None:
        """Publish and read the impact page of the network, a group or a raion."""
        if "library" in area.filters:
            return
        subject = of_place(Selection(time[0], time[-1], **area.filters), self.site.catalogue)  # type: ignore[arg-type]
        try:
            home = Publisher(self.site, self.folder).publish(subject, ["en"], now=datetime(2018, 2, 10, tzinfo=UTC))
        except NothingToPublish:
            return
        parts = json.loads((home / "figures-en.json").read_bytes())["sections"]
        for card in (card for part in parts for card in part["cards"] if card["key"] == PARTICIPATIONS):
            self.total("impact page", PARTICIPATIONS, area, time, card["value"])
        for table in (table for part in parts for table in part["tables"] if table["key"] == "services-mix"):
            self.table("impact page", PARTICIPATIONS, table["rows"], area, time)

    def _open_data(self) -> None:
        """Read each raion's and the network's months."""
        by_query = {area.query.removeprefix("&territory="): area for area in areas()}
        for of, where in product(INDICATORS, ("", "&territory=all")):
            body = self.get(f"/open/v1/figures.csv?indicator={of}&from={STAGE[0]}&to={STAGE[-1]}&size=1000{where}")
            for row in csv.DictReader(io.StringIO(body.decode())):
                area = by_query.get(row["territory"])
                if area and row["value"]:
                    self.total("open data", of, area, [Month.parse(row["month"])], float(row["value"]))


def _csv(body: bytes) -> list[list[object]]:
    """Return the rows of a .csv, numbers as numbers, the mark as it stands there."""
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1:]
    return [[float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell for cell in row] for row in rows]


def _parts(body: bytes, ending: str) -> list[bytes]:
    if not body:
        return []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(ending)]


def _number(text: str) -> float:
    return float(text.replace(",", ""))
