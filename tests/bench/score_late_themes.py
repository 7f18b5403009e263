"""What a theme month whose reports are late should count in the average of all themes.

    python tests/bench/score_late_themes.py [--networks 60]
    python tests/bench/score_late_themes.py --network var/demo [--database URL]

Takes reports of one theme month of the second stage away, in three ways of being late (the tenth of libraries with most
visits; 35 in 100 by chance; eleven territories by chance), and says how far the average of all themes then moves from
the one over all reports, by how much of its weight the month counts (0: it is left out): on whole networks from the
demonstration's generator, and the weight that moves it least is named; or on the demonstration network, which a test
holds to half a point. `late` in evaluation.toml heeds both: docs/campaign-evaluation.md says how. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.campaign.designs.theme import ThemeMonth, theme_comparisons
from data.campaign.material import VISITS, Material, load_material
from data.campaign.plan import find_stage
from data.campaign.rules import Late, load_rules
from data.catalogue import load_catalogue
from data.periods import Month
from data.store import open_engine
from etl.demonstration.effects import load_effects
from tests.data.campaign.generated import generated, shipped

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
LARGEST, BY_CHANCE, TERRITORIES = 0.10, 0.35, 11
LITTLE = 0.5  # points: less than what is asked of the average in tests/data/campaign/test_truth.py
SEED = 7_000
Mask = NDArray[np.bool_]
Moved = tuple[str, list[float]]  # a way of being late, and by how many points the average moves at each share


def lateness(material: Material, month: Month) -> Iterator[tuple[str, Mask]]:
    """Yield in which way libraries are late, and which ones."""
    visits = np.nan_to_num(material.monthly(VISITS).of(month.period))
    yield "the tenth with most visits", visits >= np.quantile(visits[visits > 0], 1 - LARGEST)
    chance, territory = np.random.default_rng(month.period), material.libraries.territory
    yield "35 in 100 by chance", chance.random(len(territory)) < BY_CHANCE
    yield "eleven territories", np.isin(territory, chance.choice(np.unique(territory), TERRITORIES, replace=False))


def average(material: Material, share: float) -> float:
    """Return the average of all themes in percent, late months counting by this share."""
    material.rules = material.rules.model_copy(update={"late": Late(theme=share or 1)})
    every: ThemeMonth = theme_comparisons(material)[0]
    window = every.window()
    months = [month for month in window.kept if share or month not in window.late]
    return every.effect(months, every.everybody()).percent


def moves(material: Material) -> list[Moved]:
    """Return how the average moves without the late reports of one month, for each month and way that is too much."""
    whole, found = average(material, 1.0), []
    figures = (material.monthly(VISITS), *material.by_category(material.rules.by_category).values())
    for theme in material.themes:
        kept = [one.of(theme.month.period).copy() for one in figures]
        for way, late in lateness(material, theme.month):
            for one in figures:
                one.of(theme.month.period)[late] = np.nan
            if theme_comparisons(material)[0].window().late:  # else too little is missing
                found.append((way, [average(material, share) - whole for share in SHARES]))
            for one, before in zip(figures, kept, strict=True):
                one.of(theme.month.period)[:] = before
    return found


def of_seed(seed: int) -> list[Moved]:
    """Return the moves of a whole generated network with the campaign's effects in it."""
    return moves(generated(seed, None, effects=load_effects(shipped(), active=True)))


def of_database(network: Path, database: str | None) -> list[Moved]:
    """Return the moves of the demonstration network."""
    catalogue = load_catalogue(network / "network")
    with Session(open_engine(database)) as session:
        material = load_material(session, catalogue, find_stage(catalogue, "CAMP-NVB", "S2"), load_rules())
        return moves(material)


def table(found: list[list[Moved]]) -> Iterator[str]:
    """Yield for each way and share: the mean move, what nine in ten stay below, how many in 100 move by little."""
    every = [one for network in found for one in network]
    yield f"| late | cases |{'|'.join(f' {share} ' for share in SHARES)}|"
    yield f"|---|---:{'|---:' * len(SHARES)}|"
    for way in (*dict.fromkeys(way for way, _ in every), "all"):
        sizes = np.abs([moved for own, moved in every if way in (own, "all")])
        told = zip(sizes.mean(0), np.quantile(sizes, 0.9, axis=0), 100 * (sizes < LITTLE).mean(0), strict=True)
        yield f"| {way} | {len(sizes)} |{'|'.join(f' {mean:.2f}, {high:.2f}, {low:.0f}' for mean, high, low in told)} |"


def best(found: list[list[Moved]]) -> str:
    """Say which weight moves the average least, with the standard error of its mean over the networks."""
    means = np.array([np.abs([moved for _, moved in network]).mean(axis=0) for network in found])
    mean, error = means.mean(axis=0), means.std(axis=0, ddof=1) / len(means) ** 0.5
    least = int(mean.argmin())
    return f"moved least by: {SHARES[least]} ({mean[least]:.2f}, standard error {error[least]:.2f})"


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=60)
    parser.add_argument("--network", type=Path, help="folder of the demonstration network, instead")
    parser.add_argument("--database", help="address of the database it is loaded into")
    asked = parser.parse_args()
    if asked.network:
        lines = list(table([of_database(asked.network, asked.database)]))
    else:
        with ProcessPoolExecutor() as pool:
            seeds = range(SEED, SEED + asked.networks)
            found = list(tqdm(pool.map(of_seed, seeds), total=asked.networks))
        lines = [*table(found), best(found)]
    told = ["points moved: mean, nine in ten below, in 100 by less than half a point", *lines]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
