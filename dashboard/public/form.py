"""Publishing through the page: a plain form for whoever may, of what lies within their part of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from flask import Response, abort, request
from flask_wtf import FlaskForm  # type: ignore[import-untyped]

from dashboard.access import Door
from dashboard.access.entrance import record
from dashboard.plain import Plain, Tone
from dashboard.public.page import page_name
from dashboard.public.publishing import AlreadyPublished, Publisher, is_name, published_as
from dashboard.public.snapshot import NothingToPublish
from dashboard.public.subject import Subject, of_place, of_stage, stages_of
from dashboard.settings import site_address
from data.periods import Month
from data.selection import Selection

KEY = "publish"
REFUSED, BUSY = 422, 503
_ALL = "all"
Option = tuple[str, str]


class Refused(Exception):
    """What was asked cannot be published; it says why, in words."""


@dataclass
class PublishForm:
    """The page; one snapshot is written at a time."""

    plain: Plain
    folder: Path
    _writing: Lock = field(default_factory=Lock)

    def answer(self) -> Response:
        """Answer the form: empty, or with what to publish."""
        form, text = FlaskForm(), self.plain.text(self.plain.language())
        if not form.is_submitted():
            return self._page(form)
        if not form.validate():
            abort(400)
        if not self._writing.acquire(blocking=False):
            return self._page(form, text["publish.busy"], BUSY)
        try:
            made = self._published()
        except Refused as refused:
            return self._page(form, str(refused), REFUSED)
        finally:
            self._writing.release()
        record("published", **published_as(made))
        link = f"/public/{made.parent.name}/{made.name}/{page_name(self.plain.language())}"
        return self._page(form, text.format("publish.written", folder=link), link=link)

    def _published(self) -> Path:
        text = self.plain.text(self.plain.language())
        name = request.form.get("name", "").strip()
        if not is_name(name):
            raise Refused(text.format("publish.name", found=name))
        subject = self._subject()
        publisher = Publisher(self.plain.site, self.folder, site_address())
        try:
            return publisher.publish(subject, self.plain.site.languages, name)
        except NothingToPublish as error:
            raise Refused(text[error.key]) from error
        except AlreadyPublished as error:
            raise Refused(text.format("publish.exists", folder=Path(str(error)).name)) from error

    def _subject(self) -> Subject:
        """Return what the form asks for, of what it offers."""
        text, asked = self.plain.text(self.plain.language()), request.form.get("what", "")
        release = request.form.get("release", "")
        if asked not in dict(self._offered()):
            raise Refused(text.format("publish.unknown", values=asked))
        kind, _, code = asked.partition(":")
        if kind == "stage":
            return of_stage(code, release)
        try:
            first, last = (Month.parse(request.form.get(key, "")) for key in ("from", "until"))
        except ValueError as error:
            raise Refused(text["publish.months"]) from error
        if last < first:
            raise Refused(text["publish.months"])
        territories, group = ((code,) if kind == "territory" else (), code if kind == "group" else None)
        return of_place(Selection(first, last, territories, group), self.plain.site.catalogue, release)

    def _offered(self) -> Iterator[Option]:
        """Yield what whoever asks may publish: what lies whole within their part of the network."""
        site, text = self.plain.site, self.plain.text(self.plain.language())
        bounds, catalogue = site.viewer().bounds, site.catalogue
        if bounds.everything:
            for code in sorted(stages := stages_of(catalogue), key=lambda code: stages[code].end is None):
                yield f"stage:{code}", text[f"stage.{code}.name"]
            yield _ALL, text["selection.all_libraries"]
        for code in catalogue.groups:
            if bounds.everything or bounds.group == code:
                yield f"group:{code}", text[f"group.{code}.name"]
        for code, territory in catalogue.territories.items():
            if bounds.reaches(code):
                yield f"territory:{code}", territory.name(text.language)

    def _page(self, form: FlaskForm, said: str = "", status: int = 200, *, link: str = "") -> Response:
        site, text = self.plain.site, self.plain.text(self.plain.language())
        releases = [("", text["publish.today"]), *((one.name, one.name) for one in site.releases.shown())]
        values = {
            "form": form,
            "what": list(self._offered()),
            "releases": releases,
            "given": {key: request.form.get(key, "") for key in ("what", "from", "until", "release", "name")},
            "link": link,
        }
        tone: Tone = "well" if link else "wrong"
        return self.plain.page(KEY, "publish.title", said=said, tone=tone, status=status, values=values)


def add_publish_form(door: Door, plain: Plain, folder: Path) -> None:
    """Serve the form to whoever may publish."""
    answer = plain.of_language(PublishForm(plain, folder).answer)
    door.route("publish", f"/<language>/{KEY}", KEY, methods=("GET", "POST"))(answer)
