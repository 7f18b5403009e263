"""What is published, as its page lists it: subject by subject, the newest snapshot first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from dashboard.public.manifest import Manifest
from dashboard.public.page import page_name
from data.formats import date_text
from data.wording import Text


def listed(found: Sequence[Manifest], text: Text, zone: tzinfo) -> list[Mapping[str, object]]:
    """Return the subjects, each with its snapshots, the newest first; the days are those of a zone."""
    subjects: dict[str, list[Manifest]] = {}
    for one in found:
        subjects.setdefault(one.subject, []).append(one)
    listed: list[Mapping[str, object]] = []
    for slug, some in subjects.items():
        rows = []
        for place, one in enumerate(some):
            page = page_name(text.language if text.language in one.titles else next(iter(one.titles)))
            day = date_text(one.published.astimezone(zone).date(), text.language)
            published = text.format("public.published", day=day)
            href = f"{slug}/{one.name}/{page}"
            rows.append({"name": one.name, "href": href, "newest": place == 0 < len(some) - 1, "published": published})
        newest = some[0].titles
        listed.append(
            {"slug": slug, "title": newest.get(text.language) or next(iter(newest.values())), "snapshots": rows}
        )
    return listed
