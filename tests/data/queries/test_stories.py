"""A story is published with consent and without personal data, or not at all."""

from __future__ import annotations

from data.periods import Month
from data.queries.stories import StoryCounts, publishable, story_counts
from data.schema import story
from data.selection import Selection

MAY = Selection(Month(2017, 5), Month(2017, 5))


def test_only_stories_with_consent_and_nothing_withheld_leave(lists, catalogue):
    for title, consent, withheld in (("A", "yes", False), ("B", "no", False), ("C", None, False), ("D", "yes", True)):
        given = {"title": title, "consent": consent, "withheld": withheld, "category_id": lists.categories["ED.KID"]}
        lists.add(story, "stories", "MD-OR-0001", 201705, **given)
    with lists.session() as session:
        shown = publishable(session, catalogue, MAY)
        counts = story_counts(session, catalogue, MAY)
    assert shown[["title", "category", "reported", "expected"]].values.tolist() == [["A", "ED.KID", 1, 3]]
    assert counts == StoryCounts(told=4, consent=2, withheld=1, publishable=1, reported=1, expected=3)
