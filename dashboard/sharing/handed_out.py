"""What is handed out of a link or an embedding: made once, and kept nowhere."""

from __future__ import annotations

from html import escape

from dashboard.sharing.opening import PATH


def link_address(base: str, language: str, token: str) -> str:
    """Return the address that opens a link; browsers send nobody what stands behind its #."""
    return f"{base}/{language}/{PATH}#{token}"


def embedding_code(base: str, language: str, name: str, title: str) -> str:
    """Return what the author of another page puts into it."""
    source = f"{base}/embed/{language}/{name}"
    return f'<iframe src="{source}" title="{escape(title)}" width="100%" height="640" loading="lazy" sandbox></iframe>'
