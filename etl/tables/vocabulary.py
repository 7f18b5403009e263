"""What texts mean: indicators, categories, months, units, by the names Vitrina knows and a layout's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.cells import Cell, cell_text
from etl.layout_model import Layout
from etl.texts.folding import fold, fold_code, spellings
from etl.texts.months import Period, parse_month_and_year, parse_period
from etl.texts.names import SharedNames
from etl.texts.patterns import LEVEL
from etl.texts.words import number_words

_HALVES = re.compile(r"\s*[/\n|]\s*")
_SEVERAL = re.compile(r"\s*[+,;&]\s*|\s+(?:și|si|и|and)\s+")


class Meaning(NamedTuple):
    """An indicator, with its category where the text names both."""

    indicator: str
    category: str | None = None


class Known(NamedTuple):
    """What is known of a value from one place: each dimension, or None."""

    library: str | None = None
    library_code: str | None = None
    territory: str | None = None
    indicator: str | None = None
    category: str | None = None
    year: int | None = None
    month: int | None = None
    scale: float | None = None
    area: str | None = None

    def over(self, other: Known) -> Known:
        """Return what both know; where both know something, this one wins."""
        if self == NOTHING:
            return other
        return Known(*[mine if mine is not None else its for mine, its in zip(self, other, strict=True)])  # type: ignore[arg-type]


NOTHING = Known()


@dataclass
class Vocabulary:
    """The words of one layout over the shared names. Answers are remembered: the same texts come again and again."""

    layout: Layout
    names: SharedNames
    territory: Callable[[str], str | None] = lambda written: written  # text -> code, or None for no territory
    _indicators: dict[str, Meaning | None] = field(default_factory=dict)
    _categories: dict[str, str | None] = field(default_factory=dict)
    _several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _own: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = self.layout.words
        for kind, declared in (
            ("indicator", words.indicator), ("category", words.category), ("month", words.month),
            ("library", words.library), ("territory", words.territory),
        ):  # fmt: skip
            self._own[kind] = {
                key: code for code, texts in declared.items() for name in texts for key in spellings(name)
            }
        self._units = {key: factor for name, factor in words.unit.items() for key in spellings(name)}

    def indicator(self, written: str) -> Meaning | None:
        """Return the indicator a text names, or None."""
        if written not in self._indicators:
            self._indicators[written] = self._find_indicator(written)
        return self._indicators[written]

    def _find_indicator(self, written: str) -> Meaning | None:
        for form in _forms(written):
            code = self._own["indicator"].get(form) or self.names.indicators.get(form)
            if code:
                indicator, _, category = code.partition(" ")
                return Meaning(indicator, category or None)
        code = self.names.indicators.get(fold(fold_code(written)))
        return Meaning(code) if code else None

    def category(self, written: str) -> str | None:
        """Return the category a text names first, or None: "sănătate + psiholog" is health."""
        if written not in self._categories:
            self._categories[written] = self._find_category(written)
        return self._categories[written]

    def _find_category(self, written: str) -> str | None:
        parts = [part for part in _SEVERAL.split(written) if part]
        for form in (*_forms(written), *(form for part in parts if len(parts) > 1 for form in _forms(part))):
            if code := self._category_of(form):
                return code
        return None

    def categories(self, written: str) -> tuple[str, ...]:
        """Return the categories a text names, the first being the primary one; a name that holds "and" is one."""
        if written not in self._several:
            self._several[written] = self._find_categories(written)
        return self._several[written]

    def _find_categories(self, written: str) -> tuple[str, ...]:
        first = self.category(written)
        if first is None or any(self._category_of(form) for form in _forms(written)):
            return (first,) if first else ()
        found = (self.category(part) for part in _SEVERAL.split(written) if part)
        return tuple(dict.fromkeys(code for code in found if code))

    def _category_of(self, folded: str) -> str | None:
        return self._own["category"].get(folded) or self.names.categories.get(folded)

    def period(self, written: Cell) -> Period | None:
        """Return the month and year a cell says, or None."""
        if self._own["month"] and isinstance(written, str) and (own := self._own["month"].get(fold(written))):
            return Period(None, int(own))
        return parse_period(written, self.layout.languages)

    def unit(self, written: str) -> float | None:
        """Return what the unit multiplies a value by ("mii lei": 1000), or None for an unknown unit."""
        folded = fold(written)
        if folded in self._units:
            return self._units[folded]
        factor = 1.0
        for word in folded.split():
            if word not in number_words():
                return None
            factor *= number_words()[word]
        return factor if folded else None

    def own_word(self, kind: str, written: str) -> str:
        """Return the code the layout gives for a library or territory written so, else the text as it is."""
        return self._own[kind].get(fold(written), written) if self._own[kind] else written

    def known(self, said: Mapping[str, Cell]) -> Known | None:
        """Return what the texts say, dimension by dimension; None when one of them does not say what it should."""
        out: dict[str, str | int | float | None] = {}
        for dimension, cell in said.items():
            written = cell_text(cell).strip()
            if dimension == "period":
                period = parse_month_and_year(cell, self.layout.languages)
                if period is None:
                    return None
                out["year"], out["month"] = period.year, period.month
            elif dimension in ("month", "date", "year"):
                period = self.period(cell)
                if period is None or (dimension == "year" and period.year is None):
                    return None
                if dimension != "year":
                    if period.month is None:
                        return None
                    out["month"] = period.month
                out["year"] = period.year or out.get("year")
            elif dimension == "indicator":
                meaning = self.indicator(written)
                if meaning is None:
                    return None
                out["indicator"] = meaning.indicator
                out["category"] = meaning.category or out.get("category")
            elif dimension == "category":
                out["category"] = self.category(written)
                if out["category"] is None:
                    return None
            elif dimension == "unit":
                out["scale"] = self.unit(written)
                if out["scale"] is None:
                    return None
            elif dimension == "territory":
                out[dimension] = self.territory(self.own_word(dimension, written))
                if out[dimension] is None:
                    return None
            elif dimension == "library":
                out[dimension] = self.own_word(dimension, written)
            else:
                out[dimension] = written
        return Known(**out)  # type: ignore[arg-type]  # each branch above stores what its field holds


def _forms(written: str) -> list[str]:
    """Return the folded forms of a text to look up: whole, its bilingual halves, without a note in brackets.

    A path of several levels has no halves: half of it would be its first level alone, whatever stands below.
    """
    forms = [fold(written)]
    bare = re.sub(r"\s*\([^)]*\)", "", written)
    halves = () if LEVEL in written else (*_HALVES.split(written), *_HALVES.split(bare))
    for part in (bare, *halves):
        if (form := fold(part)) and form not in forms:
            forms.append(form)
    return forms
