"""A passport in words: the value as read, over which libraries, what to know before quoting it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from data.catalogue import Catalogue
from data.coverage import THRESHOLD, Coverage
from data.figure_ids import FigureKey, Said
from data.formats import change, date_text, month_range, number, percent
from data.late_words import late_in_words
from data.queries.figure import FOUND, RATES, RECEIVED, SHARES, FigureValue, of_reports
from data.queries.listed_figures import COUNTED, MONEY
from data.queries.populations import Inhabitants
from data.wording import Text

_OWN_NAMES = ("on_time", "content", "taking_part", "listed", *FOUND, *COUNTED)  # said of one thing only
_OWN_UNITS: dict[Said, str] = {
    "findings": "passport.problems",
    "refused": "passport.problems",
    "sums": "passport.unit.sums",
    "partnerships": "passport.unit.partnerships",
    "listing": "passport.unit.libraries",
    "overdue": "unit.reports",
    "chased": "passport.unit.libraries",
    "replaced": "unit.reports",
    "answered_anew": "unit.reports",
}
_ADDED = (
    "sums_received", "sums_pledged", "sums_unstated", "things_received", "things_pledged", "things_unstated",
    "volunteer_hours", "moved",
)  # fmt: skip
_PANELS: dict[Said, str] = {
    "event": "event",
    "overdue": "reporting",
    "chased": "reporting",
    "replaced": "reports",
    "answered_anew": "reports",
    "moved": "reports",
}


def name_of(figure: FigureKey, text: Text, title: str = "") -> str:
    """Return what is measured, with its service category, e.g. "Service participations: digital skills".

    `title`: of the event that it is of, where it is known.
    """
    if title:
        return text.format("passport.event", title=title)
    if figure.said in _OWN_NAMES or (figure.said, figure.indicator) == ("reporting", RECEIVED):
        return said_in_words(figure, text)
    name = text[f"indicator.{figure.indicator}.name"]
    return f"{name}: {text[f'category.{figure.category}.name']}" if figure.category else name


def said_in_words(figure: FigureKey, text: Text) -> str:
    """Return what is said of the measure, e.g. "Total of the period"; reports that give it are not all that came."""
    if figure.said == "reporting" and figure.indicator != RECEIVED:
        return text["passport.said.giving_it"]
    return text[f"passport.said.{_kind(figure)}"]


def _kind(figure: FigureKey) -> str:
    """Return what is said, of a territory beside its peers as of its own kind."""
    return "peers_territory" if figure.said == "peers" and not figure.selection.library else figure.said


def value_in_words(figure: FigureKey, found: FigureValue, catalogue: Catalogue, text: Text) -> str:
    """Return a value as read, with its unit; or in a word why there is none."""
    if found.withheld:
        return text["passport.withheld"]
    if found.forbidden is not None:
        return text["passport.not_added"]
    if found.replaced is not None:
        return text["passport.replaced"]
    if found.value is None:
        return text["absent.long"]
    said = amount(figure, found.value, catalogue, text)
    return f"{said} ({text[f'count_method.{found.known}.name']})" if found.known == "estimated" else said


def amount(figure: FigureKey, value: float, catalogue: Catalogue, text: Text) -> str:
    """Return an amount of a figure with its unit."""
    if figure.said == "change":
        return change(value, text.language)
    if figure.said in SHARES:
        return percent(value, text.language, decimals(figure, catalogue))
    if figure.said in RATES:
        return text.format(f"passport.{figure.said}", value=number(value, text.language, 1))
    unit = "unit." + catalogue.indicators[figure.indicator].unit
    unit = _OWN_UNITS.get(figure.said, unit)
    sign = "+" if figure.said == "moved" and value > 0 else ""
    return sign + text.plural(unit, value, decimals=decimals(figure, catalogue))


def decimals(figure: FigureKey, catalogue: Catalogue) -> int:
    """Return how many decimals a figure is shown with."""
    indicator = catalogue.indicators[figure.indicator]
    if figure.said in COUNTED:
        return int(figure.said == "volunteer_hours")
    if figure.said in ("taking_part", "listed", "peers", *FOUND):
        return 0
    whole = figure.said == "total" and indicator.whole and indicator.rule not in ("ratio", "weighted_mean")
    return 0 if whole else 1


def period_in_words(figure: FigureKey, text: Text) -> str:
    """Return the months of a figure as read; of annual reports their years."""
    first, last = figure.selection.start, figure.selection.end
    if first is None or last is None:
        return text["selection.all_months"]
    if not figure.annual:
        return month_range(first, last, text.language)
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def coverage_in_words(figure: FigureKey, coverage: Coverage, text: Text) -> str:
    """Return the coverage line, e.g. "Coverage: 940 of 1,000 reports (94.0%)"; of who took part, in libraries."""
    if coverage.share is None:
        return text["coverage.none"]
    counted = "coverage.libraries" if figure.said == "taking_part" else "coverage.reports"
    reports = text.plural(counted, coverage.expected, reported=coverage.reported)
    return text.format("coverage.line", reports=reports, share=percent(coverage.share * 100, text.language))


def panel_in_words(figure: FigureKey, found: FigureValue, text: Text) -> str:
    """Return over which libraries a figure is."""
    if found.libraries is not None:
        return text.plural(f"passport.panel.{_kind(figure)}", found.libraries)
    if figure.said in RATES and found.people is not None and found.people.value is not None:
        return text.plural("passport.panel.rate", found.people.value, years=_years(found.people))
    if figure.said in COUNTED:
        return text[f"passport.panel.{_PANELS.get(figure.said, 'lists')}"]
    if figure.said in ("listed", *FOUND):
        return text["passport.panel.listed" if figure.said == "listed" else "passport.panel.findings"]
    return text["passport.panel.reporting" if of_reports(figure) else "passport.panel.total"]


def definition_in_words(figure: FigureKey, text: Text) -> str:
    """Return what a figure counts."""
    own = figure.said in FOUND or figure.said in COUNTED
    return text[f"passport.definition.{figure.said}" if own else f"indicator.{figure.indicator}.definition"]


def rule_in_words(figure: FigureKey, catalogue: Catalogue, text: Text) -> str:
    """Return how a figure is added up."""
    if figure.said in SHARES:
        return text["passport.rule.share"]
    if figure.said == "event":
        return text["passport.rule.event"]
    if figure.said in _ADDED:
        return text["passport.rule.money" if figure.indicator == MONEY else "rule.sum.explanation"]
    if figure.said in ("listed", *FOUND, *COUNTED) or of_reports(figure):
        return text["passport.rule.counted"]
    return text[f"rule.{catalogue.indicators[figure.indicator].rule}.explanation"]


def caveats(figure: FigureKey, found: FigureValue, catalogue: Catalogue, text: Text) -> Iterator[str]:
    """Yield what a reader should know before quoting the figure, the weightiest first."""
    if catalogue.settings.demonstration:
        yield text["passport.caveat.demonstration"]
    if found.withheld:
        yield text["passport.caveat.withheld"]
    if found.forbidden is not None:
        yield text[f"passport.caveat.forbidden_{found.forbidden.reason}"]
    if found.coverage.low:
        yield text.format("coverage.low", share=percent(THRESHOLD * 100, text.language, 0))
    naive = found.comparison.naive_change_pct if found.comparison and found.comparison.differs else None
    if naive is not None:
        yield text.format("comparison.naive", change=change(naive, text.language))
    if found.comparison is not None:
        yield from late_in_words(found.comparison, text)
    if found.people is not None:
        yield from _of_inhabitants(found.people, text)
    group = catalogue.groups.get(figure.selection.group or "")
    if group is not None and not group.confirmed:
        yield text["passport.caveat.group"]
    if figure.said in ("taking_part", "listed", "peers"):
        yield text[f"passport.caveat.{figure.said}"]
    if figure.said in COUNTED:
        yield from _of_lists(figure, text)
    if found.replaced is not None:
        yield text.format("passport.caveat.replaced", day=date_text(found.replaced, text.language))
    if found.known == "estimated":
        yield text["passport.caveat.estimated"]
    rule = catalogue.indicators[figure.indicator].rule
    if figure.said == "total" and rule in ("sum", "unique") and not of_reports(figure):
        yield text["passport.caveat.counts" if rule == "sum" else "passport.caveat.people"]


def _of_lists(figure: FigureKey, text: Text) -> Iterator[str]:
    if figure.said == "volunteers" and figure.selection.start != figure.selection.end:
        yield text["passport.caveat.forbidden_months"]
    if figure.indicator == MONEY:
        yield text["passport.caveat.money"]
    if figure.said in ("partners", "overdue", "chased"):
        yield text[f"passport.caveat.{figure.said}"]


def citation(said: dict[str, str], licence: str, text: Text) -> str:
    """Return the line by which a figure is cited; `said` holds name, shown, scope, period, coverage, as_of, source, id,
    path and release, as in the passport."""
    dated = text.format("passport.cite.release" if said["release"] else "passport.cite.as_of", **said)
    parts = [text.format("passport.cite.figure", **said), dated, text.format("passport.cite.id", **said)]
    said_all = " ".join([*parts, text.format("passport.cite.licence", licence=licence)] if licence else parts)
    return said_all.replace("..", ".")  # a Russian date ends in a full stop of its own


def _of_inhabitants(people: Inhabitants, text: Text) -> Iterator[str]:
    if people.value is None:
        yield text["passport.caveat.no_inhabitants"]
    elif people.derived:
        yield text["passport.caveat.derived"]


def _years(people: Inhabitants) -> str:
    return ", ".join(str(year) for year in people.years)
