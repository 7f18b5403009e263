"""The plain pages of whoever is signed in, each for its audience."""

from __future__ import annotations

from functools import partial

from dashboard.access.audit_page import audit_page
from dashboard.access.door import Door
from dashboard.access.managing import all_accounts
from dashboard.access.own_account import own_account
from dashboard.access.sign_in import SignIn, add_sign_in


def add_staff_pages(door: Door, pages: SignIn) -> None:
    """Serve the pages of signing in, of one's own account, of all accounts and of the record."""
    add_sign_in(door, pages)
    form, plain = ("GET", "POST"), pages.plain
    account, accounts, audit = (partial(page, pages) for page in (own_account, all_accounts, audit_page))
    door.route("signed-in", "/<language>/account", "account", methods=form)(plain.of_language(account))
    door.route("accounts", "/<language>/accounts", "accounts", methods=form)(plain.of_language(accounts))
    door.route("audit", "/<language>/audit", "audit")(plain.of_language(audit))
