"""Services by category of every library, or of every territory, in one question, as they leave for good on paper.

What `data.queries.services.by_category` says of one selection, without its comparisons, and with more withheld: paper
cannot be called back, so what a total beside its parts would tell goes with the small counts.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.disclosure import withheld_in_fixed
from data.queries.facts import library_categories
from data.queries.scope import scope_of
from data.schema import category, library
from data.selection import Selection


def categories_by_place(
    session: Session, catalogue: Catalogue, indicator: str, selection: Selection, *, by: Literal["library", "territory"]
) -> pd.DataFrame:
    """Return one row per place and category that it reported: place, category, value, share_pct, withheld.

    Shares are of all categories of the place. What is withheld has no value and no share.
    """
    scope = scope_of(session, catalogue, selection)
    rows = library_categories(scope, catalogue.indicators[indicator]).c
    place = library.c.code if by == "library" else library.c.territory
    asked = (
        select(place, category.c.code, func.sum(rows.value), func.max(case((rows.some, 1), else_=0)))
        .join_from(rows.value.table, library, library.c.id == rows.library_id)
        .join(category, category.c.id == rows.category_id)
        .where(scope.includes(library.c.territory, library.c.kind))
        .group_by(place, category.c.code)
        .order_by(place, category.c.code)
    )
    frame = pd.DataFrame(session.execute(asked).all(), columns=["place", "category", "value", "some"])
    frame = frame.astype({"place": "str", "category": "str", "value": "float64"})
    hidden: list[bool] = []
    for _place, parts in frame.groupby("place", sort=False):
        categories = [catalogue.categories[code] for code in parts["category"]]
        hidden += withheld_in_fixed(indicator, categories, list(parts["value"]), list(parts["some"] > 0))
    whole = frame.groupby("place")["value"].transform("sum")
    frame = frame.assign(
        share_pct=(100 * frame["value"] / whole.where(whole > 0)), withheld=pd.Series(hidden, dtype=bool)
    )
    frame.loc[frame["withheld"], ["value", "share_pct"]] = float("nan")
    return frame.drop(columns="some")
