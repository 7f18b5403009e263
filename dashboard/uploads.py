"""Sending reports through the page: what is in a file and what is wrong with it, the marked copy, and storing it.

A plain form, for whoever may, within their part of the network: of a file that speaks of any other library nothing is
shown and nothing stored. Files are opened by the one door of the readers (etl.intake), never here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from flask import Response, abort, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from sqlalchemy import Engine

from dashboard.access import Door
from dashboard.access.entrance import record
from dashboard.plain import Plain, Tone
from dashboard.shelf import Shelf, Waiting
from data import problem_words
from data.bounds import bind, sees
from data.formats import period_name
from etl.intake import Intake, Offered

_LARGER = 100_000  # bytes of a form around its file
_SHOWN = 30  # findings on the page; all of them stand in the receipt
_LONGEST_NAME = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSED, GONE, TOO_LARGE = 422, 410, 413
UPLOAD = "upload"  # the route of the form
TOO_LARGE_KIND = "too-large"  # as the readers call it


@dataclass
class Uploads:
    """The page. The readers' processes are started with the first file."""

    plain: Plain
    shelf: Shelf
    _intake: Intake | None = None
    _starting: Lock = field(default_factory=Lock)

    def choose(self) -> Response:
        """Answer the form: empty, or with a file to look at."""
        form = FlaskForm()
        given = request.files.get("file")
        if not form.is_submitted():
            return self._form("")
        if not form.validate():
            abort(400)
        if given is None or not given.filename:
            return self._form(self._said("nothing"), REFUSED)
        name = "".join(one for one in given.filename if one.isprintable()).replace("\\", "/").rpartition("/")[2]
        waiting = self.shelf.put(given.stream, name[-_LONGEST_NAME:], self._owner())
        if waiting.path.stat().st_size > Intake.most_bytes():
            self.shelf.forget(waiting)
            record("upload_refused", file=waiting.name, why=TOO_LARGE_KIND)
            return self._form(self._too_large(), TOO_LARGE)
        return self._look(waiting)

    def store(self) -> Response:
        """Store the file that was looked at, and say what became of it."""
        waiting = self._waiting()
        if waiting is None:
            return self._form(self._said("gone"), GONE)
        offered = self._offered(waiting)
        if not self._within(offered) or offered.outcome.status != "accepted":
            return self._look(waiting, offered)
        place, site = self.shelf.keep(waiting, offered.read.sha256), self.plain.site
        outcome = self._door().store(
            place, offered, sender=site.viewer().name, engine=self._engine(), catalogue=site.catalogue
        )
        reports = outcome.accepted + outcome.superseding + outcome.outranked
        stored = outcome.status != "refused"
        if stored:
            record("uploaded", file=waiting.name, sha256=offered.read.sha256, reports=reports)
        else:
            record("upload_refused", file=waiting.name, sha256=offered.read.sha256, why="not-stored")
        key = "upload.stored" if stored else "upload.not_stored"
        said = self.plain.text(self.plain.language()).format(key, name=waiting.name)
        return self._form(said, 200 if stored else REFUSED, well=stored)

    def receipt(self) -> Response:
        """Answer the sender's own workbook with every finding marked in it."""
        waiting = self._waiting()
        if waiting is None:
            return self._form(self._said("gone"), GONE)
        offered = self._offered(waiting)
        if not self._within(offered):
            return self._look(waiting, offered)
        target = waiting.path.with_name("receipt.xlsx")
        language, catalogue = self.plain.language(), self.plain.site.catalogue
        self._door().receipt(offered, target, language=language, day=date.today(), catalogue=catalogue)
        answer = Response(target.read_bytes(), mimetype=_XLSX)
        answer.headers.set("Content-Disposition", "attachment", filename=f"{waiting.name}-receipt.xlsx")
        return answer

    def forget(self) -> Response:
        """Take the file away unstored."""
        waiting = self._waiting()
        if waiting is not None:
            self.shelf.forget(waiting)
        return self._form("")

    def _look(self, waiting: Waiting, offered: Offered | None = None) -> Response:
        """Return the page of what is in a file; of one that speaks of other libraries, only that it does."""
        found = offered or self._offered(waiting)
        if not self._within(found):
            self.shelf.forget(waiting)
            record("upload_refused", file=waiting.name, sha256=found.read.sha256, why="outside")
            return self._form(self._said("outside"), 403)
        text, language = self.plain.text(self.plain.language()), self.plain.language()
        severities = {one.severity for one in found.problems}
        refused = found.outcome.status == "refused"
        if refused:
            kinds = sorted({one.kind for one in found.problems if one.severity == "refuse"})
            record("upload_refused", file=waiting.name, sha256=found.read.sha256, why=", ".join(kinds))
        said = "refused" if refused else "warned" if "warn" in severities else "fine"
        if found.outcome.status == "unchanged":
            said = "known"
        findings = [
            (
                text[f"upload.severity.{one.severity}"],
                " › ".join(part for part in (one.sheet, one.cell) if part),
                problem_words.title(one.kind, language),
                *_words(one.kind, one.details, {"found": one.found, "sheet": one.sheet, "cell": one.cell}, language),
            )
            for one in found.problems[:_SHOWN]
        ]
        periods = found.periods
        values = {
            "form": FlaskForm(),
            "waiting": waiting,
            "offered": found,
            "findings": findings,
            "more": len(found.problems) - len(findings),
            "storable": found.outcome.status == "accepted",
            "periods": " – ".join(dict.fromkeys(period_name(one, language) for one in (periods[0], periods[-1])))
            if periods
            else "",
        }
        return self.plain.page(
            "uploaded",
            "upload.title",
            said=text[f"upload.{said}"],
            tone="wrong" if refused else "well",
            status=REFUSED if refused else 200,
            values=values,
        )

    def _within(self, offered: Offered) -> bool:
        """Return True where every library that a file speaks of may be seen by whoever sends it."""
        bounds = self.plain.site.viewer().bounds
        if bounds.everything:
            return True
        with self.plain.site.sessions() as session:
            bind(session, bounds)
            return all(sees(session, code) for code in offered.libraries)

    def _offered(self, waiting: Waiting) -> Offered:
        catalogue = self.plain.site.catalogue
        return self._door().offer(waiting.path, waiting.name, engine=self._engine(), catalogue=catalogue)

    def _door(self) -> Intake:
        with self._starting:
            if self._intake is None:
                self._intake = Intake(self.plain.site.catalogue.folder, copies=True)
            return self._intake

    def close(self) -> None:
        """End the readers' processes."""
        if self._intake is not None:
            self._intake.close()

    def _engine(self) -> Engine:
        with self.plain.site.sessions() as session:
            return session.get_bind().engine

    def _waiting(self) -> Waiting | None:
        form = FlaskForm()
        if not form.validate_on_submit():
            abort(400)
        return self.shelf.find(request.form.get("token", ""), self._owner())

    def _owner(self) -> str:
        return str(self.plain.site.viewer().account or "")

    def _form(self, said: str, status: int = 200, *, well: bool = False) -> Response:
        values = {"form": FlaskForm()}
        tone: Tone = "well" if well else "wrong"
        return self.plain.page("upload", "upload.title", said=said, tone=tone, status=status, values=values)

    def _said(self, key: str) -> str:
        return self.plain.text(self.plain.language())[f"upload.{key}"]

    def _too_large(self) -> str:
        most = Intake.most_bytes() // 1_000_000
        return self.plain.text(self.plain.language()).format("upload.too_large", most=most)


def _words(
    kind: str, details: dict[str, str | int | float], places: dict[str, str | None], language: str
) -> tuple[str, str]:
    """Return what is wrong and what to do about it."""
    return problem_words.what(kind, details, places, language), problem_words.remedy(kind, details, places, language)


def add_uploads(door: Door, uploads: Uploads) -> None:
    """Serve the page to whoever may send reports."""
    most = Intake.most_bytes() + _LARGER
    routes: dict[str, tuple[Callable[[], Response], tuple[str, ...]]] = {
        UPLOAD: (uploads.choose, ("GET", "POST")),
        "upload/store": (uploads.store, ("POST",)),
        "upload/receipt": (uploads.receipt, ("POST",)),
        "upload/forget": (uploads.forget, ("POST",)),
    }
    for path, (answer, methods) in routes.items():
        larger = most if path == UPLOAD else None
        page = uploads.plain.of_language(answer)
        door.route("upload", f"/<language>/{path}", path, methods=methods, most_bytes=larger)(page)
