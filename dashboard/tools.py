"""Plain pages that stand in the header, for those who may see them: no pages of figures, and they keep no filters."""

from __future__ import annotations

from dashboard.access import Audience, Viewer

TOOLS: dict[str, Audience] = {
    "upload": "upload",
    "publish": "publish",
    "accounts": "accounts",
    "audit": "audit",
    "account": "signed-in",
}


def tools(viewer: Viewer) -> tuple[str, ...]:
    """Return the keys of those that somebody may see, in the order of the header; an account has who signed in only."""
    seen = (key for key, audience in TOOLS.items() if viewer.allowed(audience))
    return tuple(key for key in seen if key != "account" or viewer.account is not None)
