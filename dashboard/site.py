"""The site as one object: the network, its database, its pages and their languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from dashboard.access import LOCAL, Viewer
from dashboard.access.share import MAY
from dashboard.address import Address
from dashboard.asked import FILTERS, Asked, ask
from dashboard.content import PageContent
from dashboard.memory import Memory, Said
from dashboard.page import Page
from dashboard.releases import Releases
from dashboard.tools import sharing
from dashboard.words import page_languages, words
from data.bounds import NOTHING
from data.catalogue import Catalogue
from data.deadlines import time_zone
from data.moments import Now, utc_now
from data.revision import Revision
from data.wording import Text

_CONTENTS = 60  # contents of pages that are remembered


@dataclass(frozen=True)
class Site:
    """What routes and callbacks answer from."""

    catalogue: Catalogue
    sessions: Callable[[], Session]
    pages: Mapping[str, Page]
    languages: tuple[str, ...]
    revision: Callable[[], str | None]  # of the database: the same while nobody writes
    contents: Memory[PageContent]
    releases: Releases
    viewer: Callable[[], Viewer] = lambda: LOCAL  # who asks
    now: Now = utc_now

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        sessions: Callable[[], Session],
        pages: tuple[Page, ...],
        viewer: Callable[[], Viewer] = lambda: LOCAL,
        now: Now = utc_now,
    ) -> Site:
        """Return the site of a network; every language of dashboard/text is offered. `now` tells the time."""
        with sessions() as session:
            revision = Revision(session.get_bind().engine).now
        contents = Memory[PageContent](revision, most=_CONTENTS, zone=time_zone(catalogue), now=now)
        named = {page.key: page for page in pages}
        there = Releases(catalogue, sessions, now)
        return cls(catalogue, sessions, named, page_languages(), revision, contents, there, viewer, now)

    def memory(self, most: int) -> Memory[Said]:
        """Return what remembers until the database changes or the network's day ends."""
        return Memory(self.revision, most=most, zone=time_zone(self.catalogue), now=self.now)

    def address(self, path: str | None, search: str | Mapping[str, str] | None) -> Address:
        """Return what a path and its query ask for; a language that is not offered becomes the network's first."""
        own = {key: frozenset(choice.key for choice in page.choices) for key, page in self.pages.items()}
        items = {key: page.item for key, page in self.pages.items() if page.item}
        address = Address.parse(path, search, fallback=self.languages[0], own=own, items=items)
        if address.language in self.languages:
            return address
        # An unknown path has no language of its own: it is answered in the first, as a page that does not exist.
        return Address(language=self.languages[0], page=f"{address.language}/{address.page}")

    def page(self, address: Address) -> Page | None:
        """Return the page of an address, or None where there is none for whoever asks, or not of that one thing."""
        page = self.pages.get(address.page)
        if page is None or not self.viewer().opens(page.key, page.audience):
            return None
        return page if not address.item or page.has(self.catalogue, address.item) else None

    def forbidden(self, address: Address) -> bool:
        """Return True where there is a page, but not for whoever asks."""
        page = self.pages.get(address.page)
        return page is not None and not self.viewer().opens(page.key, page.audience)

    def offered(self) -> tuple[str, ...]:
        """Return the pages of the navigation that whoever asks may see, in its order."""
        opens = self.viewer().opens
        return tuple(key for key, page in self.pages.items() if page.listed and opens(key, page.audience))

    def text(self, language: str) -> Text:
        """Return the words of a language."""
        return words(self.catalogue, language)

    def content(self, page: Page, asked: Asked) -> PageContent:
        """Return what a page says, from memory where nothing has changed since: a page and its files share it."""
        address, moment = asked.address, asked.moment
        key = (self.viewer().sees, address.href(), address.refused, asked.fixed)
        said = self.contents.recall(moment, key)
        if said is None:
            said = page.content(asked)
            if page.audience in MAY:
                share = sharing(self.viewer(), asked.address.language, asked.address.href())
                said = replace(said, share=share)
            self.contents.keep(moment, key, said)
        return said

    def in_other_languages(self, page: Page, address: Address, *, fixed: bool) -> list[tuple[PageContent, Text]]:
        """Return what a page says at the same address in each of the other languages, with their words."""
        found = []
        for language in (one for one in self.languages if one != address.language):
            with self.asked(address.in_language(language), fixed=fixed) as asked:
                found.append((self.content(page, asked), asked.text))
        return found

    @contextmanager
    def asked(self, address: Address, *, fixed: bool = False) -> Iterator[Asked]:
        """Yield the question of an address, with a session that lives as long as it is answered and keeps to what
        whoever asks may see. `fixed`: what is said leaves for good."""
        moment = self.contents.moment()
        release = self.releases.named(address.release) if address.release else None
        if address.release and release is None:  # none of that name may be shown: today's reports, and a notice
            address = replace(address, release="", refused=(*address.refused, address.release))
        embargoed, newest, bounds = self.releases.waiting(), None, self.viewer().bounds
        if embargoed is not None and not self.viewer().staff:  # today's reports would tell what may not be told yet
            newest = next(iter(self.releases.shown()), None)
            release, bounds = release or newest, bounds if release or newest else NOTHING
        page = self.page(address)
        with self.releases.reading(release, bounds) as (session, catalogue):
            asked = ask(
                session,
                catalogue,
                address,
                filters=page.filters if page else FILTERS,
                choices=page.choices if page else (),
                release=release,
                releases=self.releases,
                fixed=fixed,
            )
            until = embargoed.embargo if embargoed else None
            corrects = self.viewer().allowed("reporting")
            yield replace(asked, newest=newest, embargo=until, corrects=corrects, moment=moment)
