"""Who asks: what they may do, and which libraries they may see. Everything shown follows from the address and this."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, get_args

from data.bounds import EVERYTHING, Bounds

Permission = Literal["figures", "libraries", "reporting", "upload", "share", "publish", "accounts", "audit"]
Audience = Literal["anyone", "signed-in"] | Permission
PERMISSIONS: frozenset[Permission] = frozenset(get_args(Permission))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks. `account` is that of a person signed in; whoever came by a link has a name without one.

    `pages`: the only pages that may be shown, by their keys; None: all that `may` allows.
    """

    may: frozenset[Permission] = frozenset()
    bounds: Bounds = EVERYTHING
    account: int | None = None
    name: str = ""
    role: str = ""
    pages: frozenset[str] | None = None

    def allowed(self, audience: Audience) -> bool:
        """Return True where what is meant for this audience may be shown."""
        if audience == "anyone":
            return True
        return bool(self.may) if audience == "signed-in" else audience in self.may

    def opens(self, page: str, audience: Audience) -> bool:
        """Return True where a page, by its key, may be shown."""
        return self.allowed(audience) and (self.pages is None or page in self.pages)

    @property
    def staff(self) -> bool:
        """True for whoever does more than look at figures: not for funders, links and embeddings."""
        return bool(self.may - {"figures"})

    @property
    def sees(self) -> Hashable:
        """What decides what is shown: whoever has the same may be answered from the same memory."""
        return (self.may, self.bounds, self.pages)


NOBODY = Viewer()
# Without accounts everybody at this computer may do everything that needs none.
LOCAL = Viewer(may=PERMISSIONS - {"accounts", "audit"}, role="local")
