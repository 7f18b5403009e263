"""A finding as a sentence: one of the fixed list of text/<language>.toml, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.campaign.results import Estimate, Finding, SpoiledMonth, Unreported
from data.formats import change, month_name, percent
from data.periods import Month
from data.wording import Text

TEXT = Path(__file__).parent / "text"
_UNSIGNED = ("growth", "description-growth", "description-decline")  # whose words say the direction
_TOLD = 10.0  # percent: less missing weight is usual and moves little


def verdict(finding: Finding, text: Text) -> str:
    """Return the verdict as read; `text` holds the words of this folder and the names of indicators."""
    if finding.estimate is None:
        return text.format("verdict.any.not-enough", missing=text[f"missing.{finding.missing}"])
    shared = finding.verdict in ("doubted", "not-enough")
    key = f"verdict.{'any' if shared else finding.design}.{finding.verdict}"
    low, high = interval(finding.estimate, text)
    return text.format(
        key,
        outcome=text[f"indicator.{finding.outcome}.name"],
        percent=_difference(finding, text),
        low=low,
        high=high,
        libraries=text.plural("libraries", finding.estimate.libraries),
        doubts=" ".join(text[f"doubt.{code}"] for code in finding.doubts),
    )


def interval(estimate: Estimate, text: Text) -> tuple[str, str]:
    """Return both ends of the interval as read; a dash for an end that cannot be told."""
    ends = (estimate.low, estimate.high)
    low, high = (text["absent.short"] if end is None else change(end, text.language) for end in ends)
    return low, high


def spoiled(month: SpoiledMonth, text: Text) -> str:
    """Return why a month is left out or flagged, as read."""
    names = {name: month_name(Month.parse(getattr(month, name)), text.language) for name in ("month", "base")}
    action = "dropped" if month.dropped else "lessened" if month.lessened else "flagged"
    return f"{text.format(f'spoiled.{month.why}', **names, detail=month.detail)} ({text[f'spoiled.{action}']})"


def missing_weight(months: Sequence[Unreported], text: Text, *, least: float = _TOLD) -> str:
    """Return which months lack figures of how many libraries, and what these weighed a year before; "" for few."""
    told = [
        text.format(
            "said.unreported_month",
            month=month_name(Month.parse(one.month), text.language),
            base=month_name(Month.parse(one.base), text.language),
            libraries=text.plural("libraries", one.libraries),
            weight=percent(one.weight, text.language),
        )
        for one in months
        if one.weight >= least
    ]
    return text.format("said.unreported", months="; ".join(told)) if told else ""


def _difference(finding: Finding, text: Text) -> str:
    value = finding.estimate.percent if finding.estimate else 0.0
    unsigned = finding.verdict in _UNSIGNED
    return percent(abs(value), text.language) if unsigned else change(value, text.language)
