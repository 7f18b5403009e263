"""Texts -> codes of a closed vocabulary: by the whole text, either half of a bilingual one, or the words it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.catalogue import Catalogue
from data.wording import languages, text
from etl.layout_model import Layout
from etl.lists.declared import list_words
from etl.texts.folding import fold, spellings
from etl.texts.words import mark_key

_SHORTEST = 3  # letters of a word that is looked for among others
_HALVES = re.compile(r"\s*[/\n|]\s*")
FORMAT = "format"


@dataclass
class Choices:
    """One vocabulary. Answers are remembered: the same texts come again and again."""

    words: Mapping[str, str]  # folded words -> code
    _answers: dict[str, str | None] = field(default_factory=dict)
    _exact: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        inside = sorted((word for word in self.words if len(word) >= _SHORTEST), key=len, reverse=True)
        self._inside = re.compile(r"(?<![^ ])(?:" + "|".join(map(re.escape, inside)) + r")(?![^ ])") if inside else None

    def holds(self, written: str) -> bool:
        """True when the whole text is one of the words."""
        if written not in self._exact:
            self._exact[written] = mark_key(written) in self.words
        return self._exact[written]

    def find(self, written: str) -> str | None:
        """Return the code a text stands for, or None."""
        if written not in self._answers:
            self._answers[written] = self._find(written)
        return self._answers[written]

    def _find(self, written: str) -> str | None:
        for form in (written, *_HALVES.split(written)):
            if code := self.words.get(mark_key(form)):
                return code
        folded = fold(written)
        found = self._inside.findall(folded) if self._inside else []
        if found:
            return self.words[max(found, key=len)]
        return self.words.get(folded.split(" ")[0])


def vocabularies(catalogue: Catalogue, layout: Layout) -> dict[str, Choices]:
    """Return every vocabulary by name: the shipped words, the names in every language, the layout's own words first."""
    declared = {name: dict(codes) for name, codes in list_words().items()}
    declared[FORMAT] = {code: form.seed_words for code, form in catalogue.event_formats.items()}
    texts = [text(language, *catalogue.text_folders) for language in languages(*catalogue.text_folders)]
    found = {}
    for name, codes in declared.items():
        key = "event_format" if name == FORMAT else name
        words = _keyed((code, word) for code, words in codes.items() for word in (code, *words))
        for said in texts:
            named = ((code, said[path]) for code in codes if (path := f"{key}.{code}.name") in said)
            words = {**_keyed(named), **words}
        own = layout.words.choice.get(name, {})
        found[name] = Choices({**words, **_keyed((code, word) for code, words in own.items() for word in words)})
    return found


def _keyed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {
        key: code
        for code, word in pairs
        for key in (spellings(word) if any(letter.isalpha() for letter in word) else {mark_key(word)})
        if key
    }
