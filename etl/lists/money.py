"""Money in the reporting currency, at the rate the network declares for its day; the rate stays with the amount."""

from __future__ import annotations

from datetime import date

from data.periods import Month, is_year
from etl.collect import Collected
from etl.lists.records import Exchange, Money, ReadList, Record


def convert(listed: ReadList, out: Collected) -> None:
    """Give each row its currency and, for a foreign one, the rate of its day; a currency without a rate is told."""
    reporting = out.catalogue.settings.currency
    for record in listed.records:
        currency = _currency(record) or reporting
        record.values["currency"] = currency
        if currency == reporting:
            continue
        named = next((name for name in ("amount", "in_kind") if record.amount(name).value is not None), None)
        if named is None:
            continue
        day, cell = _day(record, listed.period), listed.cell(record, named)
        found = f"{record.amount(named).value:g} {currency}"
        rate = out.catalogue.rate(currency, day)
        if rate is None:
            record.values["unconverted"] = currency
            out.problem_in("no-exchange-rate", cell, found=found, day=f"{day:%d.%m.%Y}", currency=reporting)
        else:
            record.values["exchange"] = Exchange(rate.rate, rate.since)
            amount = (record.amount(named).value or 0.0) * rate.rate
            out.problem_in(
                "converted-money", cell, found=found, converted=round(amount, 2), rate=rate.rate, currency=reporting
            )


def _currency(record: Record) -> str | None:
    """Return the currency that an amount's cell names, else the one its column says."""
    for name in ("amount", "in_kind"):
        value = record.values.get(name)
        if isinstance(value, Money) and value.currency:
            return value.currency
    return record.text("currency")


def _day(record: Record, period: int) -> date:
    """Return the day of the row, else the first of the report's month or year."""
    span = record.span("date")
    if span is not None:
        return span.start
    return date(period, 1, 1) if is_year(period) else Month.from_period(period).first_day
