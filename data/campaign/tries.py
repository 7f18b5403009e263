"""What was tried to break a finding, in words and numbers: read on the page, in passports and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from data.campaign.results import Estimate, Finding
from data.formats import change, month_name, percent
from data.periods import Month
from data.wording import Text


class Tried(NamedTuple):
    """An attempt to break a finding: what was done, and what the estimate then was, in per cent."""

    label: str
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    placebo: bool = False  # where there was nothing to find


def tries(finding: Finding, text: Text) -> Iterator[Tried]:
    """Yield what was tried to break a finding, and what it came to; `text` as for a verdict."""
    for placebo in finding.placebos:
        earlier = placebo.kind == "earlier-year"
        of = month_name(Month.parse(placebo.of), text.language) if earlier else text[f"category.{placebo.of}.name"]
        yield _tried(text.format(f"tried.{placebo.kind}", of=of), placebo.estimate, placebo=True)
    for one in finding.variants:
        yield _tried(text[f"tried.{one.kind}"], one.estimate)
    if finding.influence:
        label = text.format("tried.without-library", library=finding.influence.library)
        yield Tried(label, finding.influence.percent_without)
    if finding.permutation_p is not None:
        yield Tried(text.format("tried.permuted", share=percent(100 * finding.permutation_p, text.language)))


def in_words(tried: Tried, text: Text) -> str:
    """Return an attempt as a line: what was done, what the estimate then was, and between what it lies."""
    said = tried.label
    if tried.percent is not None:
        said = f"{said}: {change(tried.percent, text.language)}"
    if tried.low is not None and tried.high is not None:
        ends = {"low": change(tried.low, text.language), "high": change(tried.high, text.language)}
        said = f"{said} ({text.format('tried.range', **ends)})"
    return said


def _tried(label: str, estimate: Estimate, *, placebo: bool = False) -> Tried:
    return Tried(label, estimate.percent, estimate.low, estimate.high, placebo)
