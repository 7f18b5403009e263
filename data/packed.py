"""Many small numbers and short codes as one number, and back: what an id is made of."""

from __future__ import annotations

LONGEST = 600  # letters of a text or of an id: more than any selection takes
_CODE_LETTERS = "-._0123456789"
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _CODE_LETTERS, "abcdefghijklmnopqrstuvwxyz" + _CODE_LETTERS
_ALPHABETS = (_UPPER, _LOWER)
_UNICODE = 0x110000
_SIGNS = {"A": _UPPER[:26], "9": "0123456789"}  # of the shape of a code; any other sign stands for itself
_SHORT, _LONG = 31, 20_000  # a count below the first is one small number


class Packer:
    """Numbers below their radix become one; the last written weighs most, so what is 0 at the end costs nothing."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, int]] = []

    def put(self, value: int, radix: int) -> None:
        """Write a number; raises ValueError where it is not from 0 to below its radix."""
        if not 0 <= value < radix:
            raise ValueError(f"{value} does not fit below {radix}")
        self._parts.append((value, radix))

    def count(self, value: int) -> None:
        """Write a count: a small one takes little room, a large one is possible."""
        self.put(min(value, _SHORT), _SHORT + 1)
        if value >= _SHORT:
            self.put(value - _SHORT, _LONG)

    def text(self, text: str) -> None:
        """Write a text: codes of capitals or of small letters take little room, anything else is possible."""
        self.count(len(text))
        if not text:
            return
        kind = next((place for place, letters in enumerate(_ALPHABETS) if set(text) <= set(letters)), len(_ALPHABETS))
        self.put(kind, len(_ALPHABETS) + 1)
        for letter in text:
            if kind == len(_ALPHABETS):
                self.put(ord(letter), _UNICODE)
            else:
                self.put(_ALPHABETS[kind].index(letter), len(_ALPHABETS[kind]))

    def shaped(self, text: str, shape: str) -> None:
        """Write a code of the usual shape (A a letter, 9 a digit) as one number; any other is written out."""
        number, fits = 0, len(text) == len(shape)
        for sign, letter in zip(shape, text, strict=False):
            letters = _SIGNS.get(sign, sign)
            fits = fits and letter in letters
            number = number * len(letters) + max(0, letters.find(letter))
        self.put(number + 1 if fits else 0, _codes_of(shape) + 1)
        if not fits:
            self.text(text)

    @property
    def number(self) -> int:
        """All that was written."""
        number = 0
        for value, radix in reversed(self._parts):
            number = number * radix + value
        return number


class Unpacker:
    """Reads what a Packer wrote, in the same order; `number` is what is left."""

    def __init__(self, number: int) -> None:
        self.number = number

    def take(self, radix: int) -> int:
        """Read a number."""
        self.number, value = divmod(self.number, radix)
        return value

    def count(self) -> int:
        """Read a count."""
        value = self.take(_SHORT + 1)
        return value if value < _SHORT else _SHORT + self.take(_LONG)

    def text(self) -> str:
        """Read a text; of one that cannot be as long as it says, so much as can be. Raises ValueError for no letter."""
        length = min(self.count(), LONGEST)
        if not length:
            return ""
        kind = self.take(len(_ALPHABETS) + 1)
        if kind == len(_ALPHABETS):
            return "".join(chr(self.take(_UNICODE)) for _ in range(length))
        letters = _ALPHABETS[kind]
        return "".join(letters[self.take(len(letters))] for _ in range(length))

    def shaped(self, shape: str) -> str:
        """Read a code of a shape."""
        number = self.take(_codes_of(shape) + 1)
        if not number:
            return self.text()
        number, letters = number - 1, ""
        for sign in reversed(shape):
            of = _SIGNS.get(sign, sign)
            number, place = divmod(number, len(of))
            letters = of[place] + letters
        return letters


def _codes_of(shape: str) -> int:
    """Return how many codes have a shape."""
    return int(26 ** shape.count("A") * 10 ** shape.count("9"))
