"""Links that show somebody without an account a page, and embeddings: each over a part of the network, until a day.

Whoever bears a link's token sees what a funder sees of that part. The database keeps the token's hash; a browser gives
the token once and holds a cookie from then on. Whatever ends a link (its day, being revoked, its maker losing the
account, the right or the part of the network) holds at the next request.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Engine, RowMapping, Select, func, select

from dashboard.access.roles import SCOPES, Scope, bounds_for, codes_of, roles
from dashboard.access.rules import LinkRules
from dashboard.access.sessions import hashed
from dashboard.access.share import EXPLAINING, MAY, Share, Wanted, WrongShare, asked_shares
from dashboard.access.viewers import Viewer
from data.accounts_schema import share, share_session
from data.audit import What, append
from data.bounds import Bounds
from data.catalogue import Catalogue
from data.deadlines import end_of_day, time_zone
from data.moments import Now, as_utc, utc_now
from data.store import explained, writing

_TOUCH = timedelta(minutes=1)  # how exactly it is written down when something was last used
_LONGEST = 200  # letters of a label
_BYTES = 32  # of a token: 256 bits


class Shares:
    """Makes, finds and revokes links and embeddings; `now` tells the time."""

    def __init__(self, engine: Engine, catalogue: Catalogue, rules: LinkRules, now: Now = utc_now) -> None:
        self._engine, self._catalogue, self.rules, self._now = engine, catalogue, rules, now

    def today(self) -> date:
        """Return the day it is in the network."""
        return self._now().astimezone(time_zone(self._catalogue)).date()

    def make(self, wanted: Wanted, *, by: Viewer | None, name: str) -> str:
        """Return the token of a new link, or the name of a new embedding. `by`: None on the command line.

        Raises WrongShare for a part of the network that does not exist or that `by` does not see, a day that is over
        or too far, and a number of browsers beyond the limit.
        """
        scope = self._checked(wanted, by)
        token = secrets.token_urlsafe(_BYTES)
        row = {
            "kind": wanted.kind,
            "known_by": hashed(token) if wanted.kind == "link" else token,
            "label": " ".join(wanted.label.split())[:_LONGEST],
            "address": wanted.address,
            "whole": wanted.whole and wanted.kind == "link",
            "scope": scope,
            "scope_code": wanted.code if scope != "network" else None,
            "made_by": by.account if by else None,
            "made_at": self._now(),
            "expires_at": end_of_day(wanted.until, time_zone(self._catalogue)),
            "most_opened": wanted.browsers,
            "opened": 0,
        }
        with writing(self._engine) as connection:
            number = 1 + (connection.scalar(select(func.max(share.c.id))) or 0)
            connection.execute(share.insert(), {"id": number, **row})
            said: What = {"link": number, "kind": wanted.kind, "label": str(row["label"]), "page": wanted.address}
            said |= {"scope": scope, "code": wanted.code or "", "until": wanted.until.isoformat()}
            append(connection, "link_made", name, said, self._now())
        return token

    def all(self, *, made_by: int | None = None) -> list[Share]:
        """Return every link and embedding, or those of one account, the newest first."""
        question = asked_shares().order_by(share.c.id.desc())
        if made_by is not None:
            question = question.where(share.c.made_by == made_by)
        with explained(self._engine), self._engine.connect() as connection:
            return [self._share(row) for row in connection.execute(question).mappings()]

    def revoke(self, number: int, *, name: str, made_by: int | None = None) -> None:
        """End a link or an embedding at once; raises WrongShare where there is none, or not of the account."""
        mine = share.c.id == number
        if made_by is not None:
            mine &= share.c.made_by == made_by
        with writing(self._engine) as connection:
            ended = share.update().where(mine, share.c.revoked_at.is_(None)).values(revoked_at=self._now())
            if connection.execute(ended).rowcount != 1:
                raise WrongShare("unknown", str(number))
            connection.execute(share_session.delete().where(share_session.c.share_id == number))
            append(connection, "link_revoked", name, {"link": number}, self._now())

    def open(self, token: str) -> tuple[Share, str] | None:
        """Return the link of a token and the value of the browser's cookie; None where it does not hold, or was opened
        in as many browsers as it may be."""
        found = self._found(asked_shares().where(share.c.kind == "link", share.c.known_by == hashed(token)))
        if found is None:
            return None
        cookie, now = secrets.token_urlsafe(_BYTES), self._now()
        with writing(self._engine) as connection:
            once_more = share.update().where(
                share.c.id == found.id, share.c.opened < share.c.most_opened, share.c.revoked_at.is_(None)
            )
            if connection.execute(once_more.values(opened=share.c.opened + 1, used_at=now)).rowcount != 1:
                return None
            row = {"token_hash": hashed(cookie), "share_id": found.id, "created_at": now}
            connection.execute(share_session.insert(), row)
            append(connection, "link_used", "", {"link": found.id, "label": found.label}, now)
        return found, cookie

    def viewer(self, cookie: str) -> Viewer | None:
        """Return what the bearer of a browser's cookie may see; None where its link does not hold."""
        question = asked_shares().join(share_session, share_session.c.share_id == share.c.id)
        found = self._found(question.where(share_session.c.token_hash == hashed(cookie)))
        if found is None:
            return None
        self._touch(found)
        return self.bearer(found)

    def embedded(self, name: str) -> Share | None:
        """Return the embedding of a name, or None where it does not hold."""
        found = self._found(asked_shares().where(share.c.kind == "embedding", share.c.known_by == name))
        if found is not None:
            self._touch(found)
        return found

    def bearer(self, one: Share) -> Viewer:
        """Return who may see what a link or an embedding shows."""
        pages = None if one.whole else frozenset({one.page}) | EXPLAINING
        return Viewer(MAY, self._bounds(one.scope, one.scope_code), None, f"link {one.id}", "link", pages)

    def state(self, one: Share) -> Literal["holds", "revoked", "over", "used_up", "maker"]:
        """Return whether it holds, else why it does not; `used_up`: it opens in no further browser."""
        if one.revoked_at is not None:
            return "revoked"
        if one.expires_at <= self._now():
            return "over"
        if one.maker_sees is None or not self._covers(one.maker_sees, self._bounds(one.scope, one.scope_code)):
            return "maker"
        return "used_up" if one.kind == "link" and one.opened >= one.most_opened else "holds"

    def _found(self, question: Select[tuple[()]]) -> Share | None:
        with explained(self._engine), self._engine.connect() as connection:
            row = connection.execute(question).mappings().first()
        one = self._share(row) if row else None
        return one if one and self.state(one) in ("holds", "used_up") else None

    def _touch(self, one: Share) -> None:
        now = self._now()
        if one.used_at is None or now - one.used_at >= _TOUCH:
            with writing(self._engine) as connection:
                connection.execute(share.update().where(share.c.id == one.id).values(used_at=now))

    def _checked(self, wanted: Wanted, by: Viewer | None) -> Scope:
        scope = next((one for one in SCOPES if one == wanted.scope), None)
        if scope is None:
            raise WrongShare("scope", wanted.scope)
        if scope != "network" and (not wanted.code or wanted.code not in codes_of(scope, self._catalogue)):
            raise WrongShare("code", wanted.code or "")
        if by and not self._covers(by.bounds, self._bounds(scope, wanted.code)):
            raise WrongShare("outside", wanted.code or "")
        last = self.today() + timedelta(days=self.rules.longest_days)
        if not self.today() <= wanted.until <= last:
            raise WrongShare("until", last.isoformat())
        if not 1 <= wanted.browsers <= self.rules.most_browsers:
            raise WrongShare("browsers", str(self.rules.most_browsers))
        return scope

    def _bounds(self, scope: str, code: str | None) -> Bounds:
        return bounds_for(scope, code, self._catalogue, self.today())

    def _covers(self, whole: Bounds, part: Bounds) -> bool:
        """Return True where nothing of a part lies outside the whole."""
        if whole.everything or part.everything:
            return whole.everything
        if part.library is not None:
            one = self._catalogue.libraries.get(part.library)
            inside = whole.territories is not None and one is not None and one.territory in whole.territories
            return part.library == whole.library or inside
        return whole.library is None and set(part.territories or ()) <= set(whole.territories or ())

    def _share(self, row: RowMapping) -> Share:
        said = {name: row[name] for name in share.c.keys()}  # noqa: SIM118 (a collection of columns)
        for moment in ("made_at", "expires_at", "revoked_at", "used_at"):
            said[moment] = as_utc(said[moment]) if said[moment] else None
        sees = Bounds() if row["made_by"] is None else self._maker_sees(row)
        return Share(**said, maker=row["maker"] or "", maker_sees=sees)

    def _maker_sees(self, row: RowMapping) -> Bounds | None:
        role = roles().get(str(row["maker_role"]))
        if row["maker_disabled"] is not None or role is None or "share" not in role.may:
            return None
        code = row["maker_code"]
        return self._bounds(str(row["maker_scope"]), None if code is None else str(code))
