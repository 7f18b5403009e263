"""What is declared of lists: the fields of each kind, the totals a list must agree with, the words of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from data.catalogue import DEFINITIONS
from data.loading_files import DefinitionError, build, read_toml, table
from data.models import Declared

LISTS = DEFINITIONS / "record_lists.toml"
WORDS = DEFINITIONS / "list_words.toml"
WHOSE = ("library", "library_code", "territory")  # columns that say whose row it is
ROW_NUMBER = "number"


class ListKind(Declared):
    """A kind of list: how each field of its rows is read, and the fields a row is called by when something is told."""

    known_by: tuple[str, ...]
    fields: Mapping[str, str]


class ListTotal(Declared):
    """How a total of the report follows from a list: a count, the sum of a field, or a count of what is filled in."""

    list: str
    sum: str | None = None
    filled: str | None = None
    where: Mapping[str, tuple[str, ...]] = {}
    may_hold_less: bool = False


@cache
def list_kinds() -> dict[str, ListKind]:
    """Return the kinds of lists by name; raises DefinitionError."""
    declared = read_toml(LISTS)
    return {
        name: build(ListKind, LISTS, name, table(LISTS, name, value))
        for name, value in declared.items()
        if name != "totals"
    }


@cache
def list_totals() -> dict[str, ListTotal]:
    """Return the totals by indicator; raises DefinitionError for a list or field that is not declared."""
    kinds = list_kinds()
    totals = {}
    for code, value in table(LISTS, "totals", read_toml(LISTS)["totals"]).items():
        total = build(ListTotal, LISTS, f"totals.{code}", table(LISTS, code, value))
        fields = kinds[total.list].fields if total.list in kinds else {}
        for named in (total.sum, total.filled, *total.where):
            if named is not None and named not in fields:
                key = f"totals.{code}"
                raise DefinitionError(LISTS, key, f"{total.list!r} has no field {named!r}", "use one of its fields")
        totals[code] = total
    return totals


@cache
def list_words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return vocabulary -> code -> words."""
    return {
        name: {
            code: tuple(map(str, words)) for code, words in table(WORDS, name, codes).items() if isinstance(words, list)
        }
        for name, codes in read_toml(WORDS).items()
    }
