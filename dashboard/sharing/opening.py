"""Opening a link: its token stands behind the # of the address, which browsers send to nobody. A script takes it out of
the address and sends it once, in a form; the browser holds a cookie from then on."""

from __future__ import annotations

from flask import Response, make_response, redirect, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access.sign_in import SignIn

PATH = "shared"
_NOT_OPEN, _SEE_OTHER = 403, 303


def opened(pages: SignIn) -> Response:
    """Answer the page that opens a link, and the token it sends."""
    form, said = FlaskForm(), ""
    if form.validate_on_submit():
        found = pages.entrance.shares.open(request.form.get("token", "").strip().rpartition("#")[2])
        if found is not None:
            link, cookie = found
            answer = make_response(redirect(f"/{pages.plain.language()}{link.address}", _SEE_OTHER))
            answer.set_cookie(
                pages.entrance.link_cookie,
                cookie,
                expires=link.expires_at,
                secure=pages.entrance.secure,
                httponly=True,
                samesite="Lax",
            )
            return answer
        said = pages.said["shared.not_open"]
    values = {"form": form, "script": pages.plain.asset("shared.js")}
    return pages.plain.page("shared", "shared.title", said=said, status=_NOT_OPEN if said else 200, values=values)
