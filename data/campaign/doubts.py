"""Attempts to break a result: placebo runs, other ways of counting, single libraries, categories that only changed
their name, and the two sides' paths before the stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

from data.campaign.designs.comparison import Comparison, Mask, NotEnough
from data.campaign.designs.monthly import Monthly, TakingPart
from data.campaign.designs.theme import ThemeMonth
from data.campaign.estimate.contrasts import contrast
from data.campaign.estimate.effect import Effect, as_percent
from data.campaign.estimate.jackknife import Array, jackknife
from data.campaign.estimate.permutation import permutation_p
from data.campaign.material import VISITS
from data.campaign.pairs import complete
from data.campaign.results import Estimate, Influence, Placebo, Point, Relabelling, Variant
from data.campaign.windows import YEAR
from data.periods import Month

_LARGEST = 0.10  # of the libraries, left out together
_TRIED = 12  # of the largest libraries, left out one by one: nobody else can move an estimate more
_STRETCH = 3  # months of a point of an event study
_STRETCHES = (6, 4)  # before and from the start of the stage on


def placebo_runs(comparison: Comparison) -> list[tuple[Placebo, Effect]]:
    """Return the design run where there was nothing to find: a year earlier, and on categories never promoted."""
    runs = []
    kept = comparison.window(shift=-YEAR).kept
    if len(kept) >= comparison.least_months and (
        found := _tried(lambda: comparison.effect(kept, comparison.everybody()))
    ):
        runs.append((Placebo(kind="earlier-year", of=str(kept[0]), estimate=Estimate.of(found)), found))
    if isinstance(comparison, ThemeMonth):
        for code in comparison.never_promoted():
            other = comparison.as_if(code)
            if found := _tried(lambda other=other: other.effect(comparison.months(), other.everybody())):  # type: ignore[misc]
                runs.append((Placebo(kind="category", of=code, estimate=Estimate.of(found)), found))
    return runs


def variants(comparison: Comparison, months: Sequence[Month]) -> list[Variant]:
    """Return the estimate over other months and other libraries, where the data allow it."""
    window, everybody = comparison.window(), comparison.everybody()
    size = comparison.size(months)
    asked: list[tuple[str, Sequence[Month], Mask]] = []
    if window.clean != window.kept and len(window.clean) >= comparison.least_months:
        asked.append(("without-flagged", window.clean, everybody))
    if window.late:
        asked.append(("without-late", [month for month in window.kept if month not in window.late], everybody))
    if window.kept != window.months:
        asked.append(("with-dropped", window.months, everybody))
    if isinstance(comparison, Monthly):
        asked.append(("complete-reports", months, complete(comparison.pairs(months))))
    largest = size >= np.quantile(size[size > 0], 1 - _LARGEST) if (size > 0).any() else ~everybody
    asked.append(("without-largest", months, ~largest))
    found = [variant(comparison, kind, some, keep) for kind, some, keep in asked]
    return [one for one in found if one]


def variant(comparison: Comparison, kind: str, months: Sequence[Month], keep: Mask) -> Variant | None:
    """Return the estimate over these months and libraries; None where the data do not allow it."""
    effect = _tried(lambda: comparison.effect(months, keep))
    return Variant.model_validate({"kind": kind, "estimate": Estimate.of(effect)}) if effect else None


def influence(comparison: Comparison, months: Sequence[Month], effect: Effect) -> Influence | None:
    """Return the library without which the estimate moves most, of the largest ones."""
    size = comparison.size(months)
    moved = []
    for place in np.argsort(-size)[:_TRIED]:
        keep = comparison.everybody()
        keep[place] = False
        if found := _tried(lambda keep=keep: comparison.effect(months, keep)):  # type: ignore[misc]
            moved.append((abs(found.estimate - effect.estimate), int(place), found.percent))
    if not moved:
        return None
    _, place, percent = max(moved)
    return Influence(library=comparison.material.libraries.codes[place], percent_without=percent)


def relabelling(comparison: ThemeMonth, months: Sequence[Month]) -> tuple[Relabelling, bool] | None:
    """Return what the promoted category gained and the others lost, and whether that loss is more than chance.

    Expected of the others is the change of the same libraries' visits in that month, times what the others' change was
    beside that of visits in the other months of the stage: no month's weather, feast or trend is taken for a loss.
    """
    rest = [one for one in comparison.window().months if one not in months] or [
        one for one in comparison.material.window().kept if one not in months
    ]
    if len(months) != 1 or not rest:
        return None
    month, lag, material = months[0], comparison.lag(months[0]), comparison.material
    promoted, then = comparison.promoted(month, lag), [comparison.others([month], lag), comparison.others(rest, lag)]
    visits = [material.pairs(VISITS, [month], lag), material.pairs(VISITS, rest, lag)]
    used = material.members & promoted.there & np.all([one.there for one in (*then, *visits)], axis=0)
    four = [then[0], visits[0], then[1], visits[1]]
    sums = np.column_stack([column[used] for one in four for column in (one.after, one.before)])
    if int(used.sum()) < material.rules.least.libraries or not (sums.sum(axis=0) > 0).all():
        return None
    fell = contrast(sums, (1, -1, -1, 1, -1, 1, 1, -1), comparison.clusters(used))
    now, before = float(sums[:, 0].sum()), float(sums[:, 1].sum())
    expected = now / np.exp(fell.estimate) / before
    gained = float(promoted.after[used].sum() - expected * promoted.before[used].sum())
    lost = expected * before - now
    share = float(lost / gained) if gained > 0 else None
    told = Relabelling(gained=gained, others_changed=float(-lost), share=share)
    return told, share is not None and fell.interval[1] < 0 and share >= material.rules.doubt.relabelled


def permutation(comparison: TakingPart, months: Sequence[Month]) -> float:
    """Return the p-value when taking part is dealt out anew among the libraries of each territory."""
    found = comparison.pairs(months)
    taking, staying = (side & found.there for side in comparison.sides())
    used = taking | staying
    territory = comparison.material.libraries.territory[used]
    return permutation_p(found.before[used], found.after[used], taking[used], territory)


def event_study(comparison: TakingPart) -> tuple[tuple[Point, ...], float | None]:
    """Return the two sides' ratio by stretches of three months around the start, and the joint p-value before it.

    Each stretch is compared with the last one before the stage, over the libraries that reported both; the test is an F
    test of all earlier stretches being level. None: too few libraries or stretches.
    """
    start = comparison.material.months[0]
    firsts = [start.plus(_STRETCH * step) for step in range(-_STRETCHES[0], _STRETCHES[1])]
    base = start.plus(-_STRETCH)
    columns, told = [], []
    for first in (one for one in firsts if one != base):
        four = _stretch(comparison, first, base)
        if four is not None:
            columns.append(four)
            told.append(first)
    taking, staying = comparison.sides()
    used = taking | staying
    if not columns or min(int(taking.sum()), int(staying.sum())) < comparison.material.rules.least.libraries:
        return (), None
    parts = np.hstack(columns)[used]

    def statistic(total: Array) -> Array:
        logs = np.log(total.reshape(*total.shape[:-1], len(told), 4))
        value: Array = logs[..., 0] - logs[..., 1] - logs[..., 2] + logs[..., 3]
        return value

    found = jackknife(parts, np.flatnonzero(used), statistic)
    freedom = max(1.0, float(min(taking.sum(), staying.sum())) - 1)
    reach = float(stats.t.ppf(0.975, freedom)) * np.sqrt(np.diag(found.covariance))
    points = [_point(first, value, width) for first, value, width in zip(told, found.values, reach, strict=True)]
    points.append(Point(month=str(base), percent=0.0, low=None, high=None))
    before = [place for place, first in enumerate(told) if first < base]
    return tuple(sorted(points, key=lambda point: point.month)), _joint_p(
        found.values, found.covariance, before, freedom
    )


def _stretch(comparison: TakingPart, first: Month, base: Month) -> Array | None:
    """Return each library's sums of the stretch and the base, of both sides; None: no figures."""
    months = [first.plus(step) for step in range(_STRETCH)]
    found = comparison.material.pairs(comparison.outcome, months, base.until(first) - 1)
    taking, staying = (side & found.there for side in comparison.sides())
    four = np.column_stack([found.after * taking, found.before * taking, found.after * staying, found.before * staying])
    return four if (four.sum(axis=0) > 0).all() else None


def _point(first: Month, value: float, width: float) -> Point:
    told = bool(np.isfinite(width))
    low, high = (as_percent(value - width), as_percent(value + width)) if told else (None, None)
    return Point(month=str(first), percent=as_percent(value), low=low, high=high)


def _joint_p(values: Array, covariance: Array, places: list[int], freedom: float) -> float | None:
    """Return the p-value of a Wald test, as Hotelling's T squared, that all these values are zero."""
    number = len(places)
    if not number or freedom <= number or not np.isfinite(covariance).all():
        return None
    some = values[places]
    try:
        distance = float(some @ np.linalg.solve(covariance[np.ix_(places, places)], some))
    except np.linalg.LinAlgError:
        return None
    scaled = (freedom - number + 1) / (freedom * number) * distance
    return float(stats.f.sf(scaled, number, freedom - number + 1))


def _tried(compute: Callable[[], Effect]) -> Effect | None:
    try:
        found = compute()
    except NotEnough:
        return None
    return found if np.isfinite(found.estimate) else None
