"""The first paint: the page of an address as plain HTML, which stands until the scripts have drawn the same page."""

from __future__ import annotations

from dashboard.address import Address
from dashboard.memory import Memory
from dashboard.shell import frame
from dashboard.site import Site
from dashboard.static_html import html_of

_MOST = 100  # pages


class FirstPaint:
    """Returns the page of an address as HTML, remembered while nobody writes into the database."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._memory: Memory[str] = site.memory(_MOST)

    def of(self, address: Address) -> str:
        """Return the HTML of the frame with the page in it."""
        moment, key = self._memory.moment(), (self._site.viewer().sees, address.href(), address.refused)
        said = self._memory.recall(moment, key)
        if said is None:
            with self._site.asked(address) as asked:
                said = html_of(frame(self._site, asked))
            self._memory.keep(moment, key, said)
        return said
