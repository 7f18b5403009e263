"""The verdict on a stage, as stored: sentences, differences with intervals, the two sides around the start, the tables
behind them. Nothing is computed here; a stage that nobody evaluated says so and how to do it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.campaign_words import Shown, stage_chart_words
from dashboard.charts.campaign import More, Row, dots
from dashboard.charts.spec import ChartSpec, Column, TableSpec
from data.bounds import bounds_of
from data.campaign.results import Evaluation, Finding
from data.campaign.sentences import missing_weight, spoiled, verdict
from data.campaign.stored import Stored, latest
from data.formats import change, date_text, month_name, percent
from data.periods import Month

_STRONGEST = ("theme", "participation", "staggered", "outside", "dose", "same-months")
_CLAIMS = ("growth", "decline")


def stored_evaluation(shown: Shown) -> Stored | None:
    """Return the latest stored evaluation of the stage; None for whoever may not see the whole network it is of."""
    if not bounds_of(shown.asked.session).everything:
        return None
    return latest(shown.asked.session, shown.campaign, shown.stage.code)


def headline_finding(evaluation: Evaluation) -> Finding | None:
    """Return what the page says first: the claim of the strongest design, else what that design came to."""
    whole = [one for one in evaluation.findings if one.theme in ("", "all") and one.estimate]
    ordered = sorted(whole, key=lambda one: (one.verdict not in _CLAIMS, _STRONGEST.index(one.design)))
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
    plan = text.format(
        "campaign.plan",
        plan=stored.evaluation.plan,
        planned=date_text(stored.planned_at.date(), text.language),
        computed=date_text(stored.computed_at.date(), text.language),
    )
    missing = missing_weight(stored.evaluation.unreported, shown.verdicts)
    left_out = [*_left_out(shown, stored.evaluation), *([missing] if missing else [])]
    return (verdict(first, shown.verdicts), assumes, *left_out, plan)


def _left_out(shown: Shown, evaluation: Evaluation) -> tuple[str, ...]:
    """Return why months of the stage are left out or flagged, once each."""
    months = {one.month: one for finding in evaluation.findings if not finding.theme for one in finding.spoiled}
    told = [spoiled(months[month], shown.verdicts) for month in sorted(months) if months[month].why != "partial"]
    return (shown.asked.text.format("campaign.spoiled", months="; ".join(told)),) if told else ()


def charts(shown: Shown, stored: Stored | None) -> list[ChartSpec]:
    """Return the themes and the comparisons as dots with intervals, and the two sides around the start."""
    if stored is None:
        return []
    findings = stored.evaluation.findings
    themes = [one for one in findings if one.design == "theme" and one.estimate]
    stage = [one for one in findings if one.design not in ("theme", "same-months") and one.estimate]
    study = next((one for one in findings if one.study), None)
    drawn = [_effects(shown, themes, "themes"), _effects(shown, stage, "comparisons"), _study(shown, study)]
    return [chart for chart in drawn if chart]


def _effects(shown: Shown, findings: Sequence[Finding], key: str) -> ChartSpec | None:
    if not findings:
        return None
    text = shown.asked.text
    rows = [_row(shown, finding) for finding in findings]
    clear = [one for one in findings if one.verdict in _CLAIMS]
    title = text.plural(f"campaign.{key}_clear", len(clear), of=len(findings))
    words = stage_chart_words(
        shown,
        title=title,
        summary=text.format(
            "campaign.dots_summary", title=title, rows="; ".join(_in_words(shown, row) for row in rows)
        ),
        table=text[f"campaign.{key}_table"],
        unit="%",
        labels={name: text[f"campaign.column.{name}"] for name in _COLUMNS},
        coverage=_coverage(shown, findings),
        measure=text[f"campaign.{key}_measure"],
        notes=(text[f"campaign.{key}_note"], text["campaign.interval_note"]),
    )
    more: More = (("libraries", "whole"), ("detectable", "percent"), ("verdict", "text"))
    return dots(rows, key=f"campaign-{key}", words=words, more=more)


_COLUMNS = ("name", "value", "low", "high", "libraries", "detectable", "verdict")


def _row(shown: Shown, finding: Finding) -> Row:
    estimate = finding.estimate
    if estimate is None:
        return Row(_name(shown, finding), None, more=(None, None, verdict(finding, shown.verdicts)))
    more = (estimate.libraries, finding.detectable, verdict(finding, shown.verdicts))
    label = shown.asked.text.format("campaign.row", name=_name(shown, finding), libraries=estimate.libraries)
    return Row(label, estimate.percent, estimate.low, estimate.high, more)


def _name(shown: Shown, finding: Finding) -> str:
    text = shown.asked.text
    if finding.theme == "all":
        return shown.verdicts["said.all_themes"]
    if finding.theme:
        names = [text[f"category.{code}.name"] for code in finding.categories]
        month = month_name(Month.parse(finding.theme), text.language, "abbreviated")
        return f"{month}: {', '.join(names)}"
    short = text[f"indicator.{finding.outcome}.short"]
    return f"{short}: {text[f'campaign.design.{finding.design}']}"


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


def _study(shown: Shown, finding: Finding | None) -> ChartSpec | None:
    """Return the ratio of the two sides by stretches of three months; the stage begins where the names say so."""
    if finding is None:
        return None
    text, start = shown.asked.text, str(shown.months[0])
    rows = [
        Row(_stretch(shown, point.month, inside=point.month >= start), point.percent, point.low, point.high)
        for point in finding.study
    ]
    name = text[f"indicator.{finding.outcome}.short"]
    trend = text["campaign.study_level" if (finding.trend_p or 0) > _LEVEL else "campaign.study_apart"]
    words = stage_chart_words(
        shown,
        title=trend,
        summary=text.format(
            "campaign.dots_summary", title=trend, rows="; ".join(_in_words(shown, row) for row in rows)
        ),
        table=text["campaign.study_table"],
        unit="%",
        labels={name: text[f"campaign.column.{name}"] for name in _COLUMNS},
        coverage=_coverage(shown, [finding]),
        measure=text.format("campaign.study_measure", indicator=name),
        notes=(text["campaign.study_note"],),
    )
    return dots(rows, key="campaign-study", words=words)


_LEVEL = 0.05


def _stretch(shown: Shown, month: str, *, inside: bool) -> str:
    first, language = Month.parse(month), shown.asked.language
    name = f"{month_name(first, language, 'abbreviated')} – {month_name(first.plus(2), language, 'abbreviated')}"
    return shown.asked.text.format("campaign.stretch_inside", name=name) if inside else name


def tables(shown: Shown, stored: Stored | None) -> list[TableSpec]:
    """Return every finding with its verdict, and every attempt to break one: the numbers behind the sentences."""
    if stored is None:
        return []
    return [_findings_table(shown, stored.evaluation), _tries_table(shown, stored.evaluation)]


def _findings_table(shown: Shown, evaluation: Evaluation) -> TableSpec:
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
    )
    rows = []
    for one in evaluation.findings:
        estimate = one.estimate
        ends = (estimate.percent, estimate.low, estimate.high) if estimate else (None, None, None)
        rows.append(
            (
                shown.verdicts[f"design.{one.design}.name"],
                _name(shown, one) if one.theme else text[f"indicator.{one.outcome}.name"],
                *ends,
                one.detectable,
                estimate.libraries if estimate else None,
                verdict(one, shown.verdicts),
            )
        )
    return TableSpec("campaign-findings", text["campaign.findings_table"], shape, tuple(rows))


def _tries_table(shown: Shown, evaluation: Evaluation) -> TableSpec:
    text = shown.asked.text
    rows: list[tuple[str | float | int | None, ...]] = []
    for finding in evaluation.findings:
        name = _name(shown, finding)
        for placebo in finding.placebos:
            of = text[f"category.{placebo.of}.name"] if placebo.kind == "category" else placebo.of
            label = text.format(f"campaign.placebo_{placebo.kind.replace('-', '_')}", of=of)
            rows.append((name, label, placebo.estimate.percent, placebo.estimate.low, placebo.estimate.high))
        for one in finding.variants:
            label = shown.verdicts[f"variant.{one.kind}"]
            rows.append((name, label, one.estimate.percent, one.estimate.low, one.estimate.high))
        if finding.influence:
            label = text.format("campaign.without_library", library=finding.influence.library)
            rows.append((name, label, finding.influence.percent_without, None, None))
        if finding.permutation_p is not None:
            share = percent(100 * finding.permutation_p, text.language)
            rows.append((name, text.format("campaign.permuted", share=share), None, None, None))
    columns = [Column(key, text[f"campaign.column.{key}"], "percent") for key in ("value", "low", "high")]
    shape = (Column("name", text["campaign.column.name"]), Column("tried", text["campaign.column.tried"]), *columns)
    return TableSpec("campaign-tries", text["campaign.tries_table"], shape, tuple(rows))
