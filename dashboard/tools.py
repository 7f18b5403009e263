"""Plain pages that stand in the header, for those who may see them: no pages of figures, and they keep no filters."""

from __future__ import annotations

from dashboard.access import Audience, Viewer

TOOLS: dict[str, Audience] = {
    "upload": "upload",
    "publish": "publish",
    "links": "share",
    "accounts": "accounts",
    "audit": "audit",
    "account": "signed-in",
}
_WITH_ACCOUNT = ("links", "account")  # without accounts nobody else is answered


def tools(viewer: Viewer) -> tuple[str, ...]:
    """Return the keys of those that somebody may see, in the order of the header; without accounts, fewer."""
    seen = (key for key, audience in TOOLS.items() if viewer.allowed(audience))
    return tuple(key for key in seen if key not in _WITH_ACCOUNT or viewer.account is not None)
