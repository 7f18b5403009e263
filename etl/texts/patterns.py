"""Patterns: how a layout says what a header, a sheet name, a file name or a title reads, and what it learns from it.

A pattern is the text itself, compared folded. `*` stands for anything (nothing included), `{month}` for a text that
says a month, and ` > ` separates the levels of a header of several rows. `re:` opens a regular expression with named
groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.texts.folding import fold, raw_words, spellings
from etl.texts.months import ROMAN, month_names

LEVEL = " > "
DIMENSIONS = (
    "library",
    "library_code",
    "territory",
    "indicator",
    "category",
    "month",
    "year",
    "date",
    "period",
    "unit",
    "area",
)
PERIOD = "{period}"  # a text that as a whole says a month and its year
_PART = re.compile(r"\{(\w*)\}|\*|>")
_YEAR = r"(?:19|20)\d\d"


class PatternError(ValueError):
    """A pattern that cannot be understood; the message says why."""


@dataclass(frozen=True)
class Pattern:
    """One pattern, compiled. `dimensions` are the names it captures."""

    text: str
    dimensions: tuple[str, ...]
    strict: re.Pattern[str]  # a capture stays on its level
    loose: re.Pattern[str]  # a capture may span levels
    raw: bool  # a regular expression, matched on the text as written
    literals: frozenset[str]  # folded levels without capture or star, in every spelling
    levels: int

    def match(self, text: str) -> dict[str, str] | None:
        """Return what the text says, dimension -> text as written, or None when the pattern does not fit."""
        if self.raw:
            found = self.strict.search(text)
            return {name: value for name, value in found.groupdict().items() if value} if found else None
        folded = fold(text)
        hit = self.strict.fullmatch(folded) or self.loose.fullmatch(folded)
        if hit is None:
            return None
        return {name: _as_written(text, folded, hit.span(name)) for name in self.dimensions}


def _as_written(text: str, folded: str, span: tuple[int, int]) -> str:
    """Return the words of `text` that stand behind a span of its folded form."""
    start, end = span
    if (start, end) == (0, len(folded)):
        return text.strip()
    words = raw_words(text)
    if len(words) != folded.count(" ") + 1:
        return folded[start:end]
    first = folded[:start].count(" ")
    wanted = words[first : first + folded[start:end].count(" ") + 1]
    return _slice(text, wanted)


def _slice(text: str, words: list[str]) -> str:
    """Return the part of the text from the first of its words to the last, signs between them included."""
    where = re.search(r"[\W_]*?".join(re.escape(word) for word in words), text)
    return where[0] if where else " ".join(words)


@lru_cache(maxsize=32)
def _month_regex(languages: tuple[str, ...]) -> str:
    """Return the regular expression of a month inside other words: its name, its number or its roman number."""
    names = sorted((*month_names(languages), *ROMAN), key=len, reverse=True)
    return r"(?:\d{1,2}|" + "|".join(re.escape(name) for name in names) + ")"


def _capture(name: str, text: str, languages: tuple[str, ...], *, across: bool) -> str:
    """Return the regular expression of {name} in a pattern: whole words, of the kind that `name` asks for."""
    if name == "year":
        return rf"(?P<year>{_YEAR})"
    alone = any(level.strip() == f"{{{name}}}" for level in text.split(">"))
    if name == "month" and not alone:
        year = "" if "{year}" in text else rf"(?: {_YEAR})?"
        return rf"(?<![^ ])(?P<month>{_month_regex(languages)}{year})(?![^ ])"
    inside = r"." if across else r"(?:(?! > ).)"
    return rf"(?<![^ ])(?P<{name}>{inside}+?)(?![^ ])"


def _regex(text: str, languages: tuple[str, ...], *, across: bool) -> str:
    """Return the regular expression of a pattern over folded text; `across`: a capture may span levels."""
    pieces = re.split(r"(\{\w*\}|\*|>)", text)  # literal, part, literal, part, ... literal
    out = ""
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            before = pieces[index - 1] if index else ""
            after = pieces[index + 1] if index + 1 < len(pieces) else ""
            out += _literal(piece, before=before, after=after)
        elif piece == "*":
            out += r"(?:.*)"
        elif piece == ">":
            out += r"\ >\ "
        else:
            out += _capture(piece.strip("{}"), text, languages, across=across)
    return out


def _literal(text: str, *, before: str, after: str) -> str:
    """Return the regular expression of the text between two parts: its spellings, and the blanks around it."""
    forms = sorted(spellings(text))
    if forms == [""]:
        if not text or ">" in (before, after):
            return ""
        return r"\ " if before.startswith("{") and after.startswith("{") else r"\s?"
    body = "|".join(re.escape(form) for form in forms)
    lead = "" if text[0].isalnum() or before == ">" else (r"\ " if before.startswith("{") else r"\s?")
    trail = "" if text[-1].isalnum() or after == ">" else (r"\ " if after.startswith("{") else r"\s?")
    return f"{lead}(?:{body}){trail}"


@lru_cache(maxsize=4_096)
def compile_pattern(text: str, languages: tuple[str, ...] = ("ro", "ru", "en")) -> Pattern:
    """Return the pattern a layout declares; raises PatternError for an unknown {name} or a broken expression."""
    raw = text.startswith("re:")
    try:
        strict = re.compile(text[3:], re.IGNORECASE) if raw else None
    except re.error as error:
        raise PatternError(f"{text!r} is not a regular expression: {error}") from error
    names = (
        tuple(strict.groupindex)
        if strict
        else tuple(part[1] for part in _PART.finditer(text) if part[1] or part[0] == "{}")
    )
    for name in names:
        if name not in DIMENSIONS:
            raise PatternError(f"{{{name}}} in {text!r} is none of {', '.join(DIMENSIONS)}")
    if len(set(names)) != len(names):
        raise PatternError(f"{text!r} names the same thing twice")
    if not text.strip():
        raise PatternError("a pattern must not be empty")
    levels = [] if raw else text.split(">")
    plain = [level for level in levels if "{" not in level and "*" not in level and fold(level)]
    return Pattern(
        text=text,
        dimensions=names,
        strict=strict or re.compile(_regex(text, languages, across=False)),
        loose=strict or re.compile(_regex(text, languages, across=True)),
        raw=raw,
        literals=frozenset(form for level in plain[-1:] for form in spellings(level)),
        levels=max(1, len(levels)),
    )


def path_variants(levels: tuple[str, ...]) -> list[str]:
    """Return a header path as texts: whole, and by each half where a level is bilingual ("Vizite/Посещения")."""
    variants = [LEVEL.join(levels)]
    for half in (0, -1) if any("/" in level or "\n" in level for level in levels) else ():
        halves = tuple(re.split(r"\s*[/\n]\s*", level)[half] or level for level in levels)
        if (text := LEVEL.join(halves)) not in variants:
            variants.append(text)
    return variants
