"""The sheet that all slides are written on: its size, its colours, its letters, its two layouts."""

from __future__ import annotations

from typing import NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches, Pt

from dashboard.charts.render.template import COLOURS

WIDTH, HEIGHT = 13.333, 7.5  # inches
LETTERS = "Arial"  # on every machine, with all Romanian and Cyrillic letters
BLUE = RGBColor.from_string(COLOURS[0][1:])
ORANGE_INK = RGBColor(0xB3, 0x46, 0x0E)  # the orange of the product, dark enough for letters
INK, SOFT, LINE = RGBColor(0x1D, 0x27, 0x33), RGBColor(0x4A, 0x55, 0x61), RGBColor(0xC9, 0xCF, 0xD6)
_BAR = 0.35  # inches
_OPENING, _CONTENT = "Title Slide", "Title Only"
_THEME_COLOURS = {"1F497D": "12436D", "EEECE1": "E3ECF5"} | dict(
    zip(("4F81BD", "C0504D", "9BBB59", "8064A2"), (colour[1:] for colour in COLOURS), strict=True)
)


class Box(NamedTuple):
    """A place on the sheet, in inches."""

    left: float
    top: float
    width: float
    height: float


EDGE = 0.6
_WIDE = WIDTH - 2 * EDGE
LABEL = Box(EDGE, 0.2, _WIDE, 0.3)
TITLE = Box(EDGE, 0.48, _WIDE, 1.0)
SUBTITLE = Box(EDGE, 1.52, _WIDE, 0.4)
BODY = Box(EDGE, 2.02, _WIDE, 4.18)
NOTES = Box(EDGE, 6.26, _WIDE, 0.52)
PAPERS = Box(EDGE, 6.86, _WIDE - 0.9, 0.42)
_NUMBER = Box(WIDTH - EDGE - 0.8, 6.86, 0.8, 0.34)
_OPENING_TITLE = Box(1.1, 1.5, 11.1, 1.9)
_OPENING_WORDS = Box(1.1, 3.55, 11.1, 2.6)


def blank() -> Deck:
    """Return a presentation without slides in the product's colours: a layout that opens, and one with a title."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _colour(deck.slide_master)
    for layout in list(deck.slide_layouts):
        if layout.name not in (_OPENING, _CONTENT):
            deck.slide_layouts.remove(layout)
    for place in (deck.slide_master, *deck.slide_layouts):
        _keep_only_number(place)
    _place(deck.slide_master, 0, TITLE)
    _place(deck.slide_master, 1, BODY)
    _place(opening(deck), 0, _OPENING_TITLE)
    _place(opening(deck), 1, _OPENING_WORDS)
    _letters_of_titles(deck.slide_master)
    _bar(opening(deck))
    return deck


def opening(deck: Deck) -> SlideLayout:
    """Return the layout of the first slide."""
    return _named(deck, _OPENING)


def content(deck: Deck) -> SlideLayout:
    """Return the layout of all other slides."""
    return _named(deck, _CONTENT)


def _named(deck: Deck, name: str) -> SlideLayout:
    layout = deck.slide_layouts.get_by_name(name)
    if layout is None:
        raise LookupError(f"the presentation has no layout {name!r}")
    return layout


def _colour(master: SlideMaster) -> None:
    """Put the product's colours and letters into the theme, so that what people add looks alike."""
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    said = theme.blob.decode()
    for old, new in _THEME_COLOURS.items():
        said = said.replace(f'<a:srgbClr val="{old}"/>', f'<a:srgbClr val="{new}"/>')
    theme.blob = said.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{LETTERS}"/>').encode()


def _keep_only_number(place: SlideMaster | SlideLayout) -> None:
    """Take date and footer away: the papers of a figure stand there; the number of the slide stays, at its edge."""
    for shape in list(place.placeholders):
        kind = shape.element.find(f".//{qn('p:ph')}").get("type")
        if kind in ("dt", "ftr"):
            shape.element.getparent().remove(shape.element)
        elif kind == "sldNum":
            _put(shape, _NUMBER)


def _place(place: SlideMaster | SlideLayout, number: int, box: Box) -> None:
    _put(next(shape for shape in place.placeholders if shape.placeholder_format.idx == number), box)


def _put(shape: object, box: Box) -> None:
    for name, inches in box._asdict().items():
        setattr(shape, name, Inches(inches))


def _bar(layout: SlideLayout) -> None:
    """Draw the product's blue along the left edge; a layout has no words for shapes of its own."""
    place = f'<a:off x="0" y="0"/><a:ext cx="{Inches(_BAR)}" cy="{Inches(HEIGHT)}"/>'
    look = f'<a:xfrm>{place}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    named = '<p:nvSpPr><p:cNvPr id="99" name="Vitrina"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    ground = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    tree = layout.shapes._spTree
    tree.insert(2, parse_xml(f"<p:sp {nsdecls('p', 'a')}>{named}<p:spPr>{look}{ground}</p:spPr></p:sp>"))


def _letters_of_titles(master: SlideMaster) -> None:
    """Let titles begin at the left, bold, in the product's blue."""
    for style in master.element.iter(qn("p:titleStyle")):
        for paragraph in style.iter(qn("a:lvl1pPr")):
            paragraph.set("algn", "l")
            for run in paragraph.iter(qn("a:defRPr")):
                run.set("sz", str(int(Pt(28).pt * 100)))
                run.set("b", "1")
                for colour in run.iter(qn("a:schemeClr")):
                    colour.set("val", "tx2")
