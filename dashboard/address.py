"""The address of a page: /<language>/<page>?…, the only state a page has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote, urlencode

from data.selection import Selection

HOME = "overview"


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for. `sort` orders the table of libraries, `part` is its page counted from 1, `table` the
    table of a .csv; a `page` that does not exist is kept as written."""

    language: str
    page: str = HOME
    selection: Selection = field(default_factory=Selection)
    sort: str = ""
    part: int = 1
    table: str = ""

    @classmethod
    def parse(cls, path: str | None, search: str | Mapping[str, str] | None, *, fallback: str) -> Address:
        """Return what an address says; never raises. Unknown keys are ignored; `fallback`: the language if none."""
        query = dict(parse_qsl((search or "").lstrip("?"))) if not isinstance(search, Mapping) else search
        language, _, page = (path or "").strip("/").partition("/")
        part = query.get("part", "")
        return cls(
            language=language or fallback,
            page=page if language else HOME,
            selection=Selection.from_query(query),
            sort=query.get("sort", ""),
            part=max(1, int(part)) if part.isascii() and part.isdecimal() and len(part) < 6 else 1,
            table=query.get("table", ""),
        )

    def to_query(self) -> dict[str, str]:
        """Return the keys and values after the question mark, without those that say nothing."""
        part = str(self.part) if self.part > 1 else ""
        pairs = {**self.selection.to_query(), "sort": self.sort, "part": part, "table": self.table}
        return {key: value for key, value in pairs.items() if value}

    def href(self, extension: str = "") -> str:
        """Return the address as a link, or the link to its file with this extension."""
        query = urlencode(self.to_query(), safe=",", quote_via=quote)
        ending = f".{extension}" if extension else ""
        return f"/{quote(self.language)}/{quote(self.page)}{ending}" + (f"?{query}" if query else "")

    def on(self, page: str) -> Address:
        """Return the address of another page with the same selection: what belongs to this page alone is dropped."""
        return Address(language=self.language, page=page, selection=self.selection)

    def in_language(self, language: str) -> Address:
        """Return the same address in another language."""
        return replace(self, language=language)
