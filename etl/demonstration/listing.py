"""The lists of a territory's libraries for a month, and the sheets or the workbook in which a raion sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.periods import Month
from etl.demonstration.declared import habits, questions, random_stream
from etl.demonstration.effects import Effects
from etl.demonstration.fair import fair_host, guest_of
from etl.demonstration.happenings import Lists
from etl.demonstration.inventing import Asked, Joint, invented, joint_events, whole
from etl.demonstration.register import Place
from etl.demonstration.sheets import Reported, Sheet
from etl.demonstration.workbooks.consolidated import Style
from etl.demonstration.workbooks.details import RaionLists

_SINGLE = Asked()
_RAION = Asked(only_campaign=True, stories=False)


def sends_lists(month: Month) -> bool:
    """Return True for a month in which raions send lists of their libraries."""
    return habits().lists_since <= month <= habits().lists_until


@dataclass(frozen=True)
class Lister:
    """Makes the lists of a territory."""

    places: Sequence[Place]
    style: Style
    title: str  # the territory as its titles say it
    effects: Effects
    seed: int

    def single(self, place: Place, month: Month, report: Reported, joint: Joint | None) -> Lists:
        """Return the lists of a library's own workbook."""
        theme = self._theme(month)
        return invented(place, month, report, self.seed, theme=theme, asked=_SINGLE, joint=joint)

    def joint(self, month: Month, reports: Mapping[str, Reported], *, raion: bool) -> dict[str, Joint]:
        """Return by library the events that libraries hold together: a pair of the territory, a guest of the fair."""
        column = questions().columns.index("K01" if raion else "E01")
        able = [code for code, report in reports.items() if not report.closed and whole(report.values[column])]
        language = self.style.form.language if raion else "ro"
        found = joint_events(self.places, month, able, self.seed, language, self._theme(month))
        guests = {code: guest_of(code, month, fair_host()) for code in able}
        return {**found, **{code: guest for code, guest in guests.items() if guest}}

    def raion(self, month: Month, reports: Mapping[str, Reported]) -> dict[str, Lists]:
        """Return the lists that a raion sends of its libraries, by library."""
        joint, theme = self.joint(month, reports, raion=True), self._theme(month)
        language = self.style.form.language
        return {
            place.library.code: invented(
                place, month, reports[place.library.code], self.seed, language=language, theme=theme, asked=_RAION,
                joint=joint.get(place.library.code),
            )
            for place in self.places
            if place.library.code in reports and not reports[place.library.code].closed
        }  # fmt: skip

    def sheets(self, month: Month, lists: Mapping[str, Lists]) -> list[Sheet]:
        """Return the sheets of a raion's lists."""
        texts, form = self.style.form.texts, self.style.form
        line = texts["month_line"].format(month=form.months[month.month - 1], year=month.year)
        title = (texts["campaign_title"].format(territory=self.title), line)
        typed = random_stream(self.seed, self.style.territory, "days").random() < 0.6
        return RaionLists(form, self.style.code_column, typed).sheets(title, self.places, lists)

    def _theme(self, month: Month) -> tuple[str, ...]:
        return next((stage.themes[month] for stage in self.effects.stages if month in stage.themes), ())
