"""The story of an impact page: declared sentences, each said where the figures say so."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.asked import Asked
from dashboard.campaign_verdict import headline_finding
from dashboard.content import Card
from dashboard.headline import headline, on_same_libraries
from dashboard.public.declared import Public, Sentence, SubjectKind
from data.campaign.stored import Stored
from data.formats import number
from data.late_words import late_in_words

_CHANGED = "V01"  # what the story compares with the year before, over the same libraries


def story_of(
    asked: Asked, kind: SubjectKind, cards: Sequence[Card], stage: str, stored: Stored | None, public: Public
) -> tuple[str, ...]:
    """Return the sentences in their order.

    `cards` are the figures of the page, `stage` is the name of the campaign's stage that it tells of, `stored` the
    evaluation that it shows.
    """
    by_key = {card.key: card for card in cards}
    facts = {card.key: card.value for card in cards if card.value is not None}
    changed = ""
    late: tuple[str, ...] = ()
    if _CHANGED in facts:
        comparison = headline(asked, _CHANGED).comparison
        changed = on_same_libraries(asked.text, comparison)
        if changed and comparison.change_pct is not None:
            facts[f"{_CHANGED}.change"] = comparison.change_pct
            late = late_in_words(comparison, asked.text)
    first = headline_finding(stored.evaluation) if stored else None
    told = public.said(kind, facts, first.verdict if first else "")
    return (*(_sentence(asked, one, by_key, change=changed, stage=stage) for one in told), *late)


def _sentence(asked: Asked, said: Sentence, cards: dict[str, Card], **words: str) -> str:
    card = cards.get(said.of.partition(".")[0])
    if card is None:
        return asked.text[f"public.story.{said.say}"]
    return asked.text.format(f"public.story.{said.say}", amount=_amount(asked, card), note=card.note, **words)


def _amount(asked: Asked, card: Card) -> str:
    """Return the figure with its unit; a share is what it is."""
    indicator = asked.catalogue.indicators.get(card.key)
    if indicator is None or card.value is None:
        return card.shown
    unit = f"unit.{indicator.unit}"
    known = f"{unit}.other" in asked.text
    return asked.text.plural(unit, card.value) if known else number(card.value, asked.language)
