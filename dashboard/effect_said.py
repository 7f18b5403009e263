"""What is said of an estimated effect, or of an evaluation as a whole, in the words of a page."""

from __future__ import annotations

from datetime import date

from dashboard.campaign_findings import clear, findings_table, named
from dashboard.campaign_verdict import before_stage, headline_finding, plan_in_words, splits
from dashboard.campaign_words import Shown
from dashboard.charts.spec import Column, TableSpec
from dashboard.content import Card
from data.campaign.effect_ids import effect_id
from data.campaign.effects import Estimated
from data.campaign.results import Estimate, Finding
from data.campaign.sentences import interval, missing_weight, spoiled, verdict
from data.campaign.tries import tries
from data.formats import change, date_text, month_range, percent
from data.passport_words import citation
from data.passports import passport_path
from data.periods import Month

_TWO_SIDES = ("participation", "staggered", "outside")  # designs whose other side are other libraries


class EffectSaid:
    """What is said of an effect, or of an evaluation as a whole, in the words of a page."""

    def __init__(self, shown: Shown, found: Estimated) -> None:
        self.shown, self.found, self.finding = shown, found, found.finding
        self.text, self.words = shown.asked.text, shown.verdicts

    def card(self) -> Card:
        """Return the estimate as a headline figure; of an evaluation, how many comparisons it made."""
        finding, count = self.finding, len(self.found.evaluation.findings)
        value = float(count) if finding is None else finding.estimate.percent if finding.estimate else None
        note = [self.shown.name] if finding is None else [_interval(self, finding.estimate), self.shown.name]
        return Card(
            key="" if finding is None else finding.outcome,
            label=self.name(),
            value=value,
            shown=self.text.plural("effect.comparisons", count) if finding is None else self.percent(finding.estimate),
            note=self.text["selection.separator"].join(one for one in note if one),
            coverage=self.coverage(),
            passport=effect_id(self.found.key),
        )

    def name(self) -> str:
        """Return what was estimated, in few words."""
        if self.finding is None:
            return self.text["effect.whole"]
        outcome = self.text[f"indicator.{self.finding.outcome}.name"]
        design = self.text[f"campaign.design.{self.finding.design}"] if not self.finding.theme else ""
        return self.text.format("effect.name", outcome=outcome, comparison=design or named(self.shown, self.finding))

    def percent(self, estimate: Estimate | None) -> str:
        """Return an estimate as read."""
        return self.text["absent.long"] if estimate is None else change(estimate.percent, self.text.language)

    def estimate(self) -> str:
        """Return the estimate with its interval; of an evaluation, how many comparisons it made."""
        if self.finding is None:
            return self.card().shown
        ends = _interval(self, self.finding.estimate)
        return f"{self.percent(self.finding.estimate)} ({ends})" if ends else self.percent(self.finding.estimate)

    def verdict(self) -> str:
        """Return the verdict; of an evaluation, that of its strongest design."""
        finding = self.finding or headline_finding(self.found.evaluation)
        return verdict(finding, self.words) if finding else self.text["campaign.nothing_found"]

    def coverage(self) -> str:
        """Return over how many libraries it is."""
        took = self.found.evaluation.participation
        if self.finding is None:
            return self.text.plural("campaign.in_network", took.in_network)
        libraries = self.finding.estimate.libraries if self.finding.estimate else 0
        return self.text.plural("effect.libraries", libraries)

    def caveats(self) -> tuple[str, ...]:
        """Return what to know before quoting it, the weightiest first."""
        said = [self.words[f"doubt.{code}"] for code in (self.finding.doubts if self.finding else ())]
        if self.finding and self.finding.estimate and not self.finding.estimate.conclusive:
            said.append(self.text["effect.crosses"])
        demonstration = self.shown.asked.catalogue.settings.demonstration
        first = [self.text["passport.caveat.demonstration"]] if demonstration else []
        return (*first, *said, self.words["evidence.inferred"], self.text["effect.caveat"])

    def comparisons(self) -> tuple[TableSpec, ...]:
        """Return every comparison of an evaluation, each with its id."""
        return (findings_table(self.shown, self.found.evaluation),) if self.finding is None else ()

    def table(self) -> TableSpec:
        """Return the passport as rows, the last one how to cite it."""
        rows = {**(self._of_evaluation() if self.finding is None else self._of(self.finding)), **self._papers()}
        said = tuple((self.text[f"effect.row.{key}"], words) for key, words in rows.items() if words)
        columns = (Column("fact", self.text["figure.fact"]), Column("value", self.text["figure.said"]))
        title = self.text["page.figure.title"]
        return TableSpec("passport", title, columns, said, passport=effect_id(self.found.key))

    def _of_evaluation(self) -> dict[str, str]:
        themes, stage = splits(self.found.evaluation)
        took = self.found.evaluation.participation
        return {
            "verdict": self.verdict(),
            "themes": clear(themes, "themes", self.text) if themes else "",
            "comparisons": clear(stage, "comparisons", self.text) if stage else "",
            "took_part": self.text.format(
                "effect.took_part", took=took.taking_part, stayed=took.not_taking_part, unknown=took.not_known
            ),
        }

    def _of(self, finding: Finding) -> dict[str, str]:
        detectable = finding.detectable
        return {
            "design": self.words[f"design.{finding.design}.name"],
            "assumes": self.words[f"design.{finding.design}.assumes"],
            "estimate": self.estimate(),
            "verdict": self.verdict(),
            "detectable": ""
            if detectable is None
            else self.words.format("said.detectable", percent=percent(detectable, self.text.language)),
            "placebo": self._tried(placebo=True) or (self.text["effect.no_placebo"] if finding.estimate else ""),
            "tried": self._tried(placebo=False),
            "before": before_stage(finding, self.text) if finding.study else "",
            "libraries": self._libraries(finding),
            "months": self._months(finding),
        }

    def _tried(self, *, placebo: bool) -> str:
        """Return the placebo runs, or the other attempts to break a finding, with what they came to."""
        said = []
        for one in tries(self.finding, self.shown.verdicts) if self.finding else ():
            if one.placebo == placebo:
                told = "" if one.percent is None else f": {change(one.percent, self.text.language)}"
                said.append(f"{one.label}{told}{_ends(self, one.low, one.high)}")
        return "; ".join(said)

    def _libraries(self, finding: Finding) -> str:
        if finding.estimate is None:
            return ""
        said = self.text.plural("effect.libraries", finding.estimate.libraries)
        if finding.design not in _TWO_SIDES:
            return said
        return f"{said}; {self.text.plural('effect.others', finding.others)}"

    def _months(self, finding: Finding) -> str:
        months = [Month.parse(one) for one in finding.months]
        said = [month_range(months[0], months[-1], self.text.language)] if months else []
        return "; ".join([*said, *(spoiled(one, self.words) for one in finding.spoiled)])

    def _papers(self) -> dict[str, str]:
        asked, evaluation = self.shown.asked, self.found.evaluation
        source, licence = self.text["network.source"], asked.catalogue.settings.licence
        figure = effect_id(self.found.key)
        said = {
            "id": figure,
            "name": self.name(),
            "shown": self.estimate(),
            "scope": self.shown.name,
            "period": month_range(self.shown.months[0], self.shown.months[-1], self.text.language),
            "coverage": self.coverage(),
            "as_of": self._reports_of(),
            "source": source,
            "path": passport_path(self.text.language, figure),
            "release": asked.release.name if asked.release else "",
        }
        return {
            "coverage": missing_weight(evaluation.unreported, self.words),
            "plan": plan_in_words(self.shown, self.found.stored),
            "as_of": said["as_of"],
            "source": source,
            "licence": licence,
            "cite": citation(said, licence, self.text),
        }

    def _reports_of(self) -> str:
        """Return the day of the newest report that the evaluation was computed on."""
        day = self.found.evaluation.release.partition(".")[0]
        computed = self.found.stored.computed_at.date()
        return date_text(date.fromisoformat(day) if day else computed, self.text.language)


def _interval(said: EffectSaid, estimate: Estimate | None) -> str:
    """Return the interval in words; "" where it cannot be told."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return ""
    low, high = interval(estimate, said.words)
    return said.text.format("effect.interval", low=low, high=high)


def _ends(said: EffectSaid, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f" ({change(low, said.text.language)} … {change(high, said.text.language)})"
