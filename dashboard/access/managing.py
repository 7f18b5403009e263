"""The page of all accounts, for administrators: who may sign in, as what; every change holds at the next request."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access.accounts import Account, NameTaken, UnknownAccount
from dashboard.access.entrance import viewer
from dashboard.access.own_account import scope_words
from dashboard.access.roles import SCOPES, WrongScope, roles
from dashboard.access.sign_in import SignIn
from dashboard.plain import Tone

_DONE = "accounts.done"


@dataclass(frozen=True, slots=True)
class _Line:
    """An account as the page shows it."""

    account: Account
    scope: str
    signed_in: int


def all_accounts(pages: SignIn) -> Response:
    """Answer the page, after doing what its form asks."""
    form, said, tone = FlaskForm(), "", "well"
    if form.validate_on_submit():
        said, tone = _done(pages)
    text, sessions = pages.said, pages.entrance.sessions.count()
    lines = [
        _Line(one, scope_words(pages, one.scope, one.scope_code, text), sessions.get(one.id, 0))
        for one in pages.entrance.accounts.all()
    ]
    values = {
        "form": form,
        "lines": lines,
        "roles": [(code, text[f"role.{code}.name"]) for code in roles()],
        "scopes": [(code, text[f"scope.kind.{code}"]) for code in SCOPES],
    }
    shown: Tone = "well" if tone == "well" else "wrong"
    return pages.plain.page("accounts", "accounts.title", said=said, tone=shown, values=values)


def _done(pages: SignIn) -> tuple[str, str]:
    """Do what the form asks; return what came of it in words, and whether well."""
    text, said = pages.said, request.form
    try:
        if said.get("do") == "add":
            return _added(pages), "well"
        number = said.get("account", "")
        one = pages.entrance.accounts.numbered(int(number) if number.isascii() and number.isdecimal() else 0)
        if one.id == viewer().account:
            return text["accounts.own"], "wrong"
        return _changed(pages, one), "well"
    except NameTaken:
        return text["accounts.taken"], "wrong"
    except UnknownAccount:
        return text["error.400.what"], "wrong"
    except WrongScope as wrong:
        return text.format(f"accounts.wrong_{wrong.key}", found=wrong.found or "–"), "wrong"


def _added(pages: SignIn) -> str:
    said, text = request.form, pages.said
    name = said.get("name", "")
    role, scope, code = said.get("role", ""), said.get("scope", ""), said.get("code", "").strip() or None
    password = not said.get("elsewhere")
    given = pages.entrance.accounts.add(name, role, scope, code, by=viewer().name, password=password)
    return text.format("accounts.given", name=name, password=given) if given else text.format(_DONE, name=name)


def _changed(pages: SignIn, one: Account) -> str:
    accounts, said, by, text = pages.entrance.accounts, request.form, viewer().name, pages.said
    what = said.get("do", "")
    if what == "reset":
        return text.format("accounts.given", name=one.name, password=accounts.reset(one, by=by))
    if what == "change":
        code = said.get("code", "").strip() or None
        accounts.change(one, said.get("role", ""), said.get("scope", ""), code, by=by)
    elif what == "disable":
        accounts.disable(one, by=by)
    elif what == "enable":
        accounts.enable(one, by=by)
    elif what == "end_sessions":
        accounts.end_sessions(one, by=by)
    else:
        raise UnknownAccount(what)
    return text.format(_DONE, name=one.name)
