"""Networks from the demonstration's own generator as an evaluation sees them: arrays, without files and a database."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np

from data.campaign.figures import Figures, Libraries
from data.campaign.material import Material
from data.campaign.rules import load_rules
from data.catalogue import Catalogue, load_catalogue
from data.periods import Month, months
from etl.demonstration.declared import habits, questions
from etl.demonstration.effects import Effects, load_effects
from etl.demonstration.model import simulate
from etl.demonstration.register import Place, place_libraries

CAMPAIGN, STAGE = "CAMP-NVB", "S2"
SPAN = tuple(months(Month(2015, 1), Month(2017, 12)))
TAKING_PART = 0.6  # so that there is somebody to compare with
MISSING = 0.08  # of the reports
OUTCOME = "V01"


@cache
def shipped() -> Catalogue:
    """Return the shipped network."""
    return load_catalogue()


@cache
def nobody_moved() -> Effects:
    """Return a campaign that takes place in part of the network and changes nothing."""
    effects = load_effects(shipped(), active=False)
    return replace(effects, stages=tuple(replace(stage, participating=TAKING_PART) for stage in effects.stages))


def generated(seed: int, libraries: int | None = None, *, effects: Effects, stage: str = STAGE) -> Material:
    """Return a generated network of so many libraries (None: the whole one) with the effects put in."""
    catalogue = shipped()
    places = place_libraries(catalogue, seed, libraries or habits().libraries)
    found = [simulate(place, SPAN, effects, seed) for place in places]
    monthly = np.stack([figures.monthly for figures in found])
    monthly[np.stack([figures.closed for figures in found])] = np.nan
    stream = np.random.default_rng(seed)
    monthly[stream.random(monthly.shape[:2]) < MISSING] = np.nan
    for row, place in enumerate(places):
        joined = place.library.in_network_from
        outside = [joined is None or month < joined for month in SPAN]
        monthly[row, outside] = np.nan
    found_stage = next(one for one in catalogue.campaigns[CAMPAIGN].stages if one.code == stage)
    full = {month.period: 1 - MISSING for month in SPAN}
    material = Material(cast("object", None), catalogue, found_stage, load_rules(), _libraries(places), full)  # type: ignore[arg-type]
    periods = tuple(month.period for month in SPAN)
    columns = {name: place for place, name in enumerate(questions().columns)}
    for code in (*(one for one in load_rules().outcomes if one in columns), load_rules().activity):
        material._figures[code] = Figures(periods, monthly[:, :, columns[code]])
    services = {category: monthly[:, :, columns[f"S02:{category}"]] for category in questions().categories}
    material._by_category["S02"] = {category: Figures(periods, values) for category, values in services.items()}
    material._figures["S02"] = Figures(periods, np.sum(list(services.values()), axis=0))
    years = tuple(sorted(found[0].annual))
    for code in load_rules().annual_outcomes:
        place = list(questions().annual).index(code)
        rows = [[one.annual[year][place] for year in years] for one in found]
        material._annual[code] = Figures(years, np.array(rows))
    return material


def _libraries(places: list[Place]) -> Libraries:
    names = sorted({place.library.territory for place in places})
    joined = [place.library.in_network_from for place in places]
    return Libraries(
        ids=np.arange(len(places)),
        codes=tuple(place.library.code for place in places),
        territory=np.array([names.index(place.library.territory) for place in places]),
        territories=tuple(names),
        population=np.array([float(place.library.population or np.nan) for place in places]),
        joined=np.array([month.period if month else 0 for month in joined]),
        left=np.full(len(places), 999_999),
    )
