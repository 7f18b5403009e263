"""Late months of a comparison in words: which reports are missing, what they weigh, and what is taken of them."""

from __future__ import annotations

from collections.abc import Sequence

from data.formats import change, month_name, percent
from data.late import LateMonth
from data.panel import Comparison
from data.periods import Month
from data.wording import Text

_YEAR = 12


def late_in_words(comparison: Comparison, text: Text) -> tuple[str, ...]:
    """Return the sentence that names the late months of a change with their weight, or nothing where there is none.

    Where their missing part is carried forward, it says so, and what the change would be over the reports alone.
    """
    if comparison.change_pct is None or comparison.as_reported_pct is None or not comparison.late:
        return ()
    carried, others = ([month for month in comparison.late if bool(month.before) is told] for told in (True, False))
    if not carried:
        return (text.format("late.missing", months=_months(others, text)),)
    alone = change(comparison.as_reported_pct, text.language)
    said = [text.format("late.missing", months=_months(carried, text)), text.format("late.carried", change=alone)]
    if others:
        said.append(text.format("late.few", months=_months(others, text)))
    return (" ".join(said),)


def _months(late: Sequence[LateMonth], text: Text) -> str:
    return text["late.join"].join(_month(month, text) for month in late)


def _month(late: LateMonth, text: Text) -> str:
    month = Month.from_period(late.period)
    return text.format(
        "late.month",
        month=month_name(month, text.language),
        base=month_name(month.plus(-_YEAR), text.language),
        libraries=text.plural("count.libraries", late.libraries),
        weight=percent(late.weight, text.language, 0),
    )
