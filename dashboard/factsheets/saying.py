"""The sentences of a fact sheet: what it is about, how much, how much more than a year before or why nobody can say."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import segno

from dashboard.asked import Asked
from dashboard.factsheets.material import Material, Place
from dashboard.papers import embargo_until, library_name, period_words, territory_name
from dashboard.words import words
from data.campaign.windows import stage_months
from data.catalogue import Catalogue
from data.formats import change, money
from data.panel import Comparison
from data.wording import Text, read_texts

TEXT = Path(__file__).parent / "text"


def place_name(asked: Asked, place: Place) -> str:
    """Return what a sheet is about: the library's name, or the libraries of a territory."""
    if place.kind == "library":
        return library_name(asked, place.name)
    return asked.text.format("factsheet.territory", name=territory_name(asked, place.code))


def labels(material: Material, text: Text) -> tuple[str, ...]:
    """Return what whoever quotes the material must know: that it is made up, that it is under embargo."""
    made_up, embargo = material.catalogue.settings.demonstration, embargo_until(material.embargo, text)
    said = (text["demonstration.label"] if made_up else "", embargo.words if embargo else "")
    return tuple(words for words in said if words)


def stage_words(asked: Asked) -> str:
    """Return the stage whose months are exactly those asked for, with the months; "" where there is none."""
    if asked.months is None:
        return ""
    for campaign in asked.catalogue.campaigns.values():
        for stage in campaign.stages:
            within = stage_months(stage)
            if (within[0], within[-1]) == asked.months:
                name = asked.text[f"stage.{campaign.code}.{stage.code}.name"]
                return asked.text.format("factsheet.stage", stage=name, months=period_words(asked))
    return ""


def said_change(text: Text, place: Place, comparison: Comparison) -> str:
    """Return the change on the same months with its panel, the plain one where it differs, or why there is none."""
    if comparison.change_pct is None:
        return text[f"factsheet.no_change.{_why_not(comparison)}"]
    said_so = change(comparison.change_pct, text.language)
    if place.kind == "library":
        same = text.plural("factsheet.same_months", comparison.pairs, change=said_so)
    else:
        same = text.plural("card.same_libraries", comparison.libraries, change=said_so)
    if not comparison.differs or comparison.naive_change_pct is None:
        return same
    return text.format("card.naive", same=same, change=change(comparison.naive_change_pct, text.language))


def _why_not(comparison: Comparison) -> str:
    if comparison.pairs:
        return "zero"
    return "new" if comparison.naive_before is None else "gaps"


def lead(asked: Asked, place: Place, code: str, comparison: Comparison) -> str:
    text, value = asked.text, comparison.naive_value
    if value is None:
        return text["finding.none"]
    unit = asked.catalogue.indicators[code].unit
    amount = text.plural(f"unit.{unit}", value)
    if comparison.change_pct is None:
        return text.format("factsheet.lead", amount=amount, period=period_words(asked))
    said_so, period = change(comparison.change_pct, asked.language), period_words(asked)
    if place.kind == "library" and comparison.pairs < comparison.reported:
        return text.plural("factsheet.lead_some", comparison.pairs, amount=amount, period=period, change=said_so)
    return text.format(f"factsheet.lead_change.{place.kind}", amount=amount, period=period, change=said_so)


def amount_of_money(asked: Asked, value: float) -> str:
    return money(value, asked.language, asked.catalogue.settings.currency)


@lru_cache(maxsize=16)
def _own(language: str) -> dict[str, str]:
    return read_texts(TEXT / f"{language}.toml")


def sheet_words(catalogue: Catalogue, language: str) -> Text:
    """Return the words of sheets: those of pages and their own."""
    return Text(language, {**words(catalogue, language).texts, **_own(language)})


def own_words(language: str) -> Text:
    """Return the words of sheets alone, for what is said before a network is known."""
    return Text(language, _own(language))


def qr(address: str) -> str:
    """Return a QR code as an SVG document."""
    drawn_code = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn_code, kind="svg", border=0, xmldecl=False, scale=4)
    return drawn_code.getvalue().decode()
