"""Numbers as people write them, in any local grouping, with units, notes and signs of estimation around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.texts.folding import fold
from etl.texts.words import about_words, number_words

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CORE = re.compile(r"\d(?:[\d.,'’` ]*\d)?")
_RANGE = re.compile(r"(\d[\d .,]*?)\s*(?:[-–—…]|\.\.+|\b(?:p[îâ]nă la|la|до|to)\b)\s*(\d[\d .,]*)(.*)")
_NOTE = re.compile(r"\s*[(\[;:]\s*(.*?)\s*[)\]]?\s*$")
_GROUPED = re.compile(r"\d{1,3}(?:[ '’`]\d{3})+")
_MINUS = "-−–"


class NumberFormat(NamedTuple):
    """How numbers are written where a sign could mean two things."""

    decimal: str = ","
    thousands: str = "."
    declared: bool = False  # by the layout, so that there is no doubt
    middle_counts: bool = False  # of a range: somebody has confirmed that its middle stands for it


USUAL = NumberFormat()


class Number(NamedTuple):
    """A number, and what is to be said of it: "", "estimated", "grouped" (a point or comma read so) or "noted"."""

    value: float
    doubt: str = ""


def _split_at_sign(core: str, written: NumberFormat, *, whole: bool) -> tuple[str, bool] | None:
    """Return the core with "." as its decimal sign only, and whether a single sign was taken for grouping."""
    signs = {sign for sign in ".," if sign in core}
    if not signs:
        return core, False
    if len(signs) == 2:
        decimal = max(signs, key=core.rfind)
        (grouping,) = signs - {decimal}
        head, _, tail = core.rpartition(decimal)
        proper = core.count(decimal) == 1 and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(grouping)}\d{{3}})+", head)
        return (head.replace(grouping, "") + "." + tail, False) if proper else None
    (sign,) = signs
    groups = core.split(sign)
    proper_groups = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2:
        return ("".join(groups), False) if proper_groups else None
    if proper_groups and groups[0] != "0" and (sign == written.thousands or (whole and sign != ",")):
        return "".join(groups), not (written.declared and sign == written.thousands)
    if proper_groups and groups[0] != "0" and whole:
        return "".join(groups), True
    return ".".join(groups), False


def _core_value(core: str, written: NumberFormat, *, whole: bool) -> Number | None:
    head, sign, tail = core, "", ""
    if match := re.search(r"[.,]\d*$", core):
        head, sign, tail = core[: match.start()], core[match.start()], core[match.start() + 1 :]
    if any(mark in head for mark in " '’`"):
        if not _GROUPED.fullmatch(head):
            return None
        head = re.sub(r"[ '’`]", "", head)
        return Number(float(f"{head}.{tail or 0}"))
    split = _split_at_sign(head + sign + tail, written, whole=whole)
    if split is None or any(mark in split[0] for mark in " '’`"):
        return None
    return Number(float(split[0]), "grouped" if split[1] else "")


def parse_number(text: str, written: NumberFormat = USUAL, *, whole: bool = True) -> Number | None:
    """Return the number a text says, or None when it says none or could say two (a range, an unknown word).

    `written` decides only where a point or a comma could mean two things; in a count (`whole`) a single sign before
    exactly three digits is grouping. A remark in brackets behind the number is left out and leaves a doubt ("noted").
    """
    plain = _SPACES.sub(" ", text).strip()
    if plain.isdecimal():
        return Number(float(plain))
    if _RANGE.match(plain):
        return None
    match = _CORE.search(plain)
    if match is None:
        return None
    before, after = plain[: match.start()].strip(), plain[match.end() :].strip()
    negative = before.endswith(tuple(_MINUS)) or (before == "(" and after == ")")
    before = before.rstrip(_MINUS).strip(" (+")
    if before and not _is_about(before):
        return None
    words, doubt = _without_note(after.rstrip("+"))
    factor = _factor(words)
    number = _core_value(match[0], written, whole=whole and factor == 1.0) if factor else None
    if factor is None or number is None:
        return None
    value = round(number.value * factor, 6)
    doubt = "estimated" if before or after.endswith("+") else doubt or number.doubt
    return Number(-value if negative else value, doubt)


def parse_range(text: str, written: NumberFormat = USUAL, *, whole: bool = True) -> tuple[float, float] | None:
    """Return the lower and the upper number of a range ("10-15", "10 до 15 чел."), or None where there is none."""
    match = _RANGE.fullmatch(_SPACES.sub(" ", text).strip())
    if match is None:
        return None
    words, _ = _without_note(match[3].strip())
    factor = _factor(words)
    low, high = (_core_value(match[place].strip(" .,"), written, whole=whole and factor == 1.0) for place in (1, 2))
    if factor is None or low is None or high is None or low.value >= high.value:
        return None
    return round(low.value * factor, 6), round(high.value * factor, 6)


def _is_about(text: str) -> bool:
    return (fold(text) or text) in about_words()


def _without_note(after: str) -> tuple[str, str]:
    """Return what follows a number without a remark, and the doubt that the remark or a sign of estimation leaves."""
    if _factor(after) is not None:
        return after, ""
    note = _NOTE.search(after)
    if note and any(letter.isalpha() for letter in note[1]):
        return after[: note.start()], "estimated" if any(map(_is_about, (note[1], *note[1].split()))) else "noted"
    words = after.split()
    for length in range(1, len(words) + 1):  # "120 pers. aproximativ"
        if _is_about(" ".join(words[-length:])):
            return " ".join(words[:-length]), "estimated"
    return after, ""


def _factor(after: str) -> float | None:
    """Return what the words behind a number multiply it by, or None for a word that is none of them."""
    words, factors = fold(after), number_words()
    if not words:
        return 1.0 if after.strip(" .,;)") == "" else None
    if words in factors:
        return factors[words]
    parts = [factors.get(word) for word in words.split() if word != "de"]
    factor = 1.0
    for part in parts:
        if part is None:
            return None
        factor *= part
    return factor if parts else None
