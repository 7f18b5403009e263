"""The address of a page: /<language>/<page>?…, the only state a page has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote, urlencode

from data.selection import Selection, unreadable

HOME = "overview"
FIGURE = "figure"  # the page that looks figures up by their ids
# The keys of every page; what else there is belongs to one page.
SHARED_KEYS = (*Selection.KEYS, "sort", "part", "table", "release")
_NOTHING: Mapping[str, Collection[str]] = {}
_NO_ITEMS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for. `sort` orders the long table of a page, `part` is its page counted from 1, `table` the
    table of a .csv, `own` what was chosen for the keys that only this page has; a `page` that does not exist is kept
    as written. `item` is the one thing a page is about, written behind it (/en/figure/3h7v-9pj), `release` the name of
    the release that figures are read in, "" for the reports in force today. `refused` are the values that could not be
    read: they count as not given, and the page names them."""

    language: str
    page: str = HOME
    selection: Selection = field(default_factory=Selection)
    sort: str = ""
    part: int = 1
    table: str = ""
    own: tuple[tuple[str, str], ...] = ()
    item: str = ""
    release: str = ""
    refused: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def parse(
        cls,
        path: str | None,
        search: str | Mapping[str, str] | None,
        *,
        fallback: str,
        own: Mapping[str, Collection[str]] = _NOTHING,
        items: Mapping[str, str] = _NO_ITEMS,
    ) -> Address:
        """Return what an address says; never raises. Unknown keys are ignored.

        `fallback` is the language if none; `own` names, for each page, the keys that only this page has, `items`, for
        each page that is about one thing, the key that names it as well as its path does.
        """
        query = search if isinstance(search, Mapping) else dict(parse_qsl(_written(search).lstrip("?")))
        language, _, page = _written(path).strip("/").partition("/")
        page, item = _item(page if language else HOME, query, items)
        part, refused_part = _part(query.get("part", ""))
        return cls(
            language=language or fallback,
            page=page,
            selection=Selection.from_query(query),
            sort=query.get("sort", ""),
            part=part,
            table=query.get("table", ""),
            own=tuple((key, query[key]) for key in sorted(own.get(page, ())) if query.get(key)),
            item=item,
            release=query.get("release", ""),
            refused=(*unreadable(query), *refused_part),
        )

    def to_query(self) -> dict[str, str]:
        """Return the keys and values after the question mark, without those that say nothing."""
        part = str(self.part) if self.part > 1 else ""
        shared = {**self.selection.to_query(), "sort": self.sort, "part": part, "table": self.table}
        shared["release"] = self.release
        return {key: value for key, value in {**shared, **dict(self.own)}.items() if value}

    def href(self, extension: str = "") -> str:
        """Return the address as a link, or the link to its file with this extension."""
        query = urlencode(self.to_query(), safe=",", quote_via=quote)
        ending = f".{extension}" if extension else ""
        item = f"/{quote(self.item, safe='')}" if self.item else ""
        return f"/{quote(self.language)}/{quote(self.page)}{item}{ending}" + (f"?{query}" if query else "")

    def on(self, page: str) -> Address:
        """Return the address of another page with the same selection: what belongs to this page alone is dropped."""
        return Address(self.language, page, self.selection, release=self.release)

    def of_figure(self, figure: str) -> Address:
        """Return the address of a figure's passport, by its id, in the same release."""
        return Address(self.language, FIGURE, item=figure, release=self.release)

    def in_release(self, name: str) -> Address:
        """Return the same address in a release; "": with the reports in force today."""
        return replace(self, release=name, part=1)

    def in_language(self, language: str) -> Address:
        """Return the same address in another language."""
        return replace(self, language=language)

    def chosen(self, key: str) -> str:
        """Return what the address says for a key of the page's own; "" where it says nothing."""
        return dict(self.own).get(key, "")

    def choosing(self, **chosen: str) -> Address:
        """Return the address with these keys of the page's own; "" takes a key away. Tables start at their top."""
        own = {key: value for key, value in {**dict(self.own), **chosen}.items() if value}
        return replace(self, own=tuple(sorted(own.items())), part=1)

    def of_network(self) -> Address:
        """Return the address of the same months over all libraries."""
        return self._over(Selection(self.selection.start, self.selection.end, kinds=self.selection.kinds))

    def of_territory(self, code: str) -> Address:
        """Return the address of the same months in one territory."""
        return self._over(replace(self.of_network().selection, territories=(code,)))

    def of_library(self, code: str) -> Address:
        """Return the address of the same months in one library."""
        return self._over(Selection(self.selection.start, self.selection.end, library=code))

    def _over(self, selection: Selection) -> Address:
        return replace(self, selection=selection, part=1)


def _written(said: str | None) -> str:
    """Return what can be written into an address: a half of a letter, which a script may send, becomes "?"."""
    return (said or "").encode("utf-8", "replace").decode()


def _item(page: str, query: Mapping[str, str], items: Mapping[str, str]) -> tuple[str, str]:
    """Return the page and the one thing it is about; what is typed into the page's field counts before its path."""
    stem, _, item = page.partition("/")
    if stem not in items:
        return page, ""
    return stem, query.get(items[stem], "").strip() or item


def _part(text: str) -> tuple[int, tuple[str, ...]]:
    """Return the part of a table that a text names, else the first, and the text where it names none."""
    if not text:
        return 1, ()
    if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0:
        return int(text), ()
    return 1, (text,)
