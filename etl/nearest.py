"""Which libraries may be meant by a name that none has: the nearest in the writing, those of the territory first."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from data.catalogue import Catalogue
from etl.called import Called
from etl.texts.library_names import core

SUGGESTIONS = 3
_NEAR, _NEAR_ELSEWHERE = 60, 70  # of 100; another territory's library must be nearer to be worth a question


@dataclass
class Nearest:
    """Ranks libraries by how near their names come to a written one."""

    catalogue: Catalogue
    called: Called
    _choices: dict[str | None, dict[str, str]] = field(default_factory=dict)  # territory -> core -> code

    def rank(self, written: str, territory: str | None) -> tuple[str, ...]:
        """Return the codes of the nearest libraries, the nearest first, at most three."""
        asked = " ".join(core(written))
        inside = self._near(asked, territory, _NEAR) if territory else []
        missing = SUGGESTIONS - len(inside)
        elsewhere = self._near(asked, None, _NEAR_ELSEWHERE if territory else _NEAR)
        return (*inside, *[code for code in elsewhere if code not in inside][:missing])

    def _near(self, asked: str, territory: str | None, least: float) -> list[str]:
        choices = self._of(territory)
        found = process.extract(asked, list(choices), scorer=_likeness, limit=4 * SUGGESTIONS, score_cutoff=least)
        codes = [code for text, _score, _index in found for code in choices[text].split()]
        return list(dict.fromkeys(codes))[:SUGGESTIONS]

    def _of(self, territory: str | None) -> dict[str, str]:
        """Return the codes by the cores of their names, several codes of one core apart by blanks."""
        if territory not in self._choices:
            choices: dict[str, list[str]] = {}
            for library in self.catalogue.libraries.values():
                if territory in (None, library.territory):
                    for words in self.called.cores(library):
                        choices.setdefault(" ".join(words), []).append(library.code)
            self._choices[territory] = {words: " ".join(codes) for words, codes in choices.items() if words}
        return self._choices[territory]


def _likeness(asked: str, known: str, *, score_cutoff: float | None = None) -> float:
    """Return how like two cores are, of 100: their letters in order, and where one holds more words, its best part."""
    whole = fuzz.ratio(asked, known)
    return float(max(whole, 0.9 * fuzz.token_set_ratio(asked, known)))
