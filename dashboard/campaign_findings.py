"""Every comparison of an evaluation, by name, with its verdict, and every attempt to break one: the numbers behind the
sentences, each with the id of its effect."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.campaign_words import Shown
from dashboard.charts.spec import CellValue, Column, TableSpec
from data.campaign.effect_ids import effect_id
from data.campaign.effects import key_of, whole
from data.campaign.results import Evaluation, Finding
from data.campaign.sentences import verdict
from data.campaign.stored import Stored
from data.campaign.tries import tries
from data.formats import month_name
from data.periods import Month
from data.wording import Text

CLAIMS = ("growth", "decline")


def named(shown: Shown, finding: Finding) -> str:
    """Return what a comparison looks at, in few words."""
    text = shown.asked.text
    if finding.theme == "all":
        return shown.verdicts["said.all_themes"]
    if finding.theme:
        names = [text[f"category.{code}.name"] for code in finding.categories]
        month = month_name(Month.parse(finding.theme), text.language, "abbreviated")
        return f"{month}: {', '.join(names)}"
    short = text[f"indicator.{finding.outcome}.short"]
    return f"{short}: {text[f'campaign.design.{finding.design}']}"


def clear(findings: Sequence[Finding], key: str, text: Text) -> str:
    """Return how many of some comparisons come to a claim; `key`: themes or comparisons."""
    claims = [one for one in findings if one.verdict in CLAIMS]
    return text.plural(f"campaign.{key}_clear", len(claims), of=len(findings))


def links_of(shown: Shown, ids: Sequence[str]) -> tuple[str, ...]:
    """Return where the ids are looked up."""
    return tuple(shown.asked.address.of_figure(figure).href() for figure in ids)


def tables(shown: Shown, stored: Stored | None) -> list[TableSpec]:
    """Return every finding with its verdict, and every attempt to break one: the numbers behind the sentences."""
    if stored is None:
        return []
    return [findings_table(shown, stored.evaluation), _tries_table(shown, stored.evaluation)]


def findings_table(shown: Shown, evaluation: Evaluation) -> TableSpec:
    """Return every comparison with its verdict, each with the id of its effect."""
    text = shown.asked.text
    columns = [
        Column(name, text[f"campaign.column.{name}"], "percent") for name in ("value", "low", "high", "detectable")
    ]
    shape = (
        Column("design", text["campaign.column.design"]),
        Column("name", text["campaign.column.name"]),
        *columns,
        Column("libraries", text["campaign.column.libraries"], "whole"),
        Column("verdict", text["campaign.column.verdict"]),
        Column("passport", text["export.passport"]),
    )
    ids = [effect_id(key_of(evaluation, one)) for one in evaluation.findings]
    rows = []
    for one, figure in zip(evaluation.findings, ids, strict=True):
        estimate = one.estimate
        ends = (estimate.percent, estimate.low, estimate.high) if estimate else (None, None, None)
        rows.append(
            (
                shown.verdicts[f"design.{one.design}.name"],
                named(shown, one) if one.theme else text[f"indicator.{one.outcome}.name"],
                *ends,
                one.detectable,
                estimate.libraries if estimate else None,
                verdict(one, shown.verdicts),
                figure,
            )
        )
    title, links = text["campaign.findings_table"], links_of(shown, ids)
    return TableSpec("campaign-findings", title, shape, tuple(rows), links, passport=effect_id(whole(evaluation)))


def _tries_table(shown: Shown, evaluation: Evaluation) -> TableSpec:
    text = shown.asked.text
    rows: list[tuple[CellValue, ...]] = []
    for finding in evaluation.findings:
        figure = effect_id(key_of(evaluation, finding))
        rows += [
            (named(shown, finding), one.label, one.percent, one.low, one.high, figure)
            for one in tries(finding, shown.verdicts)
        ]
    columns = [Column(key, text[f"campaign.column.{key}"], "percent") for key in ("value", "low", "high")]
    shape = (
        Column("name", text["campaign.column.name"]),
        Column("tried", text["campaign.column.tried"]),
        *columns,
        Column("passport", text["export.passport"]),
    )
    title = text["campaign.tries_table"]
    return TableSpec("campaign-tries", title, shape, tuple(rows), passport=effect_id(whole(evaluation)))
