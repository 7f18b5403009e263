"""Snapshots written into a folder, older ones told that a newer exists, the list of all; stories taken out again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from sqlalchemy.orm import Session

from dashboard.exports.png_file import png_of
from dashboard.public.declared import declared
from dashboard.public.drawing import open_graph
from dashboard.public.figures import csv_body, json_body
from dashboard.public.listing import listed
from dashboard.public.manifest import (
    FILE,
    Manifest,
    hashes,
    snapshots,
    stories_of,
    with_newer,
    without,
)
from dashboard.public.page import figures_name, index_html, page_html, page_name, picture_name
from dashboard.public.snapshot import Snapshot, gather, tables_of
from dashboard.public.subject import Subject, file_word
from dashboard.site import Site
from dashboard.whole import write_whole
from dashboard.words import words
from data.audit import What
from data.consents import holding
from data.deadlines import time_zone
from data.moments import today
from data.wording import Text

_NAME = re.compile(r"(?:[a-z0-9][a-z0-9.-]{0,39})?")


def is_name(name: str) -> bool:
    """Return True for what may name a snapshot; "" lets the snapshot name itself."""
    return _NAME.fullmatch(name) is not None


def published_as(home: Path) -> What:
    """Return what the record says of a snapshot that was published into a folder."""
    return {"snapshot": f"{home.parent.name}/{home.name}"}


class AlreadyPublished(Exception):
    """There is a snapshot of this name, and snapshots are never changed."""


@dataclass(frozen=True)
class Publisher:
    """Publishes into a folder. `base` is the address of the site, "" where links to it are left out."""

    site: Site
    folder: Path
    base: str = ""

    def publish(self, subject: Subject, languages: Sequence[str], name: str = "", now: datetime | None = None) -> Path:
        """Write a snapshot and return its folder; it is there whole or not at all.

        `name`: that of the release, or the day of the newest report, where none is given. Raises
        NothingToPublish, AlreadyPublished.
        """
        made = {language: gather(self.site, subject, language, declared()) for language in languages}
        first = made[languages[0]]
        name = name or file_word(subject.release) or first.as_of_day
        home = self.folder / subject.slug / name
        if home.exists():
            raise AlreadyPublished(str(home))
        files = {file: body for one in made.values() for file, body in self._files(one, name, languages).items()}
        beside = home.with_name(f".{name}.part")
        shutil.rmtree(beside, ignore_errors=True)
        for file, body in files.items():
            write_whole(beside / file, body)
        manifest = self._manifest(made, name, files, now or datetime.now(UTC))
        write_whole(beside / FILE, _json(manifest))
        beside.rename(home)
        self._tell_older(subject.slug)
        self.write_index()
        return home

    def refresh(self) -> int:
        """Take the stories out whose consent no longer holds, and write the list anew; return how many went."""
        gone = 0
        for manifest in snapshots(self.folder):
            if not manifest.stories:
                continue
            bodies = {page: self._read(manifest, page) for page in manifest.titles}
            with self.site.sessions() as session:
                ended = {page: ended_stories(self.site, session, manifest, page) for page in bodies}
            changed = {page: without(body, ended[page]) for page, body in bodies.items()}
            gone += sum(len(stories_of(bodies[page]).keys() & ended[page]) for page in bodies)
            self._rewrite(manifest, {page_name(page): body for page, body in changed.items()})
        self.write_index()
        return gone

    def write_index(self) -> None:
        """Write the list of all snapshots in every language; index.html is the one in the first."""
        found = snapshots(self.folder)
        for place, language in enumerate(self.site.languages):
            page = index_of(self.site, found, language)
            for name in (page_name(language), *(["index.html"] if place == 0 else [])):
                write_whole(self.folder / name, page)

    def _files(self, snapshot: Snapshot, name: str, languages: Sequence[str]) -> dict[str, bytes]:
        """Return the files of one language by their names."""
        text, language = self._text(snapshot.language), snapshot.language
        figures = json_body(snapshot, name)
        digest = hashes(figures_name(language, "json"), figures).sha256
        named = _named(self.site, languages)
        page = page_html(snapshot, text, name, languages=named, figures_hash=digest, base=self.base)
        title = text.format("public.of", title=snapshot.title, period=snapshot.period)
        separator = text["selection.separator"]
        foot = separator.join(
            [text.format("public.snapshot", name=name), text.format("frame.as_of", date=snapshot.as_of)]
        )
        return {
            page_name(language): page.encode(),
            figures_name(language, "json"): figures,
            figures_name(language, "csv"): csv_body(snapshot),
            picture_name(language): png_of(open_graph(snapshot, foot), title),
        }

    def _manifest(self, made: Mapping[str, Snapshot], name: str, files: Mapping[str, bytes], now: datetime) -> Manifest:
        first = next(iter(made.values()))
        stories: dict[str, dict[str, str]] = {}
        for language in made:
            for mark, digest in stories_of(files[page_name(language)]).items():
                stories.setdefault(mark, {})[page_name(language)] = digest
        ids = [card.passport for card in first.cards]
        ids += [table.passport for part in first.parts for table in tables_of(part)]
        titles = {
            language: self._text(language).format("public.of", title=one.title, period=one.period)
            for language, one in made.items()
        }
        return Manifest(
            subject=first.subject.slug,
            name=name,
            titles=titles,
            network=first.network,
            demonstration=bool(first.demonstration),
            as_of=first.as_of_day,
            release=first.subject.release,
            published=now.astimezone(UTC),
            figures=tuple(dict.fromkeys(one for one in ids if one)),
            files={file: hashes(file, body) for file, body in files.items()},
            stories=stories,
        )

    def _tell_older(self, subject: str) -> None:
        """Write into every snapshot of a subject but the newest that the newest exists."""
        newest, *others = [one for one in snapshots(self.folder) if one.subject == subject]
        for older in others:
            if older.newer == newest.name:
                continue
            pages = {
                page_name(language): with_newer(self._read(older, language), self._bar(newest, language))
                for language in older.titles
            }
            self._rewrite(older.model_copy(update={"newer": newest.name}), pages)

    def _bar(self, newest: Manifest, language: str) -> str:
        to = language if language in newest.titles else next(iter(newest.titles))
        words = escape(self._text(language)["public.newer"])
        return f'<p class="newer">{words} <a href="../{newest.name}/{page_name(to)}">{newest.name}</a></p>'

    def _rewrite(self, manifest: Manifest, pages: Mapping[str, bytes]) -> None:
        """Write pages of a snapshot again, with their hashes; what is frozen of them stays what it was."""
        home = self.folder / manifest.subject / manifest.name
        files = dict(manifest.files)
        for name, body in pages.items():
            files[name] = files[name].model_copy(update={"sha256": hashes(name, body).sha256})
        for name, body in pages.items():
            write_whole(home / name, body)
        write_whole(home / FILE, _json(manifest.model_copy(update={"files": files})))

    def _read(self, manifest: Manifest, language: str) -> bytes:
        return (self.folder / manifest.subject / manifest.name / page_name(language)).read_bytes()

    def _text(self, language: str) -> Text:
        return words(self.site.catalogue, language)


def index_of(site: Site, found: Sequence[Manifest], language: str) -> bytes:
    """Return the list of snapshots in a language, which says so where there is none."""
    text = site.text(language)
    label = text["demonstration.label"] if site.catalogue.settings.demonstration else ""
    languages, subjects = _named(site, site.languages), listed(found, text, time_zone(site.catalogue))
    return index_html(text, text["network.title"], label, subjects, languages=languages).encode()


def _named(site: Site, languages: Sequence[str]) -> list[tuple[str, str]]:
    return [(language, site.text(language)["language.name"]) for language in languages]


def ended_stories(site: Site, session: Session, manifest: Manifest, language: str) -> frozenset[str]:
    """Return the stories of a page that may no longer stand on it."""
    marks = manifest.marks(page_name(language))
    if not marks:
        return frozenset()
    day: date = today(time_zone(site.catalogue))
    return marks - holding(session, "impact", language, day).keys()


def _json(manifest: Manifest) -> bytes:
    return manifest.model_dump_json(indent=1).encode()
