"""The addresses of open data: releases, indicators, territories and figures as .json and .csv, and their description.

Read only, for everybody, without cookies; what is refused is said as application/problem+json (RFC 9457).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import orjson
import pandas as pd
from flask import Response, request

from dashboard.access import Door
from dashboard.access.entrance import client_address
from dashboard.open_data.asking import EVERY, Said
from dashboard.open_data.published import NETWORK, Published
from dashboard.open_data.turns import Turns
from dashboard.site import Site
from dashboard.words import preferred
from data.catalogue import Catalogue
from data.harmless import harmless
from data.periods import Month
from data.release.stored import Release

AT = "/open/v1/"
DESCRIPTION = Path(__file__).with_name("openapi.json")
MOST_A_MINUTE = 120
_PAGED = ("page", "size")
_WRONG, _NOT_FOUND, _TOO_MANY = 400, 404, 429
Value = str | int | float | None
Row = dict[str, Value]
Rows = Callable[[Said, Release], list[Row]]
FIGURE = ("release", "indicator", "territory", "month", "value", "status", "reported", "expected")


@dataclass(frozen=True, slots=True)
class Table:
    """What is offered at an address: its columns, what the address may say besides release and page, and its rows."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: Rows


class OpenData:
    """Answers from what is published."""

    def __init__(self, site: Site, turns: Turns) -> None:
        self._site, self._turns, self.published = site, turns, Published(site)

    def answer(self, form: str, table: Table) -> Response:
        """Return a page of a table's rows in a form."""
        text = self._site.text(preferred([tag for tag, _ in request.accept_languages], self._site.languages))
        if seconds := self._turns.wait(client_address()):
            answer = _problem(_TOO_MANY, [text.format("open.too_many", most=self._turns.most)])
            answer.headers["Retry-After"] = str(seconds)
            return answer
        said = Said(request.args, ("release", *table.keys, *_PAGED), text)
        release = self.published.named(request.args.get("release", ""))
        if release is None:
            return _problem(_NOT_FOUND, [*said.wrong, text["open.no_release"]])
        paging, found = said.paging(), table.rows(said, release)
        if said.wrong:
            return _problem(_WRONG, said.wrong)
        here, more = paging.of(len(found))
        following = {**request.args, "page": str(paging.page + 1)}
        link = f"{request.path}?{urlencode(following)}" if more else None
        answer = (
            self._csv(table.columns, found[here])
            if form == "csv"
            else self._json(release, found[here], len(found), link)
        )
        answer.headers["X-Total-Count"] = str(len(found))
        if link:
            answer.headers["Link"] = f'<{link}>; rel="next"'
        return answer

    def _json(self, release: Release, rows: list[Row], total: int, following: str | None) -> Response:
        settings = self._site.catalogue.settings
        said = {
            "network": settings.source or settings.name,
            "data": _kind(self._site.catalogue),
            "release": release.name,
            "as_of": self._site.releases.last_day(release),
            "total": total,
            "next": following,
            "rows": rows,
        }
        return Response(orjson.dumps(said), mimetype="application/json")

    def _csv(self, names: Sequence[str], rows: list[Row]) -> Response:
        lines, columns = io.StringIO(), [*names, "data"]
        writer = csv.writer(lines)
        writer.writerow(columns)
        kind = _kind(self._site.catalogue)
        writer.writerows([_cell(row.get(column, kind)) for column in columns] for row in rows)
        return Response(lines.getvalue().encode(), mimetype="text/csv")

    def releases(self, _said: Said, _release: Release) -> list[Row]:
        """Return the releases, the newest reports first."""
        last_day = self._site.releases.last_day
        return [{"release": one.name, "as_of": last_day(one)} for one in self.published.releases()]

    def indicators(self, _said: Said, release: Release) -> list[Row]:
        """Return the indicators whose figures are open, with their names and definitions in each language."""
        catalogue = self.published.catalogue(release)
        rows = []
        for code in self.published.indicators(release):
            row: Row = {"indicator": code, "unit": catalogue.indicators[code].unit}
            for part in ("name", "definition"):
                row |= {f"{part}_{one}": self._site.text(one)[f"indicator.{code}.{part}"] for one in self._languages}
            rows.append(row)
        return rows

    def territories(self, _said: Said, release: Release) -> list[Row]:
        """Return the territories with their names in each language."""
        found = self.published.catalogue(release).territories
        return [
            {"territory": code, **{f"name_{language}": one.name(language) for language in self._languages}}
            for code, one in found.items()
        ]

    def figures(self, said: Said, release: Release) -> list[Row]:
        """Return the figures of an indicator: of the network, of some territories, or of each."""
        territories = self.published.catalogue(release).territories
        code = said.one_of("indicator", self.published.indicators(release))
        wanted = said.some_of("territory", {*territories, EVERY})
        start, end = said.month("from"), said.month("to")
        if said.wrong:
            return []
        frame = self.published.figures(release, code)
        codes = tuple(territories) if EVERY in wanted else wanted or (NETWORK,)
        frame = frame[frame["territory"].isin(codes)]
        if start:
            frame = frame[frame["period"] >= start.period]
        if end:
            frame = frame[frame["period"] <= end.period]
        return [
            {
                "release": release.name,
                "indicator": code,
                "territory": territory or None,
                "month": str(Month.from_period(period)),
                "value": None if pd.isna(value) else _plain(value),
                "status": status,
                "reported": reported,
                "expected": expected,
            }
            for territory, period, value, reported, expected, status in frame.itertuples(index=False, name=None)
        ]

    @property
    def _languages(self) -> tuple[str, ...]:
        return self._site.languages


def add_open_data(door: Door, site: Site) -> None:
    """Serve open data to everybody."""
    data = OpenData(site, Turns(MOST_A_MINUTE))
    named = tuple(f"name_{one}" for one in site.languages)
    defined = tuple(f"definition_{one}" for one in site.languages)
    offered = {
        "releases": Table(("release", "as_of"), (), data.releases),
        "indicators": Table(("indicator", "unit", *named, *defined), (), data.indicators),
        "territories": Table(("territory", *named), (), data.territories),
        "figures": Table(FIGURE, ("indicator", "territory", "from", "to"), data.figures),
    }
    for name, table in offered.items():
        for form in ("json", "csv"):
            door.route("anyone", f"{AT}{name}.{form}", f"open-{name}-{form}")(_answering(data, form, table))

    @door.route("anyone", f"{AT}openapi.json", "open-description")
    def description() -> Response:
        return _open(Response(DESCRIPTION.read_bytes(), mimetype="application/json"))


def _answering(data: OpenData, form: str, table: Table) -> Callable[[], Response]:
    return lambda: _open(data.answer(form, table))


def _open(answer: Response) -> Response:
    """Return the answer as one that programs of any site may read; it may change, and is asked for anew."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, no-cache"
    if answer.status_code == 200:
        answer.add_etag()
        answer.make_conditional(request)
    return answer


def _plain(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _kind(catalogue: Catalogue) -> str:
    """Return what the figures are: reported by libraries, or invented to show how this works."""
    return "demonstration" if catalogue.settings.demonstration else "reported"


def _cell(value: Value) -> Value:
    return "" if value is None else harmless(value) if isinstance(value, str) else value


def _problem(status: int, said: Sequence[str]) -> Response:
    titles = {_WRONG: "Bad Request", _NOT_FOUND: "Not Found", _TOO_MANY: "Too Many Requests"}
    body = {"type": "about:blank", "title": titles[status], "status": status, "detail": " ".join(said), "errors": said}
    return Response(orjson.dumps(body), status, mimetype="application/problem+json")
