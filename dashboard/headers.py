"""What goes with every answer: security headers, compression, and how long a browser may keep it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash
from flask import Flask, Request, Response, g, request
from flask_compress import Compress

from dashboard.memory import Latest

_A_YEAR = 31_536_000
_ALGORITHMS = ["zstd", "br", "gzip"]  # also for streamed files, which Flask-Compress would leave as they are
_NO_HASH = ";"  # how the key of an answer ends that has none
_MOST = 600  # answers that are kept compressed, of some 20 kB each
_KEPT = ("/assets/", "/_dash-component-suites/")  # their addresses change with their content


class Compressed:
    """Answers compressed already, by their algorithm and the hash of what they say: nothing in it grows old."""

    def __init__(self) -> None:
        self._kept = Latest[bytes](_MOST)

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None."""
        return self._kept.get(key)

    def set(self, key: str, body: bytes) -> None:
        """Keep an answer that has a hash, the latest ones only."""
        if not key.endswith(_NO_HASH):
            self._kept.keep(key, body)


def compressed_once(digest: str) -> None:
    """Let the answer to this request be compressed once for everybody; `digest` is the hash of its body."""
    g.digest = digest


def _digest(_request: Request) -> str:
    return str(g.get("digest", ""))


def add_headers(app: Dash, server: Flask, *, private: bool = False) -> None:
    """Send the headers with every answer; call it after all clientside functions are registered.

    `private`: what is shown is for whoever signed in, and no browser and no server between may keep it.
    """
    policy = content_security_policy(app.csp_hashes())

    @server.after_request
    def complete(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if request.path.startswith(_KEPT) and response.status_code == 200 and request.args.get("m", "m"):
            response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if private else "no-cache"
        return response

    server.config["COMPRESS_ALGORITHM"] = _ALGORITHMS
    server.config["COMPRESS_ALGORITHM_STREAMING"] = _ALGORITHMS
    server.config["COMPRESS_CACHE_BACKEND"] = Compressed
    server.config["COMPRESS_CACHE_KEY"] = _digest
    Compress(server)


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """Return the policy: scripts of this host and the inline ones of these hashes, nothing from anywhere else.

    Styles are allowed inline: the components and the charts set them on elements.
    """
    scripts = " ".join(["'self'", *(f"{mark}" for mark in script_hashes)])
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
