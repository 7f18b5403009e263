"""Which page somebody wants to share: an address as it stands in a browser, held against the pages there are."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from dashboard.access.share import MAY, WrongShare
from dashboard.pages import PAGES

_PATH = re.compile(r"/[a-z]{2}(/([a-z-]+)(?:/[A-Za-z0-9-]+)?)/?")
_LONGEST = 1_000
_SHAREABLE = frozenset(page.key for page in PAGES if page.audience in MAY)


def page_address(said: str) -> str:
    """Return the path and the query of a page without its language, e.g. "/attendance?from=2017-01".

    Raises WrongShare for anything that is not the address of a page whose figures may be shared.
    """
    try:
        parts = urlsplit(said.strip())
    except ValueError as error:
        raise WrongShare("address", said[:_LONGEST]) from error
    found = _PATH.fullmatch(parts.path)
    if found is None or found[2] not in _SHAREABLE or len(said) > _LONGEST:
        raise WrongShare("address", said[:_LONGEST])
    query = urlencode(parse_qsl(parts.query), safe=",", quote_via=quote)
    return found[1] + (f"?{query}" if query else "")
