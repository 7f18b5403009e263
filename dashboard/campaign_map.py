"""Where libraries took part in a stage: the share by territory on a map, the same as the ranked list beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts.spec import ChartSpec
from dashboard.charts.territories import on_a_map
from dashboard.papers import territory_name
from dashboard.territory_rates import class_names, credit, map_title
from data.boundaries import outlines
from data.formats import percent
from data.rate_classes import RateClasses

CLASSES = RateClasses(
    code="taking_part", ends=(60, 70, 80, 90)
)  # per cent; fixed, so that stages can be laid side by side


def participation_map(asked: Asked, frame: pd.DataFrame, ranked: ChartSpec) -> ChartSpec | None:
    """Return the map; None in a network whose territories have no outlines. `frame`: as of queries.participation."""
    drawn = outlines(asked.catalogue)
    if not drawn:
        return None
    told = {row["territory"]: row for row in frame.to_dict("records") if row["reported"]}
    shares = {}
    for code in asked.catalogue.territories:
        row = told.get(code)
        value = 100 * row["taking_part"] / row["reported"] if row else None
        shown = asked.text["territories.no_data"] if value is None else percent(value, asked.language, 0)
        step = None if value is None else CLASSES.place(value)
        shares[code] = (territory_name(asked, code), value, step, shown)
    classes = class_names(asked, CLASSES, shares=True)
    made = on_a_map(
        ranked,
        shares,
        drawn,
        key="campaign-map",
        classes=classes,
        no_data=asked.text["territories.no_data"],
        links={code: asked.address.of_territory(code).href() for code in asked.catalogue.territories},
    )
    title = map_title(asked, [step for _, _, step, _ in shares.values()], classes) or asked.text["campaign.map_title"]
    return replace(made, title=title, notes=(*made.notes, *credit(asked)))
