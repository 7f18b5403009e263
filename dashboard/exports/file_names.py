"""File names that say what is inside: subject, area, period, as-of date, embargo; small Latin letters, digits, dashes.

Every file that is handed out is named here, so that a folder of them sorts by what they are about.
"""

from __future__ import annotations

import re
import unicodedata

from dashboard.content import Embargo, PageContent
from data.wording import Text

_LONGEST = 48  # letters of a part: with all of them a name stays far below what disks, archives and mail take
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch",
        "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
    }
)  # fmt: skip


def file_name(content: PageContent, extension: str, text: Text) -> str:
    """Return e.g. "participare-orhei-2017-la-2018-12-31-demo.csv"."""
    return f"{content_stem(content, text)}.{extension}"


def content_stem(content: PageContent, text: Text) -> str:
    """Return the name of a page's files without its ending."""
    return file_stem(
        content.subject or content.page,
        content.area,
        content.period,
        as_of_day=content.as_of_day,
        text=text,
        demonstration=bool(content.demonstration),
        embargo=content.embargo,
    )


def file_stem(*parts: str, as_of_day: str, text: Text, demonstration: bool, embargo: Embargo | None) -> str:
    """Return the name without its ending: the parts in few letters, the day of the data, what a demonstration is, and
    until when only staff may have it.

    `parts`: subject, area and period; `as_of_day`: YYYY-MM-DD, or "" where nothing was received.
    """
    day = text.format("export.name_as_of", day=as_of_day) if as_of_day else ""
    until = text.format("export.name_embargo", day=embargo.until) if embargo else ""
    said = [*(_shortened(slug(part)) for part in parts), slug(day), "demo" if demonstration else "", slug(until)]
    return "-".join(part for part in said if part)


def slug(text: str) -> str:
    """Return the text in small Latin letters and digits joined by dashes; other letters are respelled."""
    parted = unicodedata.normalize("NFKD", text.lower().translate(_LATIN))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _shortened(slugged: str) -> str:
    """Return the slug without the words that would make it too long for a file name."""
    if len(slugged) <= _LONGEST:
        return slugged
    return slugged[: _LONGEST + 1].rpartition("-")[0] or slugged[:_LONGEST]
