"""The verdict on a stage, as stored: sentences, differences with intervals, the two sides around the start. Nothing is
computed here; a stage that nobody evaluated says so and how to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.campaign_findings import CLAIMS, clear, links_of, named
from dashboard.campaign_words import Shown, stage_chart_words
from dashboard.charts.campaign import More, Row, dots
from dashboard.charts.spec import ChartSpec
from data.bounds import bounds_of
from data.campaign.effect_ids import effect_id
from data.campaign.effects import key_of, whole
from data.campaign.results import Evaluation, Finding, SpoiledMonth
from data.campaign.sentences import missing_weight, spoiled, verdict
from data.campaign.stored import Stored, latest
from data.formats import change, date_text, month_name
from data.periods import Month
from data.wording import Text

_STRONGEST = ("theme", "participation", "staggered", "outside", "dose", "same-months")


def stored_evaluation(shown: Shown) -> Stored | None:
    """Return the latest stored evaluation of the stage; None for whoever may not see the whole network it is of."""
    if not bounds_of(shown.asked.session).everything:
        return None
    return latest(shown.asked.session, shown.campaign, shown.stage.code)


def headline_finding(evaluation: Evaluation) -> Finding | None:
    """Return what the page says first: the claim of the strongest design, else what that design came to."""
    whole = [one for one in evaluation.findings if one.theme in ("", "all") and one.estimate]
    ordered = sorted(whole, key=lambda one: (one.verdict not in CLAIMS, _STRONGEST.index(one.design)))
    return ordered[0] if ordered else None


def said(shown: Shown, stored: Stored | None) -> tuple[str, ...]:
    """Return the verdict and its papers in sentences, the verdict first."""
    text = shown.asked.text
    if stored is None and not bounds_of(shown.asked.session).everything:
        return (text["campaign.whole_network"],)
    if stored is None:
        command = f"python -m data.campaign evaluate {shown.campaign} {shown.stage.code}"
        return (text.format("campaign.not_evaluated", command=command),)
    first = headline_finding(stored.evaluation)
    if first is None:
        return (text["campaign.nothing_found"],)
    assumes = shown.verdicts[f"design.{first.design}.assumes"]
    missing = missing_weight(stored.evaluation.unreported, shown.verdicts)
    left_out = [*_left_out(shown, stored.evaluation, first), *([missing] if missing else [])]
    return (verdict(first, shown.verdicts), assumes, *left_out, plan_in_words(shown, stored))


def plan_in_words(shown: Shown, stored: Stored) -> str:
    """Return under which plan an evaluation stands, when that was fixed, and when the evaluation was computed."""
    text = shown.asked.text
    return text.format(
        "campaign.plan",
        plan=stored.evaluation.plan,
        planned=date_text(stored.planned_at.date(), text.language),
        computed=date_text(stored.computed_at.date(), text.language),
    )


def told_by(stored: Stored | None) -> str:
    """Return the id of the effect that the page tells first; "" where there is none."""
    first = headline_finding(stored.evaluation) if stored else None
    return effect_id(key_of(stored.evaluation, first)) if stored and first else ""


def _left_out(shown: Shown, evaluation: Evaluation, first: Finding) -> tuple[str, ...]:
    """Return why months are left out or flagged, once each: of what the page says first, and, where that is themes,
    what else comparisons of the whole stage leave out: they have other months before them."""
    whole = [finding for finding in evaluation.findings if not finding.theme]
    own = _spoiled([first] if first.theme else whole)
    others = {month: one for month, one in _spoiled(whole).items() if month not in own}
    said = []
    for key, months in (("campaign.spoiled", own), ("campaign.spoiled_whole", others)):
        told = [spoiled(months[month], shown.verdicts) for month in sorted(months)]
        said += [shown.asked.text.format(key, months="; ".join(told))] if told else []
    return tuple(said)


def _spoiled(findings: Sequence[Finding]) -> dict[str, SpoiledMonth]:
    return {one.month: one for finding in findings for one in finding.spoiled if one.why != "partial"}


def charts(shown: Shown, stored: Stored | None) -> list[ChartSpec]:
    """Return the themes and the comparisons as dots with intervals, and the two sides around the start."""
    if stored is None:
        return []
    evaluation = stored.evaluation
    themes, stage = splits(evaluation)
    study = next((one for one in evaluation.findings if one.study), None)
    drawn = [
        _effects(shown, evaluation, themes, "themes"),
        _effects(shown, evaluation, stage, "comparisons"),
        _study(shown, evaluation, study),
    ]
    return [chart for chart in drawn if chart]


def splits(evaluation: Evaluation) -> tuple[list[Finding], list[Finding]]:
    """Return the comparisons that are drawn, of themes and of the stage itself."""
    themes = [one for one in evaluation.findings if one.design == "theme" and one.estimate]
    stage = [one for one in evaluation.findings if one.design not in ("theme", "same-months") and one.estimate]
    return themes, stage


def _effects(shown: Shown, evaluation: Evaluation, findings: Sequence[Finding], key: str) -> ChartSpec | None:
    if not findings:
        return None
    text = shown.asked.text
    ids = [effect_id(key_of(evaluation, finding)) for finding in findings]
    rows = [_row(shown, finding, figure) for finding, figure in zip(findings, ids, strict=True)]
    title = clear(findings, key, text)
    words = stage_chart_words(
        shown,
        title=title,
        summary=text.format(
            "campaign.dots_summary", title=title, rows="; ".join(_in_words(shown, row) for row in rows)
        ),
        table=text[f"campaign.{key}_table"],
        unit="%",
        labels=_labels(text),
        coverage=_coverage(shown, findings),
        measure=text[f"campaign.{key}_measure"],
        passport=effect_id(whole(evaluation)),
        notes=(text[f"campaign.{key}_note"], text["campaign.interval_note"]),
    )
    more: More = (("libraries", "whole"), ("detectable", "percent"), ("verdict", "text"), ("passport", "text"))
    made = dots(rows, key=f"campaign-{key}", words=words, more=more)
    return replace(made, table=replace(made.table, links=links_of(shown, ids)))


def _labels(text: Text) -> dict[str, str]:
    return {**{name: text[f"campaign.column.{name}"] for name in _COLUMNS}, "passport": text["export.passport"]}


_COLUMNS = ("name", "value", "low", "high", "libraries", "detectable", "verdict")


def _row(shown: Shown, finding: Finding, figure: str) -> Row:
    estimate = finding.estimate
    if estimate is None:
        return Row(named(shown, finding), None, more=(None, None, verdict(finding, shown.verdicts), figure))
    more = (estimate.libraries, finding.detectable, verdict(finding, shown.verdicts), figure)
    label = shown.asked.text.format("campaign.row", name=named(shown, finding), libraries=estimate.libraries)
    return Row(label, estimate.percent, estimate.low, estimate.high, more)


def _in_words(shown: Shown, row: Row) -> str:
    language = shown.asked.language
    if row.value is None:
        return f"{row.label}: {shown.asked.text['absent.short']}"
    told = change(row.value, language)
    if row.low is None or row.high is None:
        return f"{row.label}: {told}"
    return f"{row.label}: {told} ({change(row.low, language)} … {change(row.high, language)})"


def _coverage(shown: Shown, findings: Sequence[Finding]) -> str:
    most = max((one.estimate.libraries for one in findings if one.estimate), default=0)
    return shown.asked.text.plural("campaign.coverage", most)


def _study(shown: Shown, evaluation: Evaluation, finding: Finding | None) -> ChartSpec | None:
    """Return the ratio of the two sides by stretches of three months; the stage begins where the names say so."""
    if finding is None:
        return None
    text, start = shown.asked.text, str(shown.months[0])
    rows = [
        Row(_stretch(shown, point.month, inside=point.month >= start), point.percent, point.low, point.high)
        for point in finding.study
    ]
    name = text[f"indicator.{finding.outcome}.short"]
    trend = before_stage(finding, text)
    words = stage_chart_words(
        shown,
        title=trend,
        summary=text.format(
            "campaign.dots_summary", title=trend, rows="; ".join(_in_words(shown, row) for row in rows)
        ),
        table=text["campaign.study_table"],
        unit="%",
        labels=_labels(text),
        coverage=_coverage(shown, [finding]),
        measure=text.format("campaign.study_measure", indicator=name),
        passport=effect_id(key_of(evaluation, finding)),
        notes=(text["campaign.study_note"],),
    )
    return dots(rows, key="campaign-study", words=words)


_LEVEL = 0.05


def before_stage(finding: Finding, text: Text) -> str:
    """Return whether the two sides of an event study moved alike before the stage."""
    return text["campaign.study_level" if (finding.trend_p or 0) > _LEVEL else "campaign.study_apart"]


def _stretch(shown: Shown, month: str, *, inside: bool) -> str:
    first, language = Month.parse(month), shown.asked.language
    name = f"{month_name(first, language, 'abbreviated')} – {month_name(first.plus(2), language, 'abbreviated')}"
    return shown.asked.text.format("campaign.stretch_inside", name=name) if inside else name
