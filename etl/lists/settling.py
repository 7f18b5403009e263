"""What is settled once a whole list is read: fairs and their activities, hosts, days, children, money, consent."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable
from datetime import date

from data.periods import is_year
from data.provenance import cell_name, unpack_cell
from etl.collect import Collected
from etl.identify import Identifier
from etl.lists.declared import list_kinds
from etl.lists.hosts import find_hosts
from etl.lists.money import convert
from etl.lists.numbering import find_parents
from etl.lists.records import ReadList

_FEWEST_OUTSIDE = 3  # days outside the month before another month is suspected
_FEWEST_COUNTED = 5  # events said to be counted before their roundness says anything
_ROUND_FROM, _ROUND_TO = 20, 10  # attendance from which on, and to what, people round
_ROUND_SHARE = 0.8


def settle(out: Collected, identifier: Identifier) -> None:
    """Settle every list of the file, telling what its sender should know."""
    steps: dict[str, tuple[Callable[[ReadList], None], ...]] = {
        "events": (
            _take_signs_of_estimation,
            lambda listed: _tell_lost_parents(listed, out),
            lambda listed: find_hosts(listed, out, identifier),
            lambda listed: _check_days(listed, out),
            lambda listed: _check_children(listed, out),
            lambda listed: _check_rounding(listed, out),
        ),
        "advocacy": (lambda listed: _check_days(listed, out), lambda listed: convert(listed, out)),
        "stories": (lambda listed: _ask_consent(listed, out),),
    }
    for listed in out.lists.values():
        if "category" in list_kinds()[listed.kind].fields:
            _classify(listed, out)
        for step in steps.get(listed.kind, ()) if listed.records else ():
            step(listed)


def _classify(listed: ReadList, out: Collected) -> None:
    """Give records that name no category the unclassified one: it is shown, never dropped."""
    for record in listed.records:
        if not record.several("category"):
            record.values["category"] = (out.catalogue.unclassified,)


def _take_signs_of_estimation(listed: ReadList) -> None:
    """Let "≈120" be an estimate where no column says how people were counted, or another one."""
    for record in listed.records:
        if "said_estimated" in record.values:
            record.values["counted"] = "estimated"


def _tell_lost_parents(listed: ReadList, out: Collected) -> None:
    for record in find_parents(listed.records):
        name = "parent" if record.text("parent") else "number"
        out.problem_in("parent-missing", listed.cell(record, name), found=record.text(name))


def _check_days(listed: ReadList, out: Collected) -> None:
    """Ask about days outside the month of the report (M16): each, or the month itself where most lie in another."""
    if is_year(listed.period):
        return
    year, month = divmod(listed.period, 100)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    dated = [(record, span) for record in listed.records if (span := record.span("date"))]
    outside = [(record, span) for record, span in dated if span.end < first or span.start > last]
    months = Counter(span.start.year * 100 + span.start.month for _record, span in outside)
    other, count = months.most_common(1)[0] if months else (0, 0)
    if count >= _FEWEST_OUTSIDE and count * 2 > len(dated):
        cell = listed.cell(outside[0][0], "date")
        out.problem_in(
            "list-of-another-month", cell, found=str(count), other_period=other, period=listed.period, dated=len(dated)
        )
        return
    for record, span in outside:
        found = f"{span.start:%d.%m.%Y}"
        out.problem_in("date-outside-month", listed.cell(record, "date"), found=found, period=listed.period)


def _check_children(listed: ReadList, out: Collected) -> None:
    """Tell each event with more children than participants, naming both cells (M22)."""
    for record in listed.records:
        whole, part = record.amount("participants").value, record.amount("children").value
        if whole is not None and part is not None and part > whole:
            _, row, column = unpack_cell(listed.cell(record, "participants"))
            out.problem_in(
                "part-exceeds-whole", listed.cell(record, "children"), found=f"{part:g}",
                whole=f"{whole:g}", whole_cell=cell_name(row, column),
            )  # fmt: skip


def _check_rounding(listed: ReadList, out: Collected) -> None:
    """Note a list whose events are said to be counted and nearly all end in 0 (M07): such figures are estimates."""
    counted = [
        (record, value)
        for record in listed.records
        if record.text("counted") == "counted" and (value := record.amount("participants").value) is not None
        if value >= _ROUND_FROM
    ]
    round_ones = [record for record, value in counted if value % _ROUND_TO == 0]
    if len(counted) >= _FEWEST_COUNTED and len(round_ones) >= _ROUND_SHARE * len(counted):
        cell = listed.cell(round_ones[0], "participants")
        out.problem_in("rounded-attendance", cell, found=str(len(round_ones)), counted=len(counted))


def _ask_consent(listed: ReadList, out: Collected) -> None:
    for record in listed.records:
        if record.text("consent") is None:
            out.problem_in("no-consent", listed.cell(record, "consent"), found=record.text("title"))
