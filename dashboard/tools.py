"""Plain pages that stand in the header, for those who may see them: no pages of figures, and they keep no filters."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.access import Audience, Viewer

PUBLISHED = "/public/"  # where everybody finds what was published
TOOLS: dict[str, Audience] = {
    "impact": "anyone",
    "upload": "upload",
    "publish": "publish",
    "links": "share",
    "accounts": "accounts",
    "audit": "audit",
    "account": "signed-in",
}
_WITH_ACCOUNT = ("links", "account")  # without accounts nobody else is answered


class Tool(NamedTuple):
    """A link of the header; its words stand under [tool] in the text files."""

    key: str
    href: str


def tools(viewer: Viewer, language: str) -> tuple[Tool, ...]:
    """Return those that somebody may see, in the order of the header; without accounts, fewer."""
    seen = (key for key, audience in TOOLS.items() if viewer.allowed(audience))
    offered = (key for key in seen if key not in _WITH_ACCOUNT or viewer.account is not None)
    return tuple(
        Tool(key, f"{PUBLISHED}{language}.html" if key == "impact" else f"/{language}/{key}") for key in offered
    )


def sharing(viewer: Viewer, language: str, page: str) -> str:
    """Return where a page, by its address, is shared with people without an account; "" for whoever may not."""
    if viewer.account is None or not viewer.allowed(TOOLS["links"]):
        return ""
    return f"/{language}/links?{urlencode({'page': page})}"
