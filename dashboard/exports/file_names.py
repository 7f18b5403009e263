"""File names that say what is inside: subject, area and period, as-of date; small Latin letters and dashes."""

from __future__ import annotations

import re
import unicodedata

from dashboard.content import PageContent

_LONGEST = 80
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch",
        "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
    }
)  # fmt: skip


def file_name(content: PageContent, extension: str) -> str:
    """Return e.g. "attendance-orhei-ianuarie-decembrie-2017-31-decembrie-2018-demo.csv"."""
    parts = [slug(content.page), _shortened(slug(content.filters)), slug(content.as_of)]
    if content.demonstration:
        parts.append("demo")
    return "-".join(part for part in parts if part) + f".{extension}"


def slug(text: str) -> str:
    """Return the text in small Latin letters and digits joined by dashes; other letters are respelled."""
    parted = unicodedata.normalize("NFKD", text.lower().translate(_LATIN))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _shortened(slugged: str) -> str:
    """Return the slug without the words that would make it too long for a file name."""
    if len(slugged) <= _LONGEST:
        return slugged
    return slugged[:_LONGEST].rpartition("-")[0] or slugged[:_LONGEST]
