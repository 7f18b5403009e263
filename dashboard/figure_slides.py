"""A figure as slides: the number with what to know before quoting it, then its passport, then what stands beside it.

The list of places is left out: it is too long for a slide.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.charts.spec import TableSpec
from dashboard.content import PageContent, Slide, page_papers
from dashboard.figure_places import PLACES
from dashboard.restated import STATUS
from data.wording import Text


def figure_slides(content: PageContent, status: tuple[str, ...], text: Text) -> tuple[Slide, ...]:
    """Return the deck of a passport; `status` are the keys of the tables that say whether it is still valid."""
    return tuple(_slides(content, status, text))


def _slides(content: PageContent, status: tuple[str, ...], text: Text) -> Iterator[Slide]:
    card, passport = content.cards[0], content.tables[0]
    papers = page_papers(content, text, card.passport)
    told = [line for table in content.tables[1:] if table.key in status for line in _became(table)]
    facts, (_, citation) = passport.rows[:-1], passport.rows[-1]
    yield Slide(
        title=f"{card.label}: {card.shown}",
        subtitle=card.note,
        points=(*told, *content.sentences),
        speaker=(str(citation), *(f"{name}: {said}" for name, said in facts)),
        papers=papers,
    )
    for table in content.tables:
        if table.rows and table.key != PLACES:
            yield Slide(
                title=table.title, subtitle=content.filters, table=table, speaker=(str(citation),), papers=papers
            )


def _became(table: TableSpec) -> list[str]:
    """Return whether a figure is still valid: a line a release, else what the title of the table says."""
    return [f"{row[0]}: {row[-1]}" for row in table.rows] if table.key == STATUS else [table.title]
