"""The site as one object: the network, its database, its pages and their languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import Asked, ask
from dashboard.page import Page
from dashboard.words import page_languages, words
from data.catalogue import Catalogue
from data.revision import Revision
from data.wording import Text


@dataclass(frozen=True)
class Site:
    """What routes and callbacks answer from."""

    catalogue: Catalogue
    sessions: Callable[[], Session]
    pages: Mapping[str, Page]
    languages: tuple[str, ...]
    revision: Callable[[], str | None]  # of the database: the same while nobody writes

    @classmethod
    def of(cls, catalogue: Catalogue, sessions: Callable[[], Session], pages: tuple[Page, ...]) -> Site:
        """Return the site of a network; every language of dashboard/text is offered."""
        with sessions() as session:
            engine = session.get_bind().engine
        return cls(catalogue, sessions, {page.key: page for page in pages}, page_languages(), Revision(engine).now)

    def address(self, path: str | None, search: str | Mapping[str, str] | None) -> Address:
        """Return what a path and its query ask for; a language that is not offered becomes the network's first."""
        own = {key: frozenset(choice.key for choice in page.choices) for key, page in self.pages.items()}
        address = Address.parse(path, search, fallback=self.languages[0], own=own)
        if address.language in self.languages:
            return address
        # An unknown path has no language of its own: it is answered in the first, as a page that does not exist.
        return Address(language=self.languages[0], page=f"{address.language}/{address.page}")

    def page(self, address: Address) -> Page | None:
        """Return the page of an address, or None where there is none."""
        return self.pages.get(address.page)

    def text(self, language: str) -> Text:
        """Return the words of a language."""
        return words(self.catalogue, language)

    @contextmanager
    def asked(self, address: Address) -> Iterator[Asked]:
        """Yield the question of an address, with a session that lives as long as it is answered."""
        with self.sessions() as session:
            page = self.page(address)
            if page is None:
                yield ask(session, self.catalogue, address)
            else:
                yield ask(session, self.catalogue, address, filters=page.filters, choices=page.choices)
