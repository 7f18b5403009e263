"""The passport of an estimated effect: what was compared and how, the estimate with its interval, what was tried to
break it, under which plan, and whether a later evaluation says the same. Without a comparison: of the evaluation."""

from __future__ import annotations

from dataclasses import replace

from dashboard.address import FIGURE, Address
from dashboard.asked import Asked
from dashboard.campaign_words import Shown, shown_of
from dashboard.charts.spec import Column, TableSpec
from dashboard.content import PageContent
from dashboard.effect_said import EffectSaid
from dashboard.papers import months_code, page_content
from data.bounds import bounds_of
from data.campaign.effect_ids import EffectKey, effect_id
from data.campaign.effects import Estimated, Since, estimated, latest_of, since, stage_of
from data.formats import date_text

SINCE = "since"


def effect_content(asked: Asked, effect: EffectKey) -> PageContent:
    """Return what the passport says; raises OutOfBounds and UnreadableFigure as data.campaign.effects does."""
    there = stage_of(effect, asked.catalogue)
    if there is None:  # figure_of has refused it
        return page_content(asked, FIGURE, empty=asked.text["figure.unknown"])
    shown = shown_of(asked, *there)
    found = estimated(asked.session, asked.catalogue, effect)
    if found is None:
        return page_content(asked, FIGURE, empty=_gone(shown, effect))
    said = EffectSaid(shown, found)
    content = page_content(
        asked,
        FIGURE,
        finding=asked.text.format("figure.finding", id=effect_id(effect)),
        coverage=said.coverage(),
        sentences=said.caveats(),
        cards=[said.card()],
        tables=[said.table(), _since_table(shown, found, _since(asked, found)), *said.comparisons()],
    )
    period = months_code(shown.months[0], shown.months[-1])
    return replace(content, filters=shown.name, period=period)


def shown_at(asked: Asked, effect: EffectKey) -> Address | None:
    """Return where the site shows an effect with what surrounds it."""
    there = stage_of(effect, asked.catalogue)
    if there is None:
        return None
    address = Address(asked.language, release=asked.address.release)
    return address.on("campaign").choosing(stage=f"{there[0]}.{there[1].code}")


def _gone(shown: Shown, effect: EffectKey) -> str:
    """Return that the evaluation is not here, and the id of the latest one that is."""
    text, asked = shown.asked.text, shown.asked
    later = latest_of(asked.session, asked.catalogue, effect)
    if later is None:
        return text.format("effect.gone", stage=shown.name)
    return text.format("effect.gone_latest", stage=shown.name, id=effect_id(later.key))


def _since(asked: Asked, found: Estimated) -> Since:
    """Return what became of an effect since: of one read in a release, up to today, or to what is shown as today's."""
    if asked.release is None or asked.releases is None:
        return since(found, latest_of(asked.session, asked.catalogue, found.key))
    with asked.releases.reading(asked.newest, bounds_of(asked.session)) as (session, catalogue):
        return since(found, latest_of(session, catalogue, found.key))


def _since_table(shown: Shown, found: Estimated, became: Since) -> TableSpec:
    """Return whether the effect is still valid, and what the latest evaluation says of it."""
    text, later = shown.asked.text, became.later
    columns = (
        Column("computed", text["effect.column.computed"]),
        Column("estimate", text["effect.row.estimate"]),
        Column("verdict", text["effect.row.verdict"]),
        Column("passport", text["export.passport"]),
    )
    latest = later or found
    day, figure = date_text(latest.stored.computed_at.date(), text.language), effect_id(latest.key)
    said = EffectSaid(shown, latest)
    row = (day, said.estimate(), said.verdict(), figure)
    if later is None or became.because is None:
        return TableSpec(SINCE, text["effect.valid"], columns, (row,))
    key = "effect.valid_later" if became.still_valid else "effect.restated"
    title = text.format(key, because=text[f"effect.because.{became.because}"])
    return TableSpec(SINCE, title, columns, (row,), (shown.asked.address.of_figure(figure).href(),))
