"""A list and the totals of its report must come to the same (M27); where not, both are told with their cells."""

from __future__ import annotations

from data.provenance import cell_name, unpack_cell
from etl.collect import Collected
from etl.lists.declared import ListTotal, list_totals
from etl.lists.records import Amount, Money, ReadList, Record
from etl.reports import Report

_TOLERANCE = 0.005  # of money written with two decimals
_THOUSAND = 1_000.0


def check_agreement(out: Collected) -> None:
    """Hold every list of the file against the figures of its library and period."""
    values: dict[tuple[str, int], dict[str, float]] = {}
    for (_kind, library, period), listed in out.lists.items():
        report = out.reports.get((library, period))
        if report is None or not listed.agrees_with:
            continue
        if (library, period) not in values:
            values[library, period] = _values(report)
        known = values[library, period]
        told = [(code, known[code]) for code in listed.agrees_with if code in known]
        if listed.records:
            for indicator, value in told:
                _check(indicator, value, listed, report, out)
        else:
            _tell_empty([(code, value) for code, value in told if value], listed, report, out)


def _values(report: Report) -> dict[str, float]:
    """Return the reported figures that lists can be held against, by indicator; a plain row stays plain."""
    totals = list_totals()
    if report.plain is None:
        given = (one for one in report.readings if one.indicator in totals and not one.category)
        return {one.indicator: one.value for one in given if one.value is not None}
    places, values = report.plain.plan.places, report.plain.values
    found = ((code, values[places[code, ""]]) for code in totals if (code, "") in places)
    return {code: value for code, value in found if value == value}  # an empty cell of a plain row is no number


def _tell_empty(told: list[tuple[str, float]], listed: ReadList, report: Report, out: Collected) -> None:
    """Note a list left empty by a sender who counted something, once for the list."""
    if told and (figure := report.figure(told[0][0])):
        sheet, where = _place(told[0][0], listed, out)
        out.problem_at(
            "list-empty", figure, found=f"{told[0][1]:g}", indicator=told[0][0], list_sheet=sheet, list_cells=where
        )


def _check(indicator: str, value: float, listed: ReadList, report: Report, out: Collected) -> None:
    total = list_totals()[indicator]
    counted = count(total, listed)
    if counted is None or abs(value - counted) <= _TOLERANCE:
        return
    if total.may_hold_less and counted < value:
        return
    kind = "list-differs"
    if counted and value and _THOUSAND in (round(value / counted, 3), round(counted / value, 3)):
        kind = "list-thousandfold"
    sheet, where = _place(indicator, listed, out)
    figure = report.figure(indicator)
    if figure is not None:
        out.problem_at(
            kind, figure, found=f"{value:g}", indicator=indicator, listed=counted, list_sheet=sheet, list_cells=where
        )


def count(total: ListTotal, listed: ReadList) -> float | None:
    """Return what a total follows to from a list, or None where a record does not say what it needs."""
    wanted: list[Record] = []
    for record in listed.records:
        if record.parent is not None:
            continue
        if not total.where:
            wanted.append(record)
            continue
        answers = [(record.text(name), codes) for name, codes in total.where.items()]
        if any(answer is not None and answer not in codes for answer, codes in answers):
            continue
        if any(answer is None for answer, _codes in answers) and _matters(total, record):
            return None
        wanted.append(record)
    if total.sum is None:
        return float(sum(1 for record in wanted if total.filled is None or record.values.get(total.filled)))
    amounts = [(record, record.values.get(total.sum)) for record in wanted]
    values = [_in_reporting(record, amount) for record, amount in amounts if isinstance(amount, Amount | Money)]
    if total.list == "events" and len(values) < len(amounts):
        return None
    return round(sum(value for value in values if value is not None), 2) if None not in values else None


def _matters(total: ListTotal, record: Record) -> bool:
    """True when a record that does not answer could change the total."""
    return total.sum is None or bool(record.amount(total.sum).value)


def _in_reporting(record: Record, amount: Amount | Money) -> float | None:
    if amount.value is None:
        return None
    exchange = record.exchange
    return amount.value * exchange.rate if exchange else amount.value


def _place(indicator: str, listed: ReadList, out: Collected) -> tuple[str, str]:
    """Return the sheet of a list and the cells of it that a total follows from; of an empty one its header."""
    total = list_totals()[indicator]
    name = total.sum or total.filled or next(iter(total.where), next(iter(listed.columns)))
    cells = [listed.cell(record, name) for record in listed.records] or [listed.header]
    sheet, first, column = unpack_cell(cells[0])
    last = unpack_cell(cells[-1])[1]
    where = cell_name(first, column) if first == last else f"{cell_name(first, column)}:{cell_name(last, column)}"
    return out.sheet_names[sheet], where
