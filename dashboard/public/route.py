"""Published snapshots at /public/: files of a folder, guarded, without a story whose consent no longer holds.

Everything is asked for again each time (what is unchanged costs an empty answer): a story may be withdrawn, a newer
snapshot may come, and a snapshot that is taken away is gone with its files and its picture.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from flask import Response, abort, make_response, redirect, request

from dashboard.access import Door
from dashboard.headers import compressed_once
from dashboard.memory import Memory
from dashboard.public.manifest import read_manifest, without
from dashboard.public.page import page_name
from dashboard.public.publishing import ended_stories, index_of
from dashboard.public.ready import Ready, Written, ready_for_others
from dashboard.site import Site
from dashboard.words import preferred

AT = "/public/"
EMBEDDED = "/embed/public/"  # the same files, for pages elsewhere that frame them
_NAME = r"[a-z0-9][a-z0-9.-]*"
_KEY = re.compile(r"[a-z0-9-]+")
_DEMONSTRATION = re.compile(rb'<p class="demonstration">[^<]*</p>')
_PATH = re.compile(rf"(?:{_NAME}/{_NAME}/)?{_NAME}\.(html|json|csv|png)")
_TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv", "png": "image/png"}
_MOST = 200  # files that are remembered, of some 100 kB each
# Nothing is fetched, nothing runs; nothing may frame it but where it is embedded.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)


def add_public(door: Door, site: Site, folder: Path, fresh: float = 0.0) -> None:
    """Serve the snapshots of a folder to everybody: what is in it has been published. `fresh`: see Ready."""
    home = folder.resolve()
    files: Memory[Said] = site.memory(_MOST)
    door.server.wsgi_app = Ready(door.server.wsgi_app, files.moment, fresh=fresh)  # type: ignore[method-assign]

    @door.route("anyone", AT, "published")
    def published() -> Response:
        accepted = [tag for tag, _ in request.accept_languages]
        answer = make_response(redirect(f"{AT}{page_name(preferred(accepted, site.languages))}"))
        answer.headers["Vary"] = "Accept-Language"
        return answer

    @door.route("anyone", f"{AT}<path:path>", "published-file")
    def file(path: str) -> Response:
        return answered(path, "'none'")

    @door.route("anyone", f"{EMBEDDED}<path:path>", "embedded-snapshot")
    def embedded(path: str) -> Response:
        return answered(path, "*", request.args.get("chart", ""))

    lists = {page_name(language): language for language in site.languages}

    def answered(path: str, ancestors: str, chart: str = "") -> Response:
        if path in lists and not (home / path).exists():  # nothing was published yet
            return _answer(_said(index_of(site, (), lists[path])), "html", ancestors)
        found = _PATH.fullmatch(path)
        asked = home / path
        if found is None or not asked.is_file() or not asked.resolve().is_relative_to(home):
            abort(404)
        moment, written = files.moment(), asked.stat().st_mtime_ns
        key = (path, written)
        said = files.recall(moment, key)
        if said is None:
            said = _said(_body(site, asked))
            files.keep(moment, key, said)
        if chart and found[1] == "html":
            said = _said(_only(said.body, chart) or abort(404))
        ready_for_others(Written(asked, written, moment))
        return _answer(said, found[1], ancestors)


class Said(NamedTuple):
    """What a file says, and the hash of it."""

    body: bytes
    digest: str


def _said(body: bytes) -> Said:
    return Said(body, hashlib.sha256(body).hexdigest()[:40])


def _body(site: Site, path: Path) -> bytes:
    body, manifest = path.read_bytes(), read_manifest(path.parent)
    if path.suffix != ".html" or manifest is None or path.stem not in manifest.titles:
        return body
    with site.sessions() as session:
        return without(body, ended_stories(site, session, manifest, path.stem))


def _only(body: bytes, chart: str) -> bytes | None:
    """Return the page with the figure of one chart alone, word for word; None where it has none of that key."""
    head, begins, _ = body.partition(b"<body>")
    _, here, rest = body.partition(f'<figure id="{chart}">'.encode())
    if not (_KEY.fullmatch(chart) and begins and here):
        return None
    label = _DEMONSTRATION.search(body)
    shown = rest.partition(b"</figure>")[0]
    said = label[0] if label else b""
    return head + b'<body class="embedded"><main>' + said + here + shown + b"</figure></main></body></html>"


def _answer(said: Said, kind: str, ancestors: str) -> Response:
    compressed_once(said.digest)
    answer = Response(said.body, mimetype=_TYPES[kind])
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Content-Security-Policy"] = POLICY.format(ancestors=ancestors)
    answer.set_etag(said.digest)
    answer.make_conditional(request)
    return answer
