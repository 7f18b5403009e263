"""Without accounts: everything is open to whoever sits at this computer, and to nobody else."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, abort, request

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


def stay_at_home(server: Flask) -> None:
    """Refuse whoever calls this computer by another name, or through another server: that is how others come, and how
    a page elsewhere would read what is here by giving its own name this computer's number."""
    server.secret_key = secrets.token_urlsafe(32)  # of forms; nothing else hangs on it

    def refuse() -> None:
        name = urlsplit(f"//{request.host}").hostname
        if name not in _THIS_COMPUTER or any(header in request.headers for header in _FORWARDED):
            abort(403)

    server.before_request(refuse)
