"""Texts on a slide: paragraphs in the language of the page, the words that describe a picture, the speaker's notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from dashboard.exports.slides.safe import clean
from dashboard.exports.slides.sheet import INK, SOFT, Box

_LANGUAGES = {
    "ro": MSO_LANGUAGE_ID.ROMANIAN,
    "ru": MSO_LANGUAGE_ID.RUSSIAN,
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
}


class Look(NamedTuple):
    """How a paragraph looks."""

    size: float = 18
    colour: RGBColor = INK
    bold: bool = False
    before: float = 0  # points above it
    align: PP_ALIGN = PP_ALIGN.LEFT


SMALL = Look(12, SOFT)
_LONGEST_NAME = 120


def add_text(slide: Slide, box: Box, paragraphs: Sequence[tuple[str, Look]], language: str, *, name: str) -> Shape:
    """Return a text box of these paragraphs, wrapped, from its top; `name` is what the selection pane calls it."""
    shape = slide.shapes.add_textbox(*(Inches(inches) for inches in box))
    call(shape, name)
    fill(shape.text_frame, paragraphs, language)
    return shape


def fill(frame: TextFrame, paragraphs: Sequence[tuple[str, Look]], language: str) -> None:
    """Write the paragraphs into a frame without margins."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, (words, look) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        write(paragraph, words, look, language)


def write(paragraph: _Paragraph, words: str, look: Look, language: str) -> None:
    """Write words into an empty paragraph as one run in their language."""
    paragraph.alignment = look.align
    paragraph.space_before = Pt(look.before)
    run = paragraph.add_run()
    run.text = clean(words)
    run.font.size, run.font.bold = Pt(look.size), look.bold
    run.font.color.rgb = look.colour
    speak(run.font, language)


def speak(font: object, language: str) -> None:
    """Say in which language a text is, for spelling and for voices; a language unknown here says nothing."""
    if language in _LANGUAGES:
        font.language_id = _LANGUAGES[language]  # type: ignore[attr-defined]


def call(shape: BaseShape, name: str) -> None:
    """Name a shape for the selection pane."""
    shape.name = clean(name)[:_LONGEST_NAME]


def describe(shape: BaseShape, words: str) -> None:
    """Give a picture, chart or table its alternative text."""
    shape.element.find(f".//{qn('p:cNvPr')}").set("descr", clean(words))


def unstyled(shape: BaseShape) -> None:
    """Take the theme's shadow and edge away from a drawn shape: it has what was given to it and nothing else."""
    style = shape.element.find(qn("p:style"))
    if style is not None:
        shape.element.remove(style)


def say(slide: Slide, paragraphs: Sequence[str], language: str) -> None:
    """Write the speaker's notes."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    for place, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(words)
        speak(run.font, language)
