"""Slides -> a PowerPoint file: the finding as title, what is shown, its caveats, its papers, the speaker's notes."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Drawn

from dashboard.cells import WITHHELD
from dashboard.content import Card, PageContent, Slide
from dashboard.exports.slides import sheet, tables
from dashboard.exports.slides.charts import add_charts
from dashboard.exports.slides.maps import add_map
from dashboard.exports.slides.safe import clean
from dashboard.exports.slides.texts import SMALL, Look, add_text, fill, say
from data.wording import Text

_TITLE_SIZES = ((60, 28.0), (120, 24.0), (190, 20.0))  # letters up to which a title has this size
_SMALLEST_TITLE = 18.0
_LONGEST_PROPERTY = 255
_LINE = 105  # letters in a line of a subtitle
_NOTES = 250  # letters of notes, in two lines
_MUCH = 500  # letters of points, beyond which they are written smaller
_CARDS_ACROSS = 3


def deck_of(slides: Sequence[Slide], content: PageContent, text: Text) -> bytes:
    """Return the file; `content` is the page that the slides tell of."""
    deck = sheet.blank()
    _properties(deck, slides, content, text)
    for slide in slides:
        drawn = _opened(deck, slide, text) if slide.opening else _told(deck, slide, text)
        if label := text["selection.separator"].join(content.labels):
            look = Look(12, sheet.ORANGE_INK, bold=True, align=PP_ALIGN.LEFT if slide.opening else PP_ALIGN.RIGHT)
            add_text(drawn, sheet.LABEL, [(label, look)], text.language, name=label)
        spoken = [words for words in (*slide.speaker, slide.papers, label) if words]
        say(drawn, spoken, text.language)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _properties(deck: Deck, slides: Sequence[Slide], content: PageContent, text: Text) -> None:
    said = deck.core_properties
    title = slides[0].title if slides else content.title
    said.title, said.subject, said.comments = (
        clean(words)[:_LONGEST_PROPERTY] for words in (title, content.filters, "; ".join(content.labels))
    )
    said.author, said.last_modified_by = text["product.name"], text["product.name"]
    said.language, said.keywords = text.language, ""


def _opened(deck: Deck, slide: Slide, text: Text) -> Drawn:
    """Draw the first slide."""
    drawn = deck.slides.add_slide(sheet.opening(deck))
    title, words = drawn.shapes.title, drawn.placeholders[1]
    size = 36.0 if len(slide.title) <= 90 else 28.0 if len(slide.title) <= 190 else 24.0
    if title is not None:
        fill(title.text_frame, [(slide.title, Look(size, sheet.BLUE, bold=True))], text.language)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    paragraphs = [(slide.subtitle, Look(20, sheet.INK, bold=True))] if slide.subtitle else []
    paragraphs += [(point, Look(18, sheet.INK, before=8)) for point in slide.points]
    paragraphs.append((slide.papers, Look(14, sheet.SOFT, before=14)))
    fill(words.text_frame, paragraphs, text.language)
    return drawn


def _told(deck: Deck, slide: Slide, text: Text) -> Drawn:
    """Draw any other slide."""
    drawn, language = deck.slides.add_slide(sheet.content(deck)), text.language
    title = drawn.shapes.title
    if title is not None:
        look = Look(_title_size(slide.title), sheet.BLUE, bold=True)
        fill(title.text_frame, [(slide.title, look)], language)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    if slide.subtitle:
        look = Look(16 if len(slide.subtitle) <= _LINE else 13, sheet.SOFT)
        add_text(
            drawn,
            sheet.SUBTITLE,
            [(slide.subtitle, look)],
            language,
            name=slide.subtitle,
        )
    cut = _body(drawn, slide, text)
    notes = _that_fit((*([cut] if cut else []), *slide.notes))
    if notes:
        add_text(drawn, sheet.NOTES, [(notes, SMALL)], language, name=notes)
    add_text(drawn, sheet.PAPERS, [(slide.papers, Look(11, sheet.SOFT))], language, name=slide.papers)
    _number(drawn)
    return drawn


def _title_size(title: str) -> float:
    return next((size for letters, size in _TITLE_SIZES if len(title) <= letters), _SMALLEST_TITLE)


def _body(drawn: Drawn, slide: Slide, text: Text) -> str:
    """Draw what the slide shows; return what is to be said of it: what is withheld, what had no room."""
    box = sheet.BODY
    if slide.cards:
        _cards(drawn, slide.cards, box, text)
    if slide.points:
        size = 16.0 if sum(len(point) for point in slide.points) > _MUCH else 20.0
        paragraphs = [(point, Look(size, before=10)) for point in slide.points]
        add_text(drawn, box, paragraphs, text.language, name=text["slides.points"])
    if slide.table is not None:
        fit = tables.add_table(drawn, slide.table, box, text)
        said = _shown(fit, len(slide.table.rows), text)
        withheld = any(row < fit for row, _ in slide.table.withheld)
        return f"{WITHHELD} {text['export.withheld']} {said}".strip() if withheld else said
    return _chart(drawn, slide, text) if slide.chart is not None else ""


def _chart(drawn: Drawn, slide: Slide, text: Text) -> str:
    spec, box = slide.chart, sheet.BODY
    if spec is None:
        return ""
    if not any(value is not None for series in spec.series for value in series.values):
        add_text(drawn, box, [(text["chart.empty"], Look(20))], text.language, name=text["chart.empty"])
        return ""
    if spec.kind == "heat":
        rows, months = tables.add_heat(drawn, spec, box, text)
        return _shown(rows, len(spec.series), text) or _shown(months, len(spec.categories), text, "slides.shown_last")
    panels = add_map(drawn, spec, box, text) if spec.kind == "map" else add_charts(drawn, spec, box, text)
    return _shown(panels.shown, panels.rows, text)


def _shown(shown: int, rows: int, text: Text, key: str = "slides.shown_first") -> str:
    return text.format(key, n=shown, all=rows) if shown < rows else ""


def _cards(drawn: Drawn, cards: Sequence[Card], box: sheet.Box, text: Text) -> None:
    """Write the numbers large, each with its change and its coverage."""
    rows = -(-len(cards) // _CARDS_ACROSS)
    wide, tall = box.width / _CARDS_ACROSS, box.height / max(1, rows)
    for place, card in enumerate(cards):
        left = box.left + place % _CARDS_ACROSS * wide
        part = sheet.Box(left, box.top + place // _CARDS_ACROSS * tall, wide - 0.3, tall - 0.1)
        paragraphs = [
            (card.label, Look(16, sheet.INK)),
            (card.shown, Look(36, sheet.BLUE, bold=True)),
            (card.note, Look(14, sheet.INK)),
            (card.coverage, Look(12, sheet.SOFT, before=2)),
            (text.format("passport.figure", id=card.passport) if card.passport else "", Look(12, sheet.SOFT)),
        ]
        add_text(drawn, part, [one for one in paragraphs if one[0]], text.language, name=card.label)


def _that_fit(notes: Sequence[str]) -> str:
    """Return the first notes for which two lines have room; the speaker has them all."""
    kept: list[str] = []
    for note in notes:
        if sum(len(one) + 1 for one in kept) + len(note) <= _NOTES:
            kept.append(note)
    return " ".join(kept)


def _number(drawn: Drawn) -> None:
    """Let the slide show its number: a field of its layout, which python-pptx leaves behind."""
    for shape in drawn.slide_layout.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}")
        if kind is not None and kind.get("type") == "sldNum":
            number = copy.deepcopy(shape.element)
            number.find(f".//{qn('p:cNvPr')}").set("id", str(max(one.shape_id for one in drawn.shapes) + 1))
            drawn.shapes._spTree.append(number)
