"""Answers of callbacks that follow from the address alone are remembered as they were sent: a page that somebody has
looked at since the last report came is there at once. Only callbacks declared `remembered` are.
"""

from __future__ import annotations

import json
from collections.abc import Hashable

from flask import Response, g, request

from dashboard.access import CALLBACKS, Door
from dashboard.memory import Memory
from dashboard.site import Site

MOST = 200  # answers; of some 100 kB each
_LONGEST = 4_000  # letters of a key: no page asks more


def remember_answers(door: Door, site: Site) -> None:
    """Answer from memory where that can be. What may be seen by whom is a part of the key (`site.viewer`)."""
    memory: Memory[bytes] = site.memory(MOST)

    @door.server.before_request
    def recall() -> Response | None:
        key = _key(door, site)
        if key is None:
            return None
        moment = memory.moment()
        said = memory.recall(moment, key)
        if said is not None:
            return Response(said, mimetype="application/json")
        g.asked = (moment, key)
        return None

    @door.server.after_request
    def keep(response: Response) -> Response:
        asked = g.pop("asked", None)
        if asked is not None and response.status_code == 200:
            moment, key = asked
            memory.keep(moment, key, response.get_data())
        return response


def _key(door: Door, site: Site) -> Hashable | None:
    """Return what an answer is remembered by, or None for a request whose answer is not remembered."""
    if request.endpoint != CALLBACKS or request.method != "POST":
        return None
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or body.get("output") not in door.remembered:
        return None
    given = _given(body)
    if given is None:
        return None
    path, search = given.pop("pathname", None), given.pop("search", None)
    if not isinstance(path, str | None) or not isinstance(search, str | None):
        return None
    address = site.address(path, search)  # what it ignores makes no other answer
    key = (site.viewer().sees, body["output"], address.href(), address.refused, json.dumps(given, sort_keys=True))
    return key if len(repr(key)) < _LONGEST else None


def _given(body: dict[str, object]) -> dict[str, object] | None:
    """Return the values that a callback is given, by their properties; None where they are not as Dash sends them."""
    inputs, states = body.get("inputs"), body.get("state", [])
    if not isinstance(inputs, list) or not isinstance(states, list):
        return None
    every = [*inputs, *states]
    if not all(isinstance(one, dict) and isinstance(one.get("property"), str) for one in every):
        return None
    return {one["property"]: one.get("value") for one in every}
