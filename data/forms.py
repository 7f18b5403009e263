"""The forms of a network: what each asks, in its order, as forms.toml of the network's folder declares it."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from data.catalogue import Catalogue
from data.loading_files import DefinitionError, read_tables
from data.loading_network import open_network
from data.models import Category, Declared, Indicator
from data.periods import Month

FILE = "forms.toml"


class Form(Declared):
    """What a form asks: indicators of the library, and indicators asked once for each service category."""

    code: str  # "monthly" or "annual"
    name: str  # what its files are called, e.g. NVT-LUNAR
    version: str
    indicators: tuple[str, ...]
    children: dict[str, str] = Field(default={})  # indicator -> its part that is asked beside it: of which children
    by_category: tuple[str, ...] = ()
    consolidated: tuple[str, ...] = ()  # of by_category, what the table of a whole territory asks
    categories: tuple[str, ...] = ()


def load_forms(network: Path) -> dict[str, Form]:
    """Return the forms by code; none where the network declares none. Raises DefinitionError."""
    path = open_network(network).find(FILE)
    return read_tables(path, Form) if path else {}


def form_of(catalogue: Catalogue, code: str, month: Month) -> Form:
    """Return a form with what it asks in a month; raises DefinitionError for one that is not declared."""
    path = catalogue.folder / FILE
    form = load_forms(catalogue.folder).get(code)
    if form is None:
        raise DefinitionError(path, code, "the network has no such form", f"declare [{code}] with what it asks")
    asked = {
        "indicators": (*form.indicators, *form.children, *form.children.values(), *form.by_category),
        "categories": form.categories,
    }
    for key, codes in asked.items():
        declared = getattr(catalogue, key)
        unknown = next((one for one in codes if one not in declared), None)
        if unknown:
            raise DefinitionError(path, f"{code}.{key}", f"{unknown!r} is not declared", "correct the code")
    indicators, categories = catalogue.indicators, catalogue.categories
    return form.model_copy(
        update={
            "indicators": tuple(one for one in form.indicators if _lives(indicators[one], month)),
            "by_category": tuple(one for one in form.by_category if _lives(indicators[one], month)),
            "consolidated": tuple(one for one in form.consolidated if _lives(indicators[one], month)),
            "categories": tuple(one for one in form.categories if _lives(categories[one], month)),
        }
    )


def _lives(declared: Indicator | Category, month: Month) -> bool:
    return declared.since <= month and (declared.until is None or month <= declared.until)
