"""Sixty texts by which a sender might try to have a page run, fetch or show what is not the page's, and a snapshot
whose every free text is one of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from dashboard.charts.spec import TableSpec
from dashboard.public.snapshot import Snapshot

Said = TypeVar("Said")
_CALLS = ("alert(1)", "alert`1`", "top.alert(1)")
PAYLOADS = (
    *(f"<script>{call}</script>" for call in _CALLS),
    *(f"<img src=x onerror={call}>" for call in _CALLS),
    *(f"<svg onload={call}>" for call in _CALLS),
    *(f"<svg><script>{call}</script></svg>" for call in _CALLS),
    *(f'"><script>{call}</script>' for call in _CALLS),
    *(f"'><img src=x onerror={call}>" for call in _CALLS),
    *(f'" onmouseover="{call}" x="' for call in _CALLS),
    *(f"' autofocus onfocus='{call}' x='" for call in _CALLS),
    *(f"</title><script>{call}</script>" for call in _CALLS),
    *(f"</style><script>{call}</script>" for call in _CALLS),
    *(f"--><script>{call}</script><!--" for call in _CALLS),
    *(f"]]><script>{call}</script>" for call in _CALLS),
    *(f"javascript:{call}" for call in _CALLS),
    '<a href="javascript:alert(1)">x</a>', '<a href="http://example.org/alert">x</a>',
    '<iframe src="javascript:alert(1)"></iframe>', "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>",
    "<math><mtext></mtext><script>alert(1)</script></math>", "<object data=x onerror=alert(1)>",
    "<meta http-equiv=refresh content='0;url=http://example.org'>", "<link rel=stylesheet href=http://example.org/x>",
    "<style>@import 'http://example.org/x'</style>", "<base href=http://example.org/>", "<form action=http://example.org>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "${7*7}",
    "<!--newer--><script>alert(1)</script><!--/newer-->", "<!--story 00--><script>alert(1)</script><!--/story-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "\u2028<script>alert(1)</script>",
)  # fmt: skip
# What programs read: not the text of anybody.
_FIXED = frozenset(
    {
        "key",
        "kind",
        "language",
        "subject",
        "slug",
        "mark",
        "month",
        "passport",
        "passport_link",
        "link",
        "links",
        "code",
    }
    | {"categories", "letter", "tone", "as_of_day", "live", "indicator", "withheld", "columns", "unit"}
)


def poisoned(said: Said, payload: str, name: str = "") -> Said:
    """Return the same with every free text replaced."""
    if name in _FIXED or said is None or said == "":
        return said
    if isinstance(said, str):
        return payload  # type: ignore[return-value]
    if isinstance(said, TableSpec):
        return replace(said, title=payload, rows=_rows(said, payload))  # type: ignore[return-value]
    if isinstance(said, tuple):
        return type(said)(poisoned(one, payload) for one in said)  # type: ignore[return-value]
    if is_dataclass(said) and not isinstance(said, type):
        changed = {field.name: poisoned(getattr(said, field.name), payload, field.name) for field in fields(said)}
        return replace(said, **changed)  # type: ignore[return-value]
    return said


def _rows(table: TableSpec, payload: str) -> tuple[tuple[str | float | None, ...], ...]:
    words = [column.kind == "text" for column in table.columns]
    return tuple(
        tuple(payload if word and isinstance(cell, str) else cell for cell, word in zip(row, words, strict=True))
        for row in table.rows
    )


def poisoned_snapshot(snapshot: Snapshot, payload: str) -> Snapshot:
    """Return a snapshot whose every free text is the payload."""
    return poisoned(snapshot, payload)
