"""What a theme month whose reports are late should count in the average of all themes.

    python tests/bench/score_late_themes.py --network var/demo [--database URL] [--draws 10]

Takes reports of one theme month of the second stage away, in three ways of being late (the tenth of libraries with most
visits; 35 in 100 by chance; eleven territories by chance), and says how far the average of all themes then moves from
the one over all reports, by how much of its weight the month counts (0: it is left out). Seeds are fixed.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.campaign.designs.theme import ThemeMonth, theme_comparisons
from data.campaign.material import VISITS, Material, load_material
from data.campaign.plan import find_stage
from data.campaign.rules import Late, Rules, load_rules
from data.catalogue import load_catalogue
from data.periods import Month
from data.store import open_engine

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
LARGEST, BY_CHANCE, TERRITORIES = 0.10, 0.35, 11
Mask = NDArray[np.bool_]


def lateness(material: Material, month: Month, draws: int) -> Iterator[tuple[str, Mask]]:
    """Yield which libraries are late, and in which way."""
    visits = np.nan_to_num(material.monthly(VISITS).of(month.period))
    yield "largest", visits >= np.quantile(visits[visits > 0], 1 - LARGEST)
    chance, territory = np.random.default_rng(month.period), material.libraries.territory
    for _ in range(draws):
        yield "by chance", chance.random(len(territory)) < BY_CHANCE
        yield "territories", np.isin(territory, chance.choice(np.unique(territory), TERRITORIES, replace=False))


def average(material: Material, rules: Rules, share: float) -> float:
    """Return the average of all themes in percent, late months counting by this share."""
    material.rules = rules.model_copy(update={"late": Late(theme=share or 1)})
    every: ThemeMonth = theme_comparisons(material)[0]
    window = every.window()
    months = [month for month in window.kept if share or month not in window.late]
    return every.effect(months, every.everybody()).percent


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--database", help="address of the database it is loaded into")
    parser.add_argument("--draws", type=int, default=10)
    asked = parser.parse_args()
    catalogue, rules, moved = load_catalogue(asked.network / "network"), load_rules(), defaultdict(list)
    with Session(open_engine(asked.database)) as session:
        material = load_material(session, catalogue, find_stage(catalogue, "CAMP-NVB", "S2"), rules)
        whole = average(material, rules, 1.0)
        figures = (material.monthly(VISITS), *material.by_category(rules.by_category).values())
        for theme in tqdm(material.themes):
            kept = [one.of(theme.month.period).copy() for one in figures]
            for way, late in lateness(material, theme.month, asked.draws):
                for one in figures:
                    one.of(theme.month.period)[late] = np.nan
                if theme_comparisons(material)[0].window().late:  # else too little is missing
                    moved[way].append([abs(average(material, rules, share) - whole) for share in SHARES])
                for one, before in zip(figures, kept, strict=True):
                    one.of(theme.month.period)[:] = before
    sys.stdout.write(f"all themes: {whole:.1f} %; moved by, in points, mean and 9 in 10 below\n")
    sys.stdout.write(
        f"| late | cases |{'|'.join(f' {share} ' for share in SHARES)}|\n|---|---:{'|---:' * len(SHARES)}|\n"
    )
    for way, found in (*moved.items(), ("all", [one for every in moved.values() for one in every])):
        columns = zip(np.mean(found, axis=0), np.quantile(found, 0.9, axis=0), strict=True)
        told = "|".join(f" {mean:.2f}, {high:.2f} " for mean, high in columns)
        sys.stdout.write(f"| {way} | {len(found)} |{told}|\n")


if __name__ == "__main__":
    main()
