"""A number in letters that can be read aloud and typed, with two check letters: how every id that leaves is written.

Its 29 letters and digits are those that nobody confuses (no 0 beside o, no 1 beside i and l, no s beside 5, no u beside
v). The two check letters bring the sum of all letters, and the sum of all letters each times a power of 2, to 1 modulo
29. 29 is a prime and 2 generates its whole group, so one wrong letter, or two neighbours changed over, never passes.
This is a Reed-Solomon code with two check symbols (I. S. Reed, G. Solomon, "Polynomial codes over certain finite
fields", 1960).
"""

from __future__ import annotations

import re

from data.packed import LONGEST

ALPHABET = "23456789abcdefghjkmnpqrtvwxyz"
_BASE = len(ALPHABET)
_CHECK = 1  # what both sums come to: another number would mark another way of packing
_GROUP = 4  # letters between dashes


class UnreadableFigure(ValueError):
    """An id that says nothing: a letter is wrong, or the network does not have what it names."""


def written(number: int) -> str:
    """Return a number in letters, e.g. "k7mq-2x9d"."""
    body = _letters(number)
    whole = body + _checks(body)
    return "-".join(whole[place : place + _GROUP] for place in range(0, len(whole), _GROUP))


def number_of(id_: str) -> int:
    """Return the number of an id, however it is typed (capitals, blanks, without dashes); raises UnreadableFigure."""
    letters = re.sub(r"[\s\-\u2010-\u2015]", "", id_.lower())
    if not 2 < len(letters) < LONGEST or not set(letters) <= set(ALPHABET):
        raise UnreadableFigure(id_)
    body, number = letters[:-2], 0
    for letter in body:
        number = number * _BASE + ALPHABET.index(letter)
    if _checks(body) != letters[-2:] or _letters(number) != body:
        raise UnreadableFigure(id_)
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number, _BASE)
        letters = ALPHABET[place] + letters
    return letters or ALPHABET[0]


def _checks(body: str) -> str:
    """Return the two letters that bring both sums to `_CHECK`; powers are counted from the last letter."""
    places = [ALPHABET.index(letter) for letter in reversed(body)]
    plain = (_CHECK - sum(places)) % _BASE
    weighted = (_CHECK - sum(place * pow(2, power, _BASE) for power, place in enumerate(places, start=2))) % _BASE
    # first + second = plain, and 2 * first + second = weighted
    first = (weighted - plain) % _BASE
    return ALPHABET[first] + ALPHABET[(plain - first) % _BASE]
