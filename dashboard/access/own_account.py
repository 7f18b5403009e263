"""A person's own account: what it is for, another password, the way out."""

from __future__ import annotations

from flask import Response, abort, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access.accounts import Account
from dashboard.access.entrance import client_address, viewer
from dashboard.access.sign_in import WRONG, SignIn
from data.selection import group_name
from data.wording import Text


def own_account(pages: SignIn) -> Response:
    """Answer the page of whoever is signed in; a new password asks for the present one."""
    form, text, plain = FlaskForm(), pages.said, pages.plain
    if (number := viewer().account) is None:
        abort(403)  # whoever came by a link has none
    one = pages.entrance.accounts.numbered(number)
    if not form.validate_on_submit():
        return _page(pages, one, form)
    keys = pages.entrance.throttle.of_password(one.name, client_address())
    if wait := pages.entrance.throttle.wait_minutes(keys):
        return _page(pages, one, form, text.plural("sign_in.wait", wait))
    if not pages.entrance.passwords.right(request.form.get("old", ""), one.password_hash):
        pages.entrance.throttle.failed(keys)
        return _page(pages, one, form, text["password.wrong"])
    if wrong := pages.changed(one):
        return _page(pages, one, form, wrong)
    shown = plain.page("error", "account.title", said=text["password.kept"], tone="well", values={"what": ""})
    return pages.stay(shown, one)


def _page(pages: SignIn, one: Account, form: FlaskForm, said: str = "") -> Response:
    values = {"form": form, "least": pages.least, "scope": scope_words(pages, one.scope, one.scope_code, pages.said)}
    return pages.plain.page("account", "account.title", said=said, status=WRONG if said else 200, values=values)


def scope_words(pages: SignIn, scope: str, scope_code: str | None, text: Text) -> str:
    """Return the part of the network that an account or a link is for, as read."""
    catalogue, code = pages.plain.site.catalogue, scope_code or ""
    name = code
    if scope == "group" and code in catalogue.groups:
        name = group_name(code, text, catalogue)
    elif scope == "territory" and code in catalogue.territories:
        name = catalogue.territories[code].name(text.language)
    elif scope == "library" and code in catalogue.libraries:
        name = catalogue.libraries[code].name
    return text[f"scope.{scope}"] if scope == "network" else text.format(f"scope.{scope}", name=name)
