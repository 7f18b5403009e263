"""The readme of a data package in one language: what it holds, of whom, and how its marks are to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.charts.spec import TableSpec
from dashboard.content import PageContent
from dashboard.exports.papers import about
from data.wording import Text


def readme(content: PageContent, text: Text, names: Sequence[str], tables: Sequence[TableSpec]) -> str:
    """Return the readme as Markdown; `names` are those of the resources, in the order of the tables."""
    return "\n".join(_lines(content, text, names, tables)) + "\n"


def _lines(content: PageContent, text: Text, names: Sequence[str], tables: Sequence[TableSpec]) -> Iterator[str]:
    yield f"# {_plain(content.title)}"
    yield ""
    for label, words in about(content, text):
        named = "" if words == content.coverage else f"**{_plain(label)}**: "  # it says itself what it is
        yield f"- {named}{_plain(words)}"
    yield ""
    yield f"## {text['package.files']}"
    yield ""
    for name, table in zip(names, tables, strict=False):
        yield f"- `data/{name}.csv`: {_plain(table.title)}"
        for column in table.columns:
            yield f"  - `{_code(column.key)}`: {_plain(column.label)}"
    yield ""
    if content.terms:
        yield f"## {text['export.indicators']}"
        yield ""
        for term in content.terms:
            yield f"- **{_plain(term.name)}** ({_plain(term.unit)}): {_plain(term.definition)}"
        yield ""
    yield f"## {text['package.reading']}"
    yield ""
    yield text["package.marks"]
    yield ""
    yield text["package.described"]


def _code(key: str) -> str:
    return re.sub(r"[^\w-]+", " ", key)


def _plain(words: str) -> str:
    """Return words in one line in which Markdown finds nothing of its own: no markup, no link, no code."""
    one_line = " ".join(words.split())
    return "".join(f"&#{ord(letter)};" if letter in "<>&`[]|*_" else letter for letter in one_line)
