"""The tables of the method page, generated from the declarations: indicators, rules, states, checks, sources."""

from __future__ import annotations

from typing import get_args

from dashboard.asked import Asked
from dashboard.cells import MARKS
from dashboard.charts.spec import CellValue, Column, TableSpec
from data.credits import Credit, Kind
from data.formats import month_name, month_range, period_name
from data.forms import load_forms
from data.measures import OVER_MONTHS
from data.models import Indicator
from data.periods import Month, is_year
from data.problem_words import in_general
from data.queries.findings import SEVERITIES
from data.queries.reported import reported_periods
from data.states import State

_STANDARDS = ("11620", "16439")  # an indicator names one of these, else a clause of ISO 2789
_KINDS = get_args(Kind)
_REPORTS = "reports"  # the unit of what is counted from the reports themselves


def method_tables(asked: Asked) -> tuple[TableSpec, ...]:
    """Return all tables of the page; the first is the one of the .csv."""
    return (_indicators(asked), _rules(asked), _states(asked), _marks(asked), _checks(asked), _credits(asked))


def _indicators(asked: Asked) -> TableSpec:
    text = asked.text
    columns = (
        Column("indicator", text["column.indicator"]),
        Column("definition", text["column.definition"]),
        Column("how", text["method.column.how"]),
        Column("unit", text["column.unit"]),
        Column("iso", text["column.iso"]),
        Column("history", text["method.column.history"]),
        Column("limits", text["method.column.limits"]),
    )
    asking, held = _asking(asked), reported_periods(asked.session)
    rows = tuple(
        (
            text[f"indicator.{code}.name"],
            text[f"indicator.{code}.definition"],
            _how(asked, one),
            text[f"unit.{one.unit}.name"],
            _standard(asked, one.iso),
            _history(asked, one, asking.get(code, ()), held.get(code)),
            " ".join(text[f"limit.{limit}"] for limit in one.limits) or None,
        )
        for code, one in asked.catalogue.indicators.items()
    )
    return TableSpec("indicators", text["table.indicators"], columns, rows)


def _how(asked: Asked, one: Indicator) -> str:
    """Return the rule of an indicator, with its parts where it is computed and its whole where it is a part."""
    text = asked.text
    rule = text[f"rule.{one.rule}.name"]
    if one.part_of:
        return f"{rule}; {text.format('method.part', whole=text[f'indicator.{one.part_of}.name'])}"
    if not one.of or one.per is None:
        return rule
    of = text["method.plus"].join(text[f"indicator.{code}.name"] for code in one.of)
    key = "method.formula_scale" if one.scale != 1 else "method.formula"
    formula = text.format(key, of=of, per=text[f"indicator.{one.per}.name"], **_scale(one))
    return f"{rule}: {formula}"


def _scale(one: Indicator) -> dict[str, int]:
    return {"scale": one.scale} if one.scale != 1 else {}


def _standard(asked: Asked, iso: str | None) -> str | None:
    if iso is None:
        return None
    return f"ISO {iso}" if iso in _STANDARDS else asked.text.format("method.iso_clause", clause=iso)


def _asking(asked: Asked) -> dict[str, list[str]]:
    """Return, for each indicator, the names of the forms that ask it."""
    found: dict[str, list[str]] = {}
    for form in load_forms(asked.catalogue.folder).values():
        name = f"{asked.text[f'form.{form.code}']} ({form.name})"
        for code in dict.fromkeys((*form.indicators, *form.children.values(), *form.by_category)):
            found.setdefault(code, []).append(name)
    return found


def _history(asked: Asked, one: Indicator, forms: list[str] | tuple[()], held: tuple[int, int] | None) -> str:
    """Return since when an indicator is defined, what it replaces, who asks it, and which periods are here."""
    text = asked.text
    said = [text.format("method.since", month=month_name(one.since, asked.language))]
    if one.until:
        said.append(text.format("method.until", month=month_name(one.until, asked.language)))
    if one.replaces:
        said.append(text.format("method.replaces", indicator=text[f"indicator.{one.replaces}.name"]))
    if one.rule == "ratio":
        return " ".join([*said, text["method.computed"]])
    if one.unit == _REPORTS:
        return " ".join([*said, text["method.counted"]])
    said.append(text.format("method.forms", forms=", ".join(forms)) if forms else text["method.unasked"])
    said.append(text.format("method.held", period=_periods(asked, *held)) if held else text["method.not_here"])
    return " ".join(said)


def _periods(asked: Asked, first: int, last: int) -> str:
    """Return the first and last stored period as read; a year is no month, so that years and months stand apart."""
    if is_year(first) or is_year(last) or first == last:
        names = dict.fromkeys(period_name(period, asked.language) for period in (first, last))
        return "–".join(names)
    return month_range(Month.from_period(first), Month.from_period(last), asked.language)


def _rules(asked: Asked) -> TableSpec:
    text = asked.text
    rows = tuple((text[f"rule.{rule}.name"], text[f"rule.{rule}.explanation"]) for rule in OVER_MONTHS)
    columns = (Column("rule", text["column.rule"]), Column("meaning", text["column.meaning"]))
    return TableSpec("rules", text["table.rules"], columns, rows)


def _states(asked: Asked) -> TableSpec:
    text = asked.text
    names = [state.name.lower() for state in State]
    rows = tuple((text[f"state.{name}.name"], text[f"state.{name}.explanation"]) for name in names)
    columns = (Column("state", text["column.state"]), Column("meaning", text["column.meaning"]))
    return TableSpec("states", text["table.states"], columns, rows)


def _marks(asked: Asked) -> TableSpec:
    """Return what stands in files where there is no number."""
    text = asked.text
    rows = tuple((mark, text[f"export.{meaning}"]) for mark, meaning in MARKS.items())
    columns = (Column("mark", text["export.mark"]), Column("meaning", text["export.meaning"]))
    return TableSpec("marks", text["table.marks"], columns, rows)


def _checks(asked: Asked) -> TableSpec:
    """Return every kind of problem, the gravest first, in the order of their declaration."""
    text = asked.text
    columns = tuple(Column(key, text[f"method.column.{key}"]) for key in ("check", "says", "remedy", "severity"))
    ordered = sorted(asked.catalogue.checks.values(), key=lambda one: SEVERITIES.index(one.severity))
    rows = tuple((*in_general(one.code, asked.language), text[f"reporting.severity.{one.severity}"]) for one in ordered)
    return TableSpec("checks", text["method.checks"], columns, rows)


def _credits(asked: Asked) -> TableSpec:
    """Return the network's own reports, then what others made, data first."""
    text, settings = asked.text, asked.catalogue.settings
    columns = tuple(
        Column(key, text[f"method.column.{key}"]) for key in ("source", "use", "kindof", "cited", "licence")
    )
    own = (
        text["method.own"], text["method.own_use"], text["method.kind.data"], text["network.source"],
        settings.licence or text["method.none_stated"],
    )  # fmt: skip
    ordered = sorted(asked.catalogue.credits.values(), key=lambda one: _KINDS.index(one.kind))
    return TableSpec("credits", text["method.credits"], columns, (own, *(_credit(asked, one) for one in ordered)))


def _credit(asked: Asked, one: Credit) -> tuple[CellValue, ...]:
    text = asked.text
    name, use = text[f"credit.{one.code}.name"], text[f"credit.{one.code}.use"]
    return (name, use, text[f"method.kind.{one.kind}"], one.credit, one.licence or text["method.none_stated"])
