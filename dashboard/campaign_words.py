"""What the Campaign page says beside its charts: the stage shown, its months, the words of its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.asked import Asked, Option
from dashboard.charts.words import ChartWords
from dashboard.papers import as_of
from data.campaign.sentences import TEXT
from data.campaign.windows import stage_months
from data.models import Stage
from data.periods import Month
from data.wording import Text, text


@dataclass(frozen=True, slots=True)
class Shown:
    """The stage a page shows, with what was asked narrowed to its months."""

    campaign: str
    stage: Stage
    asked: Asked  # its selection has the months of the stage
    verdicts: Text  # the words of data/campaign, with those of the page

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the stage."""
        return stage_months(self.stage)

    @property
    def name(self) -> str:
        """The name of the stage, as read."""
        return self.asked.text[f"stage.{self.campaign}.{self.stage.code}.name"]


def offered_stages(asked: Asked) -> list[Option]:
    """Return the stages of the network as a choice: those with a known end first, the latest before the others."""
    known = [(campaign.code, stage) for campaign in asked.catalogue.campaigns.values() for stage in campaign.stages]
    known.sort(key=lambda one: (one[1].end is None, -one[1].start.toordinal()))
    return [(f"{code}.{stage.code}", asked.text[f"stage.{code}.{stage.code}.name"]) for code, stage in known]


def shown_stage(asked: Asked) -> Shown | None:
    """Return the stage chosen in the address; None in a network without campaigns."""
    campaign, _, code = asked.chosen["stage"].rpartition(".")
    if campaign not in asked.catalogue.campaigns:
        return None
    stage = next(one for one in asked.catalogue.campaigns[campaign].stages if one.code == code)
    return shown_of(asked, campaign, stage)


def shown_of(asked: Asked, campaign: str, stage: Stage) -> Shown:
    """Return a stage with what is asked narrowed to its months."""
    months = stage_months(stage)
    narrowed = replace(asked, selection=replace(asked.selection, start=months[0], end=months[-1]))
    words = Text(asked.language, {**text(asked.language, TEXT).texts, **asked.text.texts})
    return Shown(campaign, stage, narrowed, words)


def stage_chart_words(
    shown: Shown,
    *,
    title: str,
    summary: str,
    table: str,
    unit: str,
    labels: Mapping[str, str],
    coverage: str,
    measure: str,
    passport: str,
    notes: Sequence[str] = (),
) -> ChartWords:
    """Return the words of a chart of the stage; `measure` is what it shows, `table` the title of its table, `passport`
    the id of the figure that it is a picture of.
    """
    asked = shown.asked
    return ChartWords(
        language=asked.language,
        title=title,
        subtitle=asked.text["selection.separator"].join([measure, shown.name]),
        summary=summary,
        unit=unit,
        table=table,
        labels=labels,
        source=asked.text["network.source"],
        as_of=as_of(asked),
        coverage=coverage,
        passport=passport,
        low="",
        notes=tuple(notes),
    )
