"""The passport of a figure: what it is, of which libraries and months, how sure, of which release, how to cite it.

Every figure that leaves carries the id of its passport (data.figure_ids). The id follows from the figure alone, so
that no page has to ask or to write anything for it; the value is asked only when somebody looks the passport up.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.bounds import bounds_of
from data.catalogue import Catalogue
from data.check_letters import UnreadableFigure
from data.coverage import Coverage
from data.figure_ids import EVENT, FigureKey, Said, figure_id, read_id
from data.formats import date_text
from data.measures import parts
from data.passport_words import (
    caveats,
    citation,
    coverage_in_words,
    definition_in_words,
    name_of,
    panel_in_words,
    period_in_words,
    rule_in_words,
    said_in_words,
    value_in_words,
)
from data.queries.chase import HEADLINE
from data.queries.event_tellings import ever_told
from data.queries.figure import figure_value
from data.queries.libraries import library_named
from data.queries.scope import available
from data.selection import known, scope_in_words
from data.wording import Text

__all__ = [
    "FigureKey",
    "OutOfBounds",
    "Passport",
    "UnreadableFigure",
    "figure_id",
    "figure_of",
    "passport",
    "passport_path",
]

_ARITHMETIC = ("code", "unit", "rule", "of", "per", "scale", "by_category")
_VERSION_LETTERS = 6
_BY_CATEGORY: tuple[Said, ...] = ("total", "change", "rate", "reporting")
_ONLY_OF: dict[Said, str] = {  # what is said of one indicator only
    "on_time": "Q02",
    "content": "Q02",
    "taking_part": "K01",
    "listed": "K01",
    "findings": "Q02",
    "refused": "Q02",
    "event": EVENT,
    "sums_received": "A01",
    "sums_pledged": "A01",
    "sums_unstated": "A01",
    "things_received": "A01",
    "things_pledged": "A01",
    "things_unstated": "A01",
    "sums": "A01",
    "partners": "P01",
    "partnerships": "P01",
    "volunteers": "P03",
    "volunteer_hours": "P04",
    "overdue": "Q01",
    "chased": "Q01",
    "replaced": "Q02",
    "answered_anew": "Q02",
    "moved": HEADLINE,
}
_LISTING = ("A01", "P01", "P03")


class OutOfBounds(UnreadableFigure):
    """The figure is of libraries that whoever asks may not see."""


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything that belongs to a figure, in the words of one language."""

    id: str
    figure: FigureKey
    name: str  # of the measure, with its category
    said: str  # what is said of it, e.g. "total of the period"
    definition: str
    rule: str
    version: str  # of the definition: changes when what is counted changes
    scope: str
    period: str
    panel: str  # over which libraries it is
    value: float | None  # protected; None: `shown` and `caveats` say why
    shown: str  # the value as read
    coverage: Coverage
    coverage_words: str
    release: str  # the name of the release it is read in; "": the reports in force today
    as_of: str  # the day of the newest report it can hold
    source: str
    licence: str
    caveats: tuple[str, ...]
    citation: str
    path: str  # of its page on this site


def passport_path(language: str, figure: str) -> str:
    """Return the address of a passport's page on its site."""
    return f"/{language}/figure/{figure}"


def figure_of(written: str, catalogue: Catalogue) -> FigureKey:
    """Return the figure of an id, however it is typed; raises UnreadableFigure.

    A wrong letter is never another figure; nor is anything that this network does not have.
    """
    figure = read_id(written)
    indicator = catalogue.indicators.get(figure.indicator)
    selection, unknown = known(figure.selection, catalogue)
    if indicator is None or unknown or selection != figure.selection:
        raise UnreadableFigure(written)
    categories = {"", *catalogue.categories} if indicator.by_category else {""}
    if figure.said != "event" and figure.category not in categories:
        raise UnreadableFigure(written)
    if not _said_of_it(figure):
        raise UnreadableFigure(written)
    return figure


def _said_of_it(figure: FigureKey) -> bool:
    """Return True where this is ever said of this indicator, its category and its library."""
    if figure.said == "event":
        return bool(figure.category and figure.selection.library) and figure.indicator == _ONLY_OF["event"]
    if figure.category and figure.said not in _BY_CATEGORY:
        return False
    if figure.said == "listing":
        return figure.indicator in _LISTING
    asked = figure.selection
    one = bool(asked.library) or (len(asked.territories) == 1 and not asked.group and not asked.kinds)
    return (one or figure.said != "peers") and figure.indicator == _ONLY_OF.get(figure.said, figure.indicator)


def definition_version(catalogue: Catalogue, indicator: str) -> str:
    """Return a few letters that change when the arithmetic of an indicator, or of one of its parts, changes."""
    codes = (indicator, *parts(catalogue.indicators[indicator]))
    facts = [catalogue.indicators[code].model_dump(mode="json", include=set(_ARITHMETIC)) for code in codes]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:_VERSION_LETTERS]


def passport(session: Session, catalogue: Catalogue, written: str, text: Text, *, release: str = "") -> Passport:
    """Return the passport of an id in the words of `text`; raises UnreadableFigure,
    of libraries outside the bounds of the session OutOfBounds.

    `release` names the release that session and catalogue belong to; "": the reports in force.
    """
    figure = figure_of(written, catalogue)
    if bounds_of(session).narrowed(figure.selection) != figure.selection:
        raise OutOfBounds(written)
    library = library_named(session, figure.selection.library) if figure.selection.library else None
    if (figure.selection.library and library is None) or (figure.said == "event" and not ever_told(session, figure)):
        raise UnreadableFigure(written)
    found, received = figure_value(session, catalogue, figure), available(session).as_of
    said = {
        "id": figure_id(figure),
        "name": name_of(figure, text, found.title),
        "shown": value_in_words(figure, found, catalogue, text),
        "scope": scope_in_words(figure.selection, text, catalogue, library=library.name if library else ""),
        "period": period_in_words(figure, text),
        "coverage": coverage_in_words(figure, found.coverage, text),
        "as_of": date_text(received.date(), text.language) if received else text["absent.short"],
        "source": text["network.source"],
        "path": passport_path(text.language, figure_id(figure)),
        "release": release,
    }
    panel = panel_in_words(figure, found, text)
    return Passport(
        id=said["id"],
        figure=figure,
        name=said["name"],
        said=said_in_words(figure, text),
        definition=definition_in_words(figure, text),
        rule=rule_in_words(figure, catalogue, text),
        version=definition_version(catalogue, figure.indicator),
        scope=said["scope"],
        period=said["period"],
        panel=panel,
        value=found.value,
        shown=said["shown"],
        coverage=found.coverage,
        coverage_words=said["coverage"],
        release=release,
        as_of=said["as_of"],
        source=said["source"],
        licence=catalogue.settings.licence,
        caveats=tuple(caveats(figure, found, catalogue, text)),
        citation=citation(_cited(figure, said, panel, text), catalogue.settings.licence, text),
        path=said["path"],
    )


def _cited(figure: FigureKey, said: dict[str, str], panel: str, text: Text) -> dict[str, str]:
    """Return what a citation says: what is no total says what it is, and a change over which libraries."""
    what = said_in_words(figure, text)
    if figure.said in ("total", "event") or what == said["name"]:
        return said
    coverage = f"{panel} {said['coverage']}" if figure.said in ("change", "peers") else said["coverage"]
    return {**said, "name": text.format("passport.cite.said", name=said["name"], said=what), "coverage": coverage}
