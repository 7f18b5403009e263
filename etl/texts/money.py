"""Words around a sum that say it is not what it looks like: of a foreign currency, or promised and not received."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.lists.declared import list_words
from etl.texts.folding import fold, spellings

_WORDS = re.compile(r"[^\W\d_]+|[$€]")
FOREIGN, PROMISED = "foreign-currency", "promised-money"


@lru_cache(maxsize=4)
def _doubts(reporting: str) -> dict[str, str]:
    """Return word (folded), or sign -> the problem it makes of a sum, in a network that counts in a currency."""
    currencies = list_words()["currency"]
    foreign = (word for code, words in currencies.items() if code != reporting for word in words)
    own = {key for word in currencies.get(reporting, ()) for key in spellings(word)}
    doubts = {
        key: FOREIGN for word in foreign if " " not in word for key in (spellings(word) if fold(word) else {word})
    }
    doubts |= {key: PROMISED for word in list_words()["given"]["pledged"] for key in spellings(word)}
    return {key: kind for key, kind in doubts.items() if key not in own}


def money_doubt(text: str, reporting: str = "MDL") -> str | None:
    """Return the problem kind of a sum that a text says is in another currency than `reporting`, or only promised."""
    doubts = _doubts(reporting)
    said = {doubts.get(fold(word) or word) for word in _WORDS.findall(text)} - {None}
    return FOREIGN if FOREIGN in said else PROMISED if PROMISED in said else None
