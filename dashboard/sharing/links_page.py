"""The page of links and embeddings, for whoever may share: those there are, one more, and the end of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Response, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access.entrance import viewer
from dashboard.access.own_account import scope_words
from dashboard.access.roles import SCOPES
from dashboard.access.share import KINDS, Share, Wanted, WrongShare
from dashboard.access.sign_in import SignIn
from dashboard.plain import Tone
from dashboard.settings import site_address
from dashboard.sharing.handed_out import embedding_code, link_address
from dashboard.sharing.wanted import page_address
from data.deadlines import time_zone
from data.formats import short_date

_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """A link as the page shows it."""

    share: Share
    kind: str
    page: str
    scope: str
    state: str
    until: str
    used: str
    opened: str
    by: str
    ends: bool


def links_page(pages: SignIn) -> Response:
    """Answer the page, after doing what its form asks."""
    form, said, tone, made = FlaskForm(), "", "well", ""
    text, asked = pages.said, _asked(pages, request.form if request.method == "POST" else {})
    if form.validate_on_submit():
        try:
            if request.form.get("do") == "revoke":
                pages.entrance.shares.revoke(_number(asked["link"]), name=viewer().name, made_by=_mine())
                said = text["links.revoked_now"]
            else:
                made = _made(pages, asked)
        except WrongShare as wrong:
            said, tone = text.format(f"links.wrong_{wrong.key}", found=wrong.found or "–"), "wrong"
    longest = pages.entrance.shares.today() + timedelta(days=pages.entrance.shares.rules.longest_days)
    values = {
        "form": form,
        "asked": asked,
        "made": made,
        "made_hint": text[f"links.made_{asked['kind']}"] if made else "",
        "lines": [_line(pages, one) for one in pages.entrance.shares.all(made_by=_mine())],
        "kinds": [(kind, text[f"links.{kind}"]) for kind in KINDS],
        "scopes": [(code, text[f"scope.kind.{code}"]) for code in SCOPES],
        "until_hint": text.format("links.until_hint", last=short_date(longest, text.language)),
    }
    shown: Tone = "well" if tone == "well" else "wrong"
    return pages.plain.page("links", "links.title", said=said, tone=shown, values=values)


def _made(pages: SignIn, asked: Mapping[str, str]) -> str:
    """Make what the form asks for, and return the address or the code to hand out, which is shown this once."""
    kind = next((one for one in KINDS if one == asked["kind"]), None)
    if kind is None or not asked["label"].strip():
        raise WrongShare("label")
    try:
        until = date.fromisoformat(asked["until"])
    except ValueError as error:
        raise WrongShare("day", asked["until"]) from error
    wanted = Wanted(
        kind=kind,
        label=asked["label"],
        address=page_address(asked["address"]),
        scope=asked["scope"],
        code=asked["code"].strip() or None,
        until=until,
        whole=bool(asked["whole"]),
        browsers=_number(asked["browsers"]),
    )
    token = pages.entrance.shares.make(wanted, by=viewer(), name=viewer().name)
    base, language = site_address() or request.host_url.rstrip("/"), pages.plain.language()
    if kind == "link":
        return link_address(base, language, token)
    return embedding_code(base, language, token, wanted.label)


def _asked(pages: SignIn, said: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the form: those sent, else what is usual."""
    rules, own = pages.entrance.shares.rules, pages.entrance.accounts.numbered(viewer().account or 0)
    usual = {
        "kind": "link",
        "address": request.args.get("page", ""),
        "label": "",
        "scope": own.scope,
        "code": own.scope_code or "",
        "until": (pages.entrance.shares.today() + timedelta(days=rules.usual_days)).isoformat(),
        "browsers": str(rules.usual_browsers),
        "whole": "",
        "link": "",
    }
    return (
        {key: said.get(key, "") for key in usual}
        if said.get("do") == "add"
        else {**usual, "link": said.get("link", "")}
    )


def _mine() -> int | None:
    """Return the account whose links are shown; None: those of everybody."""
    return None if viewer().allowed("accounts") else viewer().account


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST_NUMBER else 0


def _line(pages: SignIn, one: Share) -> _Line:
    text, shares = pages.said, pages.entrance.shares
    state = shares.state(one)
    page = text[f"page.{one.page}.name"]
    return _Line(
        share=one,
        kind=text[f"links.{one.kind}"],
        page=text["links.all_pages"] if one.whole else page,
        scope=scope_words(pages, one.scope, one.scope_code, text),
        state=text[f"links.state.{state}"],
        until=text.format("links.ends", date=_moment(pages, one.expires_at - timedelta(minutes=1))),
        used=text.format("links.used", date=_moment(pages, one.used_at)) if one.used_at else text["links.never_used"],
        opened=text.format("links.opened", n=one.opened, most=one.most_opened) if one.kind == "link" else "",
        by=text.format("links.by", name=one.maker) if one.maker else text["links.by_command"],
        ends=state in ("holds", "used_up"),
    )


def _moment(pages: SignIn, at: datetime) -> str:
    """Return a moment by the clocks of the network."""
    here = at.astimezone(time_zone(pages.entrance.catalogue))
    return f"{short_date(here.date(), pages.said.language)}, {here:%H:%M}"
