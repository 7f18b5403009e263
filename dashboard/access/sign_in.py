"""Signing in: the password, a new one where it was only given, the second factor, and out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, abort, make_response, redirect, request, session
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access.accounts import Account, folded
from dashboard.access.door import Door
from dashboard.access.entrance import Entrance, client_address, viewer
from dashboard.access.passwords import WeakPassword
from dashboard.access.second_factor import address, picture
from dashboard.access.sessions import Signed
from dashboard.plain import Plain
from data.wording import Text

_GET_POST = ("GET", "POST")
WRONG, TOO_MANY = 401, 429


@dataclass(frozen=True)
class SignIn:
    """The pages of signing in."""

    entrance: Entrance
    plain: Plain
    openid: bool = False

    @property
    def least(self) -> int:
        """How many letters a password has at least."""
        return self.entrance.passwords.shortest

    def password(self) -> Response:
        """Answer the page that asks for name and password."""
        if viewer().account is not None:
            return self.forward()
        form, name = FlaskForm(), request.form.get("name", "")
        if not form.is_submitted():
            return self._asks_password("", "")
        if not form.validate():
            abort(400)
        keys = self.entrance.throttle.of_password(folded(name), client_address())
        if wait := self.entrance.throttle.wait_minutes(keys):
            self.entrance.record("sign_in_throttled", "", {"address": client_address()})
            return self._asks_password(name, self.said.plural("sign_in.wait", wait), TOO_MANY)
        one = self.entrance.accounts.named(name)
        kept = one.password_hash if one and one.disabled_at is None else None
        password = request.form.get("password", "")
        if not self.entrance.passwords.right(password, kept) or one is None or kept is None:
            self.entrance.throttle.failed(keys)
            self.entrance.record("sign_in_failed", one.name if one else "", {"address": client_address()})
            return self._asks_password(name, self.said["sign_in.wrong"], WRONG)
        self.entrance.throttle.forget(keys)
        if self.entrance.passwords.outdated(kept):
            self.entrance.accounts.keep_hash(one, password)
        return self.begin(one)

    def begin(self, one: Account) -> Response:
        """Return the way to the next step of somebody whose password, or whose word of another server, was right."""
        before = self.entrance.signed(request)
        token = self.entrance.sessions.start(one, "begun", instead_of=before.token_hash if before else None)
        signed = self.entrance.sessions.find(token)
        if signed is None:
            abort(500)
        return self._with_cookie(self._next_step(signed), token) if self._open(one) else self._whole(signed)

    def new_password(self) -> Response:
        """Answer the page on which somebody chooses a password in the place of the one given."""
        signed = self._begun()
        if signed is None or not signed.account.temporary:
            return self._to("sign-in")
        form, said = FlaskForm(), ""
        if form.validate_on_submit():
            said = self.changed(signed.account)
            if not said:
                return self.begin(self.entrance.accounts.numbered(signed.account.id))
        return self.plain.page("password", "password.title", said=said, values={"form": form, "least": self.least})

    def changed(self, one: Account) -> str:
        """Keep the new password of the form and return "", or what is wrong with it in words."""
        new, text = request.form.get("new", ""), self.said
        if new != request.form.get("again", ""):
            return text["password.different"]
        if self.entrance.passwords.right(new, one.password_hash):
            return text["password.same"]
        try:
            self.entrance.accounts.set_password(one, new)
        except WeakPassword as weak:
            return text.format(f"password.{weak.key}", least=self.least)
        return ""

    def code(self) -> Response:
        """Answer the page that asks for a code; the first time it shows what the telephone must read."""
        signed = self._begun()
        if signed is None or signed.account.temporary:
            return self._to("sign-in")
        one, form, said = signed.account, FlaskForm(), ""
        kept = one.second_factor or session.get("second_factor") or self.entrance.second_factor.new()
        if one.second_factor is None:
            session["second_factor"] = kept
        if form.validate_on_submit():
            keys = self.entrance.throttle.of_code(one.id)
            if self._right_code(one, kept):
                self.entrance.throttle.forget(keys)
                session.pop("second_factor", None)
                return self._whole(signed)
            self.entrance.throttle.failed(keys)
            self.entrance.record("sign_in_failed", one.name, {"address": client_address(), "step": "code"})
            if self.entrance.throttle.wait_minutes(keys):
                self.entrance.sessions.end(request.cookies.get(self.entrance.cookie, ""))
                return self._to("sign-in")
            said = self.said["code.wrong"]
        secret = self.entrance.second_factor.secret(kept) if one.second_factor is None else None
        shown = {"picture": picture(address(secret, one.name)), "secret": secret} if secret else {}
        status = WRONG if said else 200
        return self.plain.page("code", "code.title", said=said, status=status, values={"form": form, **shown})

    def out(self) -> Response:
        """Sign out, and say so in the record."""
        form = FlaskForm()
        if form.validate_on_submit():
            self.entrance.sessions.end(request.cookies.get(self.entrance.cookie, ""))
            self.entrance.record("signed_out", viewer().name)
        answer = self._to("sign-in")
        answer.delete_cookie(self.entrance.cookie, secure=self.entrance.secure, httponly=True, samesite="Lax")
        return answer

    def forward(self) -> Response:
        """Return the way to where somebody wanted to go before signing in, else to the first page."""
        wanted = str(session.pop("wanted", ""))
        return make_response(redirect(wanted if _is_ours(wanted) else f"/{self.plain.language()}/"))

    def stay(self, answer: Response, one: Account) -> Response:
        """Keep somebody signed in here whose sessions all ended with the password they changed."""
        return self._with_cookie(answer, self.entrance.sessions.start(one, "whole"))

    def _right_code(self, one: Account, kept: str) -> bool:
        if self.entrance.throttle.wait_minutes(self.entrance.throttle.of_code(one.id)):
            return False
        step = self.entrance.second_factor.step(kept, request.form.get("code", ""), self.entrance.now())
        if step is None:
            return False
        if one.second_factor is None:
            self.entrance.accounts.set_second_factor(one, kept, step)
            return True
        return self.entrance.accounts.use_step(one, step)

    def _open(self, one: Account) -> bool:
        """Return True where something is still to do between the password and the pages."""
        return one.temporary or self.entrance.needs_second_factor(one)

    def _next_step(self, signed: Signed) -> Response:
        return self._to("sign-in/password" if signed.account.temporary else "sign-in/code")

    def _whole(self, signed: Signed) -> Response:
        token = self.entrance.sessions.start(signed.account, "whole", instead_of=signed.token_hash)
        self.entrance.record("signed_in", signed.account.name, {"address": client_address()})
        return self._with_cookie(self.forward(), token)

    def _with_cookie(self, answer: Response, token: str) -> Response:
        answer.set_cookie(self.entrance.cookie, token, secure=self.entrance.secure, httponly=True, samesite="Lax")
        return answer

    def _begun(self) -> Signed | None:
        signed = self.entrance.signed(request)
        return signed if signed and signed.stage == "begun" else None

    def _asks_password(self, name: str, said: str, status: int = 200) -> Response:
        values = {"form": FlaskForm(), "name": name, "openid": self.openid}
        return self.plain.page("sign_in", "sign_in.title", said=said, status=status, values=values)

    @property
    def said(self) -> Text:
        """The words of the request's language."""
        return self.plain.text(self.plain.language())

    def _to(self, page: str) -> Response:
        return make_response(redirect(f"/{self.plain.language()}/{page}"))


def _is_ours(address: str) -> bool:
    """Return True for an address on this site: a path, and nothing that a browser takes for another host."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()


def add_sign_in(door: Door, pages: SignIn) -> None:
    """Serve the pages of signing in; whoever is not signed in may call them."""
    asked: dict[str, Callable[[], Response]] = {
        "sign-in": pages.password,
        "sign-in/password": pages.new_password,
        "sign-in/code": pages.code,
    }
    for path, answer in asked.items():
        door.route("anyone", f"/<language>/{path}", path, methods=_GET_POST)(pages.plain.of_language(answer))
    door.route("anyone", "/<language>/sign-out", "sign-out", methods=("POST",))(pages.plain.of_language(pages.out))
