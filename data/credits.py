"""What this site stands on that others made: data, standards, programs and fonts, each with its licence.

Declared in credits.toml: what every installation uses in data/definitions, what belongs to one network in its folder.
Names and what a thing is used for stand in the text/ folders under [credit.<code>].
"""

from __future__ import annotations

from typing import Literal

from data.models import Declared

FILE = "credits.toml"
Kind = Literal["data", "standard", "program", "font"]


class Credit(Declared):
    """A source. `credit` is how it is cited, alike in every language; `licence` "" says that none is stated."""

    code: str
    kind: Kind
    credit: str
    licence: str = ""
    files: tuple[str, ...] = ()  # what of it is here: beside the network's credits.toml, or below the project's folder
