"""What a page is: a name, what it says at an address, and how that is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.access.viewers import Permission
from dashboard.asked import FILTERS, Asked, Choice, Filter
from dashboard.content import PageContent
from data.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list in dashboard/pages/__init__.py. Its words stand under [page.<key>] in the text files."""

    key: str  # as in the address
    content: Callable[[Asked], PageContent]  # pure data, the same for the page and its files
    body: Callable[[PageContent, Asked], Component]
    filters: tuple[Filter, ...] = FILTERS  # those that what it says follows
    choices: tuple[Choice, ...] = ()  # what else its address may say
    audience: Permission = "figures"  # who may see it
    files: bool = True  # it can be taken away as .csv, .xlsx, .json
    listed: bool = True  # it stands in the navigation
    item: str = ""  # of a page about one thing, which its path names: the key that names it as well (/en/figure?id=…)
    has: Callable[[Catalogue, str], bool] = lambda _catalogue, _item: False  # is there such a thing?
    missing: str = "not_found.what"  # the key of what is said where there is none
