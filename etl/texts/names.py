"""The names of indicators and categories in every language, folded: what texts are looked up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.wording import languages, text
from etl.texts.folding import fold, spellings


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return folded text -> code, without the texts that stand for more than one code."""
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        for spelling in spellings(name):
            if spelling:
                found.setdefault(spelling, set()).add(code)
    return {spelling: next(iter(codes)) for spelling, codes in found.items() if len(codes) == 1}


@dataclass(frozen=True)
class SharedNames:
    """Folded names in every language -> codes; the same for all layouts of a network."""

    indicators: Mapping[str, str]
    categories: Mapping[str, str]
    unclassified: str | None

    @classmethod
    def of(cls, catalogue: Catalogue) -> SharedNames:
        """Return the names of the catalogue's indicators and categories in all languages, seed words included."""
        texts = [text(language, *catalogue.text_folders) for language in languages(*catalogue.text_folders)]
        kinds = (("indicator", catalogue.indicators), ("category", catalogue.categories))
        names = {
            kind: [
                (words[key], code)
                for words in texts
                for code in codes
                for key in (f"{kind}.{code}.name", f"{kind}.{code}.short")
                if key in words
            ]
            for kind, codes in kinds
        }
        seeds = [(word, code) for code, category in catalogue.categories.items() for word in category.seed_words]
        without_area = [code for code, category in catalogue.categories.items() if category.impact_area is None]
        return cls(
            indicators={**_unique(names["indicator"]), **{fold(code): code for code in catalogue.indicators}},
            categories={
                **_unique(seeds),
                **_unique(names["category"]),
                **{fold(code): code for code in catalogue.categories},
            },
            unclassified=without_area[0] if without_area else None,
        )
