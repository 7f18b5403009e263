"""One fact sheet at its address, /<language>/factsheet/<code>.pdf?from=…&to=…: made when asked for, a few at a time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from flask import Response, abort, make_response, request

from dashboard.access import Door
from dashboard.address import Address
from dashboard.factsheets.declared import declared
from dashboard.factsheets.material import Material, gather
from dashboard.factsheets.naming import sheet_name
from dashboard.factsheets.saying import sheet_words
from dashboard.factsheets.writing import PAGES, Writer
from dashboard.memory import Memory
from dashboard.settings import site_address
from dashboard.site import Site
from data.selection import Selection

_AT_ONCE, WAIT, _AGAIN = 2, 20.0, 10  # sheets at once; seconds to wait for a turn; seconds after which to come again
_MATERIALS = 4  # months that are remembered: gathering them is most of the work
NOT_FOUND, BUSY = 404, 503


def add_factsheets(door: Door, site: Site) -> None:
    """Serve the fact sheets of libraries and territories to whoever may see their figures."""
    turns = threading.BoundedSemaphore(_AT_ONCE)
    materials: Memory[Material] = site.memory(_MATERIALS)
    door.server.extensions["factsheets"] = turns

    @door.route("libraries", "/<language>/factsheet/<code>.pdf", "factsheet")
    def factsheet(language: str, code: str) -> Response:
        if language not in site.languages:
            abort(NOT_FOUND)
        if not turns.acquire(timeout=WAIT):
            return _said(sheet_words(site.catalogue, language)["factsheets.busy"], BUSY)
        try:
            return _sheet(site, materials, language, code)
        finally:
            turns.release()


def _sheet(site: Site, materials: Memory[Material], language: str, code: str) -> Response:
    """Return the sheet of a place over the months of the address, or in words why there is none."""
    from dashboard.factsheets.typeset import pdf  # here: a server that forks workers must not have it yet

    moment = materials.moment()
    with site.asked(Address(language, PAGES["library"], Selection.from_query(request.args))) as asked:
        over = Selection(asked.selection.start, asked.selection.end)
        key = (site.viewer().sees, over)
        material = materials.recall(moment, key)
        if material is None:
            material = gather(asked.session, asked.catalogue, over, declared(), asked.staff_until)
            materials.keep(moment, key, material)
        place = next((one for one in material.places if one.code == code), None)
        if place is None:
            return _said(
                sheet_words(site.catalogue, language).format("factsheets.place_unknown", found=code), NOT_FOUND
            )
        writer = Writer(asked.session, material, declared(), site_address() or request.host_url)
        refused = writer.refused(place, language)
        if refused:
            return _said(refused, NOT_FOUND)
        made = pdf(writer.write(place, language), material.available.as_of or datetime(2000, 1, 1, tzinfo=UTC))
        answer = make_response(made)
        answer.mimetype = "application/pdf"
        answer.headers.set("Content-Disposition", "attachment", filename=sheet_name(material, place, language))
        return answer


def _said(words: str, status: int) -> Response:
    answer = make_response(words, status)
    answer.mimetype = "text/plain"
    if status == BUSY:
        answer.headers["Retry-After"] = str(_AGAIN)
    return answer
