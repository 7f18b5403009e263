"""Why a figure is what it is, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from data.formats import month_range, period_name
from data.queries.sources import Source
from etl.terminal.printing import plain
from etl.tracing.asked import Period
from etl.tracing.printing import Printing, place
from etl.tracing.why import Part, Why


def shown_why(why: Why, printing: Printing) -> RenderableType:
    """Return a figure, where it stands, what else was said, what it is made of."""
    said = printing.said
    subject = why.subject.name if why.subject.kind == "all" else f"{why.subject.name} ({why.subject.code})"
    question = printing.question(why.indicator, why.category)
    title = said.format("trace.title.why", indicator=question, subject=subject, period=_period(why.period, printing))
    shown: list[RenderableType] = [printing.titled(title), _figure(why, printing)]
    if len(why.sources) == 1:
        shown.append(_source(why.sources[0], printing))
    elif why.sources:
        shown += [Line(said["trace.sum_of_cells"]), _cells(why.sources, printing)]
    if why.earlier:
        shown += ["", _earlier(why, printing)]
    if why.refused:
        shown += ["", Line(said["trace.refused_files"], style="bold"), *map(plain, why.refused)]
        shown.append(Line(said["trace.refused_hint"], style="dim"))
    if why.parts:
        shown += ["", _parts(why, printing)]
    return Group(*shown)


def _figure(why: Why, printing: Printing) -> Line:
    said = printing.said
    if why.value is None:
        return Line(said[f"trace.absent.{why.absent or 'total'}"])
    value = Line(printing.number(why.value), style="bold")
    if why.parts:
        value.append(f"   {said['trace.reports']}: {printing.counts(why.reported, why.expected)}", style="not bold")
    return value


def _source(source: Source, printing: Printing) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column()
    for key, value in _facts(source, printing):
        grid.add_row(printing.said[f"trace.{key}"], plain(value))
    return grid


def _facts(source: Source, printing: Printing) -> Iterator[tuple[str, str]]:
    said, value = printing.said, source.said
    yield "file", source.file
    yield "place", place(value)
    if value.raw is not None:
        yield "raw", value.raw
    if value.reason is not None:
        number, absent = printing.number, said["absent.short"]
        values = {
            "source": absent if value.source is None else number(value.source),
            "value": absent if value.value is None else number(value.value),
        }
        reason = value.reason.get(said.language) or next(iter(value.reason.values()), "")
        yield "corrected", said.format("trace.corrected_value", **values, reason=reason)
    yield "received", printing.moment(source.received_at)
    yield "version", str(source.version)


def _cells(sources: tuple[Source, ...], printing: Printing) -> Table:
    right = ("value", "version")
    table = printing.table(None, "category", "value", "place", "file", "version", right=right)
    for source in sources:
        name = printing.said[f"category.{source.category}.name"] if source.category else ""
        row = (name, printing.value(source.said), place(source.said), source.file, str(source.version))
        table.add_row(*map(plain, row))
    return table


def _earlier(why: Why, printing: Printing) -> Table:
    said = printing.said
    categories = ("category",) if any(one.category for one in why.earlier) else ()
    columns = ("version", "status", "received", *categories, "value", "place", "file")
    table = printing.table(Line(said["trace.other_versions"], style="bold"), *columns, right=("value",))
    for one in why.earlier:
        category = said[f"category.{one.category}.name"] if one.category else ""
        row = (
            str(one.version), said[f"trace.statuses.{one.status}"], printing.moment(one.received_at),
            *((category,) if categories else ()), printing.value(one.said), place(one.said), one.file,
        )  # fmt: skip
        table.add_row(*map(plain, row))
    return table


def _parts(why: Why, printing: Printing) -> Table:
    cells = any(part.sources for part in why.parts)
    title = Line(printing.said["trace.parts"], style="bold")
    columns = ("part", "value", "reports", *(("place", "file") if cells else ()))
    table = printing.table(title, *columns, right=("value", "reports"))
    for part in why.parts:
        value = printing.said["absent.short"] if part.value is None else printing.number(part.value)
        row = (_named(part, printing), value, printing.counts(part.reported, part.expected))
        table.add_row(*map(plain, (*row, *(_where(part) if cells else ()))))
    return table


def _where(part: Part) -> tuple[str, str]:
    """Return sheet and cell, and file, of the first of a part's cells, and how many more there are."""
    if not part.sources:
        return "", ""
    more = f" (+{len(part.sources) - 1})" if len(part.sources) > 1 else ""
    return place(part.sources[0].said) + more, part.sources[0].file


def _named(part: Part, printing: Printing) -> str:
    if part.kind == "library":
        return f"{part.code} {part.name}"
    if part.kind == "indicator":
        return printing.said[f"indicator.{part.code}.name"]
    if part.kind == "period":
        return period_name(int(part.code), printing.said.language)
    territory = printing.catalogue.territories.get(part.code)
    return territory.name(printing.said.language) if territory else part.code


def _period(period: Period, printing: Printing) -> str:
    if period.annual:
        return str(period.start.year)
    return month_range(period.start, period.end, printing.said.language)
