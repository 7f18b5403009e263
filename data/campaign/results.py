"""What an evaluation comes to, as plain data: stored as JSON, read by pages, printed by the command line."""

from __future__ import annotations

from typing import Literal

from data.campaign.effect_ids import Design
from data.campaign.estimate.effect import Effect
from data.models import Declared

Verdict = Literal[
    "growth", "decline", "not-conclusive", "doubted", "description-growth", "description-decline", "description-level",
    "not-enough",
]  # fmt: skip
Doubted = Literal["placebo", "trend", "permutation", "one-library", "relabelled", "both-ways", "coverage"]
Missing = Literal[
    "no-figures", "few-libraries", "few-months", "no-others", "no-theme", "same-dose", "no-annual", "circular",
]  # fmt: skip


class Estimate(Declared):
    """A change or effect in percent with its 95 % interval; None for an end that cannot be told."""

    percent: float
    low: float | None
    high: float | None
    error: float | None  # standard error of the logarithm
    p_value: float | None
    libraries: int
    clusters: int

    @classmethod
    def of(cls, effect: Effect) -> Estimate:
        """Return a multiplicative effect as it is shown and stored."""
        low, high = effect.percent_interval if effect.error < _UNTELLABLE else (None, None)
        told = low is not None
        return cls(
            percent=effect.percent,
            low=low,
            high=high,
            error=effect.error if told else None,
            p_value=effect.p_value if told else None,
            libraries=effect.units,
            clusters=effect.clusters,
        )

    @property
    def conclusive(self) -> bool:
        """True when the interval leaves out no effect."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


_UNTELLABLE = 100.0  # a standard error of a logarithm beyond which an interval says nothing


class SpoiledMonth(Declared):
    """A month whose comparison is spoiled, why, and whether the rule dropped it, lessened it or only flags it."""

    month: str
    base: str
    why: str
    detail: str
    dropped: bool
    lessened: bool = False


class Placebo(Declared):
    """The same computation where there was nothing to find: in an earlier year, or on a category never promoted."""

    kind: Literal["earlier-year", "category"]
    of: str  # the first month, or the category
    estimate: Estimate


class Variant(Declared):
    """The same computation with one thing changed."""

    kind: Literal[
        "without-flagged", "without-late", "with-dropped", "complete-reports", "without-largest", "by-territory"
    ]
    estimate: Estimate


class Influence(Declared):
    """The library without which the estimate moves most, and where it would move to."""

    library: str
    percent_without: float


class Relabelling(Declared):
    """What the promoted category gained beyond the trend of its libraries, and what the others lost, in attendances."""

    gained: float
    others_changed: float
    share: float | None  # of the gain that the others lost; None where nothing was gained


class Point(Declared):
    """A point of an event study: the first month of its stretch, and the log ratio of the two sides in percent."""

    month: str
    percent: float
    low: float | None
    high: float | None


class Finding(Declared):
    """One answer: an outcome, a design, the estimate, what was done to break it, and the verdict."""

    outcome: str
    design: Design
    theme: str = ""  # the month of a theme; "" for the stage, "all" for all its theme months together
    categories: tuple[str, ...] = ()
    verdict: Verdict
    doubts: tuple[Doubted, ...] = ()
    missing: Missing | None = None
    estimate: Estimate | None = None
    detectable: float | None = None  # percent; from a placebo run, before the result is known
    others: int = 0  # libraries on the other side of the comparison
    months: tuple[str, ...] = ()
    spoiled: tuple[SpoiledMonth, ...] = ()
    placebos: tuple[Placebo, ...] = ()
    variants: tuple[Variant, ...] = ()
    influence: Influence | None = None
    relabelling: Relabelling | None = None
    permutation_p: float | None = None
    trend_p: float | None = None
    study: tuple[Point, ...] = ()


class Participation(Declared):
    """Who took part: libraries by what is known of them, and the dose of those who did."""

    in_network: int
    taking_part: int
    not_taking_part: int
    not_known: int
    dose_median: float | None  # activities per 1,000 inhabitants
    dose_low: float | None  # first and third quarter
    dose_high: float | None


class Unreported(Declared):
    """Libraries without a figure for a month of the stage, and their share of the month a year before, in percent."""

    month: str
    base: str
    outcome: str
    libraries: int
    weight: float


class Evaluation(Declared):
    """Everything computed for a stage under one plan, on the reports of one moment."""

    plan: str  # the plan's hash
    campaign: str
    stage: str
    release: str  # the reports it was computed on: their date and number
    findings: tuple[Finding, ...]
    participation: Participation
    unreported: tuple[Unreported, ...] = ()
