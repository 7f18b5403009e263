"""The slides of a page: what it says first, its numbers, each chart, each table that no chart shows."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.content import PageContent, Slide, page_papers, papers_line, row_figures
from dashboard.exports.papers import passports_said
from data.wording import Text


def slides_of(content: PageContent, text: Text) -> tuple[Slide, ...]:
    """Return the deck of a page: its own where it has one; of one chart or table alone, one slide."""
    if content.slides:
        return content.slides
    drawn = {chart.table.key for chart in content.charts}
    figures = [chart_slide(chart, text) for chart in content.charts]
    figures += [table_slide(table, content, text) for table in content.tables if table.key not in drawn]
    if content.part:
        return tuple(figures)
    return (opening(content, text), *_numbers(content, text), *figures)


def opening(content: PageContent, text: Text) -> Slide:
    """Return the first slide: the finding, over which libraries and months, and how sure that is."""
    points = (content.filters, content.empty)
    return Slide(
        title=content.finding or content.title,
        subtitle=content.title if content.finding else content.source,
        points=tuple(point for point in points if point),
        speaker=(*content.sentences, *content.notices),
        papers=page_papers(content, text, content.passport),
        opening=True,
    )


def _numbers(content: PageContent, text: Text) -> Iterator[Slide]:
    if content.cards:
        yield Slide(
            title=content.title,
            subtitle=content.filters,
            cards=content.cards,
            speaker=(*content.sentences, *(f"{card.label}: {card.shown}. {card.coverage}" for card in content.cards)),
            papers=page_papers(content, text),
        )


def chart_slide(chart: ChartSpec, text: Text) -> Slide:
    """Return a chart as a slide; its notes go to the speaker whole, also where the slide has no room for all."""
    return Slide(
        title=chart.title,
        subtitle=chart.subtitle,
        chart=chart,
        notes=chart.notes,
        speaker=(chart.summary, *chart.notes, chart.coverage, *row_figures(chart.table, text)),
        papers=papers_line(chart, text),
    )


def table_slide(table: TableSpec, content: PageContent, text: Text) -> Slide:
    """Return a table as a slide."""
    return Slide(
        title=table.title,
        subtitle=content.filters,
        table=table,
        speaker=(*content.sentences, content.coverage),
        papers=page_papers(content, text, passports_said(content, table, text)),
    )
