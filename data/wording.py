"""The words people read, in each language: Text(language)["indicator.V01.name"] over the text/ folders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.formats import locale, number, rounded

SHARED_TEXT = Path(__file__).parent / "text"
Value = str | int


class Filled(str):
    """What fills a place of a text; {place:inside} says that it stands within a sentence."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return inside(self) if spec == "inside" else super().__format__(spec)


def inside(name: str) -> str:
    """Return a name as it stands within a sentence: "visits", but "IT literacy" and "Wi-Fi sessions"."""
    first = name.partition(" ")[0]
    return name[:1].lower() + name[1:] if first[1:] == first[1:].lower() else name


class MissingText(KeyError):
    """A text that no folder has in that language."""

    def __init__(self, key: str, language: str) -> None:
        self.key, self.language = key, language
        super().__init__(f"there is no text {key!r} in {language!r}; add it to text/{language}.toml")


@dataclass(frozen=True, slots=True)
class Text:
    """Every text of one language by its dotted key. Nobody writes into `texts`."""

    language: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the text as it stands; raises MissingText."""
        if key not in self.texts:
            raise MissingText(key, self.language)
        return self.texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def format(self, key: str, **values: Value) -> str:
        """Return the text with its {placeholders} filled; a whole number is written as the language writes it, and
        the name at a {place:inside} as it stands within a sentence.

        Give a year, or a number already written, as str. Raises MissingText, and KeyError for a placeholder not given.
        """
        return self[key].format_map({name: Filled(self._written(value)) for name, value in values.items()})

    def plural(self, key: str, count: float, *, decimals: int = 0, **values: Value) -> str:
        """Return the form of `key` that belongs to `count`, with {n} as the count written, e.g. "21 de biblioteci".

        The forms are the CLDR plural categories of the language (one, few, many, other) and stand below `key`.
        """
        form = locale(self.language).plural_form(rounded(count, decimals))
        return self.format(f"{key}.{form}", n=number(count, self.language, decimals), **values)

    def _written(self, value: Value) -> str:
        return value if isinstance(value, str) else number(value, self.language)


def languages(*folders: Path) -> tuple[str, ...]:
    """Return the languages that the shared words or one of the folders are written in, in the order of their codes."""
    return tuple(sorted({path.stem for folder in (SHARED_TEXT, *folders) for path in folder.glob("*.toml")}))


@lru_cache(maxsize=64)
def text(language: str, *folders: Path) -> Text:
    """Return the texts of a language: the shared ones (data/text) and those of the folders, a later folder winning.

    Raises MissingText where no folder has the language.
    """
    texts: dict[str, str] = {}
    for folder in (SHARED_TEXT, *folders):
        path = folder / f"{language}.toml"
        if path.is_file():
            texts.update(read_texts(path))
    if not texts:
        raise MissingText("*", language)
    return Text(language, texts)


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of one file by their dotted keys."""
    return _flat(tomllib.loads(path.read_text(encoding="utf-8")))


def _flat(tables: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return nested tables as dotted keys: [indicator.V01] name -> "indicator.V01.name"."""
    flat: dict[str, str] = {}
    for key, value in tables.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = str(value)
    return flat
