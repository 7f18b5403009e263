"""Where links are made, revoked and opened."""

from __future__ import annotations

from functools import partial

from dashboard.access import Door
from dashboard.access.sign_in import SignIn
from dashboard.sharing.links_page import links_page
from dashboard.sharing.opening import PATH, opened


def add_sharing(door: Door, pages: SignIn) -> None:
    """Serve the page of links to whoever may share, and the page that opens a link to everybody."""
    form, plain = ("GET", "POST"), pages.plain
    door.route("share", "/<language>/links", "links", methods=form)(plain.of_language(partial(links_page, pages)))
    door.route("anyone", f"/<language>/{PATH}", PATH, methods=form)(plain.of_language(partial(opened, pages)))
