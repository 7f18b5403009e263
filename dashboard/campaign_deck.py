"""A campaign's stage as a deck of about ten slides: what it was, who took part, the verdict as stored, one request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.campaign_verdict import said
from dashboard.campaign_words import Shown
from dashboard.cells import shown as shown_cell
from dashboard.charts.spec import Column, TableSpec
from dashboard.content import Card, PageContent, Slide, page_papers, papers_line, row_figures
from dashboard.exports.papers import PASSPORT
from data.campaign.stored import Stored
from data.formats import date_text
from data.wording import Text

_FAIR = ("name", "date", "attendance", "method", "partners", PASSPORT)
_MONEY = ("A01", "A02")
_TAKING_PART, _ATTENDANCES = "taking_part", "K02"


def slides(shown: Shown, stored: Stored | None, content: PageContent) -> tuple[Slide, ...]:
    """Return the deck of a campaign page; what the page does not have is left out."""
    if content.empty:
        return (_opening(shown, content), _what(shown, content), _verdict(shown, stored, content))
    told = (
        _opening(shown, content),
        _what(shown, content),
        _chart(shown, content, "campaign-territories", _TAKING_PART),
        _chart(shown, content, f"{_ATTENDANCES.lower()}-by-month", _ATTENDANCES),
        _chart(shown, content, "campaign-themes"),
        _verdict(shown, stored, content),
        _chart(shown, content, "campaign-comparisons"),
        _money(shown, content),
        _fair(shown, content),
        _method(shown, content),
        _request(shown, content),
    )
    return tuple(slide for slide in told if slide)


def _opening(shown: Shown, content: PageContent) -> Slide:
    text = shown.asked.text
    return Slide(
        title=shown.name,
        subtitle=text["network.title"],
        points=(content.filters, *([content.empty] if content.empty else [])),
        speaker=(content.finding, *content.sentences),
        papers=page_papers(content, text, content.passport),
        opening=True,
    )


def _what(shown: Shown, content: PageContent) -> Slide:
    """Return what the stage was and which services it promoted; the campaign's other stages stand beneath."""
    text, stage = shown.asked.text, shown.stage
    rows = tuple(
        (
            str(theme.month),
            ", ".join(text[f"category.{code}.name"] for code in theme.categories),
            "" if theme.confirmed else text["deck.unconfirmed"],
        )
        for theme in stage.themes
    )
    columns = (
        Column("month", text["column.month"], "month"),
        Column("theme", text["deck.theme"]),
        Column("note", text["deck.remark"]),
    )
    others = ("; ".join(_stages(shown)),)
    note = text[f"stage.{shown.campaign}.{stage.code}.note"]
    return Slide(
        title=text.plural("deck.what", len(shown.months)) if stage.end else note,
        subtitle=note if stage.end else content.filters,
        table=TableSpec("campaign-stage-themes", text["deck.themes"], columns, rows) if rows else None,
        points=() if rows else others,
        notes=others if rows else (),
        speaker=others,
        papers=page_papers(content, text),
    )


def _stages(shown: Shown) -> Iterator[str]:
    asked, text = shown.asked, shown.asked.text
    for stage in asked.catalogue.campaigns[shown.campaign].stages:
        end = date_text(stage.end, asked.language) if stage.end else text["deck.end_unknown"]
        name = text[f"stage.{shown.campaign}.{stage.code}.short"]
        yield text.format("deck.stage", name=name, start=date_text(stage.start, asked.language), end=end)


def _chart(shown: Shown, content: PageContent, key: str, card: str = "") -> Slide | None:
    """Return a chart of the page; with a card, its number is the title, and the chart's own title goes beneath."""
    text = shown.asked.text
    chart = next((one for one in content.charts if one.key == key), None)
    if chart is None:
        return None
    of = _card(content, card)
    notes = (*((of.note,) if of and card == _TAKING_PART else ()), *((chart.title,) if of else ()), *chart.notes)
    return Slide(
        title=f"{of.label}: {of.shown}" if of else chart.title,
        subtitle=chart.subtitle,
        chart=chart,
        notes=tuple(_sentence(note) for note in notes),
        speaker=(chart.summary, *chart.notes, *((of.coverage,) if of else ()), *row_figures(chart.table, text)),
        papers=papers_line(chart, text),
    )


def _verdict(shown: Shown, stored: Stored | None, content: PageContent) -> Slide:
    """Return the verdict in the very words that were stored, with what it stands on."""
    text = shown.asked.text
    first, *others = said(shown, stored)
    evidence = (shown.verdicts["evidence.inferred"],) if stored else ()
    return Slide(
        title=first,
        subtitle=text["deck.verdict"],
        points=(*others, *evidence),
        speaker=(first, *others),
        papers=page_papers(content, text, content.passport),
    )


def _money(shown: Shown, content: PageContent) -> Slide | None:
    """Return the money of the same months beside the campaign: nothing says that it came because of it."""
    cards = tuple(card for card in content.cards if card.key in _MONEY and card.value is not None)
    if not cards:
        return None
    text = shown.asked.text
    return Slide(
        title=text["deck.money"],
        subtitle=content.filters,
        cards=cards,
        notes=(text["deck.money_note"],),
        speaker=(*(_figure(card, text) for card in cards), text["deck.money_note"]),
        papers=page_papers(content, text),
    )


def _fair(shown: Shown, content: PageContent) -> Slide | None:
    """Return the fair with its parts, in the columns that a slide has room for."""
    table = next((one for one in content.tables if one.key == "campaign-fairs" and one.rows), None)
    if table is None:
        return None
    text = shown.asked.text
    places = [place for place, column in enumerate(table.columns) if column.key in _FAIR]
    part = replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        links=(),
        withheld=frozenset((row, places.index(place)) for row, place in table.withheld if place in places),
    )
    return Slide(
        title=_fair_title(table, text),
        subtitle=table.title,
        table=part,
        notes=(text["campaign.formats_note"],),
        speaker=(text["campaign.formats_note"],),
        papers=page_papers(content, text),
    )


def _fair_title(table: TableSpec, text: Text) -> str:
    """Return the first fair with its attendance, and how this is known."""
    said = {column.key: (cell, column) for cell, column in zip(table.rows[0], table.columns, strict=True)}
    name, (attendance, column), (method, _) = said["name"][0], said["attendance"], said["method"]
    if attendance is None:
        return str(name)
    known = f" ({method})" if method else ""
    return f"{name}: {column.label.lower()} {shown_cell(attendance, column, text)}{known}"


def _method(shown: Shown, content: PageContent) -> Slide:
    text = shown.asked.text
    told = ("page.method.coverage", "page.method.panel", "page.method.apart")
    return Slide(
        title=text["deck.method"],
        subtitle=content.coverage,
        points=tuple(text[key] for key in told),
        speaker=content.sentences,
        papers=page_papers(content, text),
    )


def _request(shown: Shown, content: PageContent) -> Slide:
    """Return the one request, with the figures it rests on."""
    text = shown.asked.text
    cards = (_card(content, key) for key in (_TAKING_PART, _ATTENDANCES))
    figures = [_figure(card, text) for card in cards if card and card.value is not None]
    return Slide(
        title=text["deck.request"],
        subtitle=content.filters,
        points=(text["deck.request_words"], *figures),
        speaker=(text["deck.request_note"],),
        papers=page_papers(content, text),
    )


def _card(content: PageContent, key: str) -> Card | None:
    return next((card for card in content.cards if card.key == key), None)


def _figure(card: Card, text: Text) -> str:
    """Return a figure in a line: its number, what it is a part of or who reported it, its passport."""
    said = [f"{card.label}: {card.shown}", card.note if card.key == _TAKING_PART else card.coverage]
    if card.passport:
        said.append(text.format("passport.figure", id=card.passport))
    return text["selection.separator"].join(said)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
