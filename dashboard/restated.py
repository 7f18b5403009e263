"""What became of a figure since it was published: for each release a line, for the one that is read the causes."""

from __future__ import annotations

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.releases import Releases
from data.bounds import bounds_of
from data.figure_ids import FigureKey
from data.passport_words import value_in_words
from data.queries.figure import figure_value
from data.release.restated_words import said_parts, verdict
from data.release.restating import restatement, standing
from data.release.stored import Release

MOST = 8  # releases, the newest
STATUS, CAUSES = "releases", "causes"


def restated(asked: Asked, figure: FigureKey) -> list[TableSpec]:
    """Return what became of a figure: since the release that is read, with the causes; else since each release."""
    if asked.releases is None:
        return []
    if asked.release is not None and asked.release != asked.newest:
        return [_since(asked, asked.releases, asked.release, figure)]
    lines = [_line(asked, asked.releases, release, figure) for release in asked.releases.shown()[:MOST]]
    if not lines:
        return []
    text = asked.text
    columns = (
        Column("release", text["release.column.release"]),
        Column("as_of", text["release.column.as_of"], "day"),
        Column("shown", text["release.column.shown"]),
        Column("status", text["release.column.status"]),
    )
    links = tuple(asked.address.in_release(str(line[0])).href() for line in lines)
    return [TableSpec(STATUS, text["release.published"], columns, tuple(lines), links)]


def _line(asked: Asked, releases: Releases, release: Release, figure: FigureKey) -> tuple[CellValue, ...]:
    with releases.reading(release, bounds_of(asked.session)) as then:
        found = standing(then, (asked.session, asked.catalogue), figure)
        value = value_in_words(figure, figure_value(*then, figure), then[1], asked.text)
    said = verdict(found, figure, asked.catalogue, asked.text)
    return (release.name, releases.last_day(release), value, said)


def _since(asked: Asked, releases: Releases, release: Release, figure: FigureKey) -> TableSpec:
    with releases.reading(asked.newest, bounds_of(asked.session)) as now:
        found = restatement((asked.session, asked.catalogue), now, figure)
        parts = said_parts(found, figure, now[1], asked.text)
        said = verdict(found, figure, now[1], asked.text)
    text = asked.text
    columns = tuple(Column(name, text[f"release.column.{name}"]) for name in ("cause", "amount", "behind"))
    rows = tuple((part.cause, part.amount, part.behind) for part in parts)
    title = text.format("release.since", release=release.name, verdict=said)
    return TableSpec(CAUSES, title, columns, rows)
