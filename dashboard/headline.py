"""The headline figures of a selection: which indicators, their totals and comparable change, as cards and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.asked import Asked
from dashboard.content import Card
from dashboard.papers import period_words
from dashboard.passports import stamped
from data.coverage import THRESHOLD, Coverage, Figure
from data.formats import change, number, percent
from data.panel import Comparison, compare
from data.queries.figure import RECEIVED
from data.queries.reported import reported_indicators
from data.wording import Text

# In this order, those that the network reports. They are different things and are never added to one another.
PREFERRED = ("V01", "E02", "S02", "C01", "L01")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator over the whole selection, and against the same months a year before."""

    code: str
    figure: Figure
    comparison: Comparison


def headline_codes(asked: Asked) -> list[str]:
    """Return the indicators that stand first, visits before the others; none for a network that reports none."""
    there = reported_indicators(asked.session)
    return [code for code in PREFERRED if code in there][:SHOWN]


def headlines(asked: Asked) -> tuple[Headline, ...]:
    """Return the headline figures of the selection, visits first."""
    return tuple(headline(asked, code) for code in headline_codes(asked))


def headline(asked: Asked, code: str) -> Headline:
    """Return an indicator over the selection; raises ForbiddenAggregation where its rule forbids the sum."""
    found = compare(asked.session, asked.catalogue, code, asked.selection, annual=asked.annual)
    return Headline(code, Figure(found.naive_value, found.reported, found.expected), found)


def never_added(asked: Asked, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the sentence that says why the figures are kept apart, or nothing where there is one only."""
    if len(codes) < 2:
        return ()
    people = set(codes) >= {"V01", "E02"}
    return (asked.text["sentence.apart" if people else "sentence.different"],)


def nothing_reported(found: tuple[Headline, ...]) -> bool:
    """Return True where not one of the figures has a report behind it."""
    return all(one.figure.reported == 0 for one in found)


def cards(asked: Asked, found: tuple[Headline, ...]) -> tuple[Card, ...]:
    """Return a card for each figure, and one for the reporting rate of the first."""
    made = [_card(asked, one) for one in found]
    return (*made, _reporting(asked, found[0])) if found else ()


def _card(asked: Asked, shown: Headline) -> Card:
    text, value = asked.text, shown.figure.value
    card = Card(
        key=shown.code,
        label=text[f"indicator.{shown.code}.name"],
        value=value,
        shown=text["absent.short"] if value is None else number(value, asked.language),
        note=_said_change(text, shown.comparison),
        coverage=said_coverage(asked, shown.figure.coverage),
        link=asked.address.on("attendance").choosing(measure=_unless_first(asked, shown.code)).href(),
    )
    return stamped(asked, card, shown.code)


def _unless_first(asked: Asked, code: str) -> str:
    """Return what an address must say of an indicator: nothing of the one that stands first anyway."""
    return "" if code == headline_codes(asked)[0] else code


def _reporting(asked: Asked, shown: Headline) -> Card:
    text, coverage = asked.text, shown.figure.coverage
    share = None if coverage.share is None else coverage.share * 100
    card = Card(
        key=RECEIVED,
        label=text["card.reporting"],
        value=share,
        shown=text["absent.short"] if share is None else percent(share, asked.language),
        note=text.format("card.reporting_note", indicator=text[f"indicator.{shown.code}.name"]),
        coverage=_reports(asked, coverage),
        link=asked.address.on("reporting").href(),
    )
    return stamped(asked, card, shown.code, "reporting")


def said_coverage(asked: Asked, coverage: Coverage, *, of_libraries: bool = False) -> str:
    """Return the coverage line, e.g. "Acoperire: 940 din 1.000 de rapoarte (94,0 %)"; `of_libraries`, where libraries
    are counted over several months, each once."""
    text = asked.text
    if coverage.share is None:
        return text["coverage.none"]
    share = percent(coverage.share * 100, text.language)
    return text.format("coverage.line", reports=_reports(asked, coverage, of_libraries=of_libraries), share=share)


def low_coverage(text: Text, coverage: Coverage) -> tuple[str, ...]:
    """Return the warning of a figure that stands on few reports, or nothing."""
    return (text.format("coverage.low", share=percent(THRESHOLD * 100, text.language, 0)),) if coverage.low else ()


def _said_change(text: Text, comparison: Comparison) -> str:
    """Return the comparable change with its panel, and the naive one where it differs by more than a point."""
    if comparison.change_pct is None:
        return text["comparison.none"]
    said = change(comparison.change_pct, text.language)
    same = text.plural("card.same_libraries", comparison.libraries, change=said)
    if not comparison.differs or comparison.naive_change_pct is None:
        return same
    return text.format("card.naive", same=same, change=change(comparison.naive_change_pct, text.language))


def on_same_libraries(text: Text, comparison: Comparison) -> str:
    """Return e.g. "+4,2 % față de aceleași luni ale anului trecut, pe aceleași 870 de biblioteci"; "" without any."""
    if comparison.change_pct is None:
        return ""
    said = change(comparison.change_pct, text.language)
    return text.plural("comparison.same_libraries", comparison.libraries, change=said)


def naive_beside(text: Text, comparison: Comparison) -> tuple[str, ...]:
    """Return the sentence with the naive change where it must stand beside the comparable one, or nothing."""
    naive = comparison.naive_change_pct
    if naive is None or not comparison.differs:
        return ()
    return (text.format("comparison.naive", change=change(naive, text.language)),)


def finding(asked: Asked, shown: Headline) -> str:
    """Return a figure in one sentence: how much, when, the change on the same libraries, and the naive one."""
    text, value = asked.text, shown.figure.value
    if value is None:
        return text["finding.none"]
    amount, period = _amount(asked, shown.code, value), period_words(asked)
    same, naive = on_same_libraries(text, shown.comparison), shown.comparison.naive_change_pct
    if not same:
        return text.format("finding.amount", amount=amount, period=period)
    if naive is None or not shown.comparison.differs:
        return text.format("finding.change", amount=amount, period=period, change=same)
    said = change(naive, text.language)
    return text.format("finding.change_naive", amount=amount, period=period, change=same, naive=said)


def _amount(asked: Asked, code: str, value: float) -> str:
    """Return a value with its unit, or with the name of its indicator where others beside it have the same unit."""
    units = [asked.catalogue.indicators[one].unit for one in headline_codes(asked)]
    unit = asked.catalogue.indicators[code].unit
    if units.count(unit) < 2:
        return asked.text.plural(f"unit.{unit}", value)
    said = {"indicator": asked.text[f"indicator.{code}.short"], "value": number(value, asked.language)}
    return asked.text.format("finding.measured", **said)


def _reports(asked: Asked, coverage: Coverage, *, of_libraries: bool = False) -> str:
    """Return how many of the expected reports came; of a single period, how many libraries, which is the same."""
    key = "coverage.libraries" if of_libraries or _one_period(asked) else "coverage.reports"
    return asked.text.plural(key, coverage.expected, reported=coverage.reported)


def _one_period(asked: Asked) -> bool:
    first_last = asked.months
    if first_last is None:
        return False
    first, last = first_last
    return first.year == last.year if asked.annual else first == last
