"""How often the designs are right: generated networks with a known effect, and the same networks without one.

    python tests/bench/score_designs.py [--networks 500] [--libraries 240] [--effect 8] [--designs theme]

Every network comes from the demonstration's own generator, with its growth, seasons, closures and villages of a handful
of visits; its campaign takes place and changes nothing. A known effect is then put in: each count of the libraries and
months concerned becomes `1 + effect` times as large in expectation (a Poisson number on top of it). For each design the
run says how often the 95 % interval holds the known effect, how often "growth associated" is said where there is none,
and how often the naive comparisons that people make would have claimed growth. Seeds are fixed: the same numbers again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.campaign.designs.annual import Outside
from data.campaign.designs.comparison import Comparison
from data.campaign.designs.monthly import Dose, TakingPart
from data.campaign.designs.staggered import Staggered
from data.campaign.designs.theme import theme_comparisons
from data.campaign.estimate.staggered import NEVER
from data.campaign.evaluate import finding_of
from data.campaign.figures import Figures
from data.campaign.material import Material
from data.campaign.results import Finding
from tests.data.campaign.generated import OUTCOME, SPAN, generated, nobody_moved

DESIGNS = ("participation", "dose", "staggered", "outside", "theme")
NAIVE = ("all reports against all reports a year before", "the stage against the months before it", "the last month")


@dataclass(frozen=True)
class Score:
    """What one network came to: by design the finding with the effect and without, and the naive claims without."""

    lifted: dict[str, Finding]
    level: dict[str, Finding]
    naive: tuple[bool, ...]


def comparisons(material: Material) -> Iterator[Comparison]:
    """Yield a comparison of each design that is scored."""
    yield from (design(material, OUTCOME) for design in (TakingPart, Dose, Staggered, Outside))
    yield theme_comparisons(material)[0]


def lifted(material: Material, design: str, effect: float, seed: int) -> Material:
    """Return the network with the effect put where the design looks for it."""
    stream = np.random.default_rng([seed, DESIGNS.index(design)])
    copy = replace(material, _figures=dict(material._figures), _by_category={}, _annual=dict(material._annual))
    copy._by_category = {"S02": dict(material._by_category["S02"])}
    inside = np.array([month in material.months for month in SPAN])
    if design == "theme":
        for theme in material.themes:
            at = np.array([month == theme.month for month in SPAN])
            for category in theme.categories:
                figures = copy._by_category["S02"][category]
                copy._by_category["S02"][category] = _more(figures, np.where(at, effect, 0.0)[np.newaxis, :], stream)
        return copy
    if design == "outside":
        figures = copy._annual[OUTCOME]
        members = Outside(material, OUTCOME).sides()[0]
        year = np.array([period == material.months[-1].year for period in figures.periods])
        copy._annual[OUTCOME] = _more(figures, effect * np.outer(members, year), stream)
        return copy
    share = _share(material, design, effect, inside)
    copy._figures[OUTCOME] = _more(copy._figures[OUTCOME], share, stream)
    return copy


def _share(material: Material, design: str, effect: float, inside: np.ndarray) -> np.ndarray:
    """Return the share added to each library's month."""
    if design == "participation":
        return effect * np.outer(material.taking_part, inside)
    if design == "dose":
        doses = Dose(material, OUTCOME).doses()
        median = np.nanmedian(doses[material.taking_part])
        factor = np.where(material.taking_part, (1 + effect) ** (np.nan_to_num(doses) / median), 1.0) - 1
        return np.outer(factor, inside)
    starts = Staggered(material, OUTCOME).starts()
    first = SPAN.index(material.months[0])
    begun = (
        np.arange(len(SPAN))[np.newaxis, :] >= np.where(starts == NEVER, len(SPAN), starts + first - 1)[:, np.newaxis]
    )
    return effect * (begun & inside & material.taking_part[:, np.newaxis])


def _more(figures: Figures, share: np.ndarray, stream: np.random.Generator) -> Figures:
    expected = np.nan_to_num(figures.values) * share
    return Figures(figures.periods, figures.values + stream.poisson(expected))


def naive_claims(material: Material) -> tuple[bool, ...]:
    """Return whether each naive comparison would have claimed growth of more than two per cent where there is none."""
    values = material._figures[OUTCOME].values
    inside = [SPAN.index(month) for month in material.months]
    total = np.nansum(values, axis=0)
    year_before = total[[place - 12 for place in inside]].sum()
    before = total[[inside[0] - len(inside) + step for step in range(len(inside))]].sum()
    last = inside[-1]
    return tuple(
        bool(now > 1.02 * then)
        for now, then in (
            (total[inside].sum(), year_before),
            (total[inside].sum(), before),
            (total[last], total[last - 12]),
        )
    )


def score(order: tuple[int, int, float, tuple[str, ...]]) -> Score:
    """Return the score of one network; runs in a process of its own."""
    seed, libraries, effect, designs = order
    material = generated(seed, libraries, effects=nobody_moved())
    level = {one.design: finding_of(one) for one in comparisons(material) if one.design in designs}
    found = {}
    for design in designs:
        changed = comparisons(lifted(material, design, effect, seed))
        found[design] = finding_of(next(one for one in changed if one.design == design))
    return Score(found, level, naive_claims(material))


def report(scores: list[Score], effect: float, designs: tuple[str, ...]) -> str:
    """Return the table in Markdown."""
    lines = [
        f"| design | networks | interval holds {effect:+.0%} | interval holds 0 where there is nothing "
        "| “growth associated” where there is nothing | … where there is the effect |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for design in designs:
        told = [one for one in scores if one.lifted[design].estimate and one.level[design].estimate]
        held = [_holds(one.lifted[design], 100 * effect) for one in told]
        zero = [_holds(one.level[design], 0.0) for one in told]
        wrong = [one.level[design].verdict == "growth" for one in told]
        right = [one.lifted[design].verdict == "growth" for one in told]
        shares = " | ".join(f"{np.mean(column):.1%}" for column in (held, zero, wrong, right))
        lines.append(f"| {design} | {len(told)} | {shares} |")
    lines += ["", "| naive comparison | claims growth of over 2 % where there is nothing |", "|---|---:|"]
    lines += [f"| {name} | {np.mean([one.naive[place] for one in scores]):.1%} |" for place, name in enumerate(NAIVE)]
    return "\n".join(lines)


def _holds(finding: Finding, percent: float) -> bool:
    estimate = finding.estimate
    return bool(estimate and estimate.low is not None and estimate.high is not None and estimate.low <= percent <= estimate.high)  # fmt: skip # noqa: E501


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=500)
    parser.add_argument("--libraries", type=int, default=240)
    parser.add_argument("--effect", type=float, default=8, help="in percent")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--designs", nargs="+", choices=DESIGNS, default=DESIGNS)
    asked = parser.parse_args()
    designs = tuple(asked.designs)
    orders = [(seed, asked.libraries, asked.effect / 100, designs) for seed in range(asked.networks)]
    scores = []
    with ProcessPoolExecutor(asked.processes) as pool:
        for done, one in enumerate(pool.map(score, orders), start=1):
            scores.append(one)
            if sys.stderr.isatty() or done % 50 == 0:
                print(f"{done} of {len(orders)}", end="\r", file=sys.stderr)  # noqa: T201
    print(report(scores, asked.effect / 100, designs))  # noqa: T201


if __name__ == "__main__":
    main()
