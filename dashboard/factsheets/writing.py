"""A place's figures -> what its fact sheet says in a language; the reason where a sheet is refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from dashboard.address import Address
from dashboard.asked import Asked
from dashboard.factsheets import drawn
from dashboard.factsheets import sheet as said
from dashboard.factsheets.declared import Beside, Known, Sheets
from dashboard.factsheets.material import Material, Place
from dashboard.factsheets.saying import (
    amount_of_money,
    labels,
    lead,
    place_name,
    qr,
    said_change,
    sheet_words,
    stage_words,
)
from dashboard.headline import low_coverage, said_coverage
from dashboard.papers import as_of, period_words, stages_within, territory_name
from data.coverage import Coverage
from data.figure_ids import Said
from data.formats import change, number, percent
from data.late_words import late_in_words
from data.panel import Comparison
from data.passports import FigureKey, figure_id, passport_path
from data.queries.libraries import NamedLibrary
from data.queries.listed_figures import MONEY
from data.queries.peers import PeerRange
from data.selection import Selection

PAGES = {"library": "libraries", "territory": "overview"}  # where a place is shown on the site

_SUMS: dict[str, Said] = {
    "received": "sums_received",
    "pledged": "sums_pledged",
    "unstated": "sums_unstated",
    "in_kind_received": "things_received",
    "in_kind_pledged": "things_pledged",
    "in_kind_unstated": "things_unstated",
}


@dataclass(frozen=True)
class Writer:
    """Writes sheets from the material. `base`: where the site is, e.g. "https://vitrina.example"; "": not known."""

    session: Session
    material: Material
    sheets: Sheets
    base: str = ""

    def refused(self, place: Place, language: str) -> str:
        """Return why there is no sheet of a place, in words; "" where there is one."""
        text, coverage = sheet_words(self.material.catalogue, language), self.coverage(place)
        if coverage.reported == 0:
            return text["factsheet.refused.nothing"]
        if coverage.share is None:
            return text["factsheet.refused.not_owed"]
        if coverage.share * 100 >= self.sheets.least_coverage:
            return ""
        return text.format(
            "factsheet.refused.coverage",
            share=percent(coverage.share * 100, language, 0),
            reports=text.plural("coverage.reports", coverage.expected, reported=coverage.reported),
            least=percent(self.sheets.least_coverage, language, 0),
        )

    def write(self, place: Place, language: str) -> said.Sheet:
        """Return what the sheet of a place says; of a place that is not refused."""
        asked, heads = self._asked(place, language), self.material.headlines
        text, first = asked.text, heads[0]
        comparisons = {code: self.material.comparison(place, code) for code in heads}
        ranges = self.material.peers(place)
        title = place_name(asked, place)
        figures = [self._headline(asked, place, code, comparisons[code]) for code in heads]
        return said.Sheet(
            language=language,
            title=title,
            document=text.format("factsheet.document", place=title, period=period_words(asked)),
            audience=text[f"factsheet.audience.{place.kind}"],
            period=self.period(asked),
            about=self._about(asked, place),
            lead=lead(asked, place, first, comparisons[first]),
            labels=labels(self.material, text),
            figures=(*figures, *self._campaign(asked, place)),
            year=self._year(asked, place, comparisons[first]),
            services=drawn.mix(asked, self.material, place, self.sheets.services, self.sheets.services_shown),
            peers=drawn.peers(asked, self.material, place, ranges),
            money=self._money(asked, place),
            ask=self._ask(asked, place, comparisons[first], ranges),
            coverage=said_coverage(asked, self.coverage(place)),
            method=self._method(asked, place, comparisons[first]),
            source=text.format("factsheet.source", source=text["network.source"], day=as_of(asked)),
            code=self._code(asked, first),
        )

    def period(self, asked: Asked) -> str:
        """Return the months, with the campaign's stage where they are exactly its own."""
        return stage_words(asked) or period_words(asked)

    def _about(self, asked: Asked, place: Place) -> str:
        text = asked.text
        if place.kind == "territory":
            within = [one for one in self.material.places if one.kind == "library" and one.territory == place.code]
            return text.plural("factsheet.in_network", sum(self.coverage(one).expected > 0 for one in within))
        declared = asked.catalogue.libraries.get(place.code)
        parts = [text[f"library_kind.{place.library_kind}.name"], territory_name(asked, place.territory)]
        if declared and declared.population:
            parts.append(text.plural("factsheet.serves", declared.population))
        return text["selection.separator"].join([*parts, place.code])

    def name(self, place: Place, language: str) -> str:
        """Return what a sheet is about, as read."""
        return place_name(self._asked(place, language), place)

    def coverage(self, place: Place) -> Coverage:
        """Return the reports that stand behind the first figure of a place."""
        heads = self.material.headlines
        return self.material.figure(place, heads[0]).coverage if heads else Coverage(0, 0)

    def _asked(self, place: Place, language: str) -> Asked:
        chosen, catalogue = self.material.selection, self.material.catalogue
        of_library = place.kind == "library"
        selection = Selection(
            chosen.start,
            chosen.end,
            territories=() if of_library else (place.code,),
            library=place.code if of_library else None,
        )
        return Asked(
            session=self.session,
            catalogue=catalogue,
            text=sheet_words(catalogue, language),
            address=Address(language, PAGES[place.kind], selection),
            selection=selection,
            available=self.material.available,
            unknown=(),
            library=NamedLibrary(place.code, place.name, place.territory, place.library_kind) if of_library else None,
        )

    def _headline(self, asked: Asked, place: Place, code: str, comparison: Comparison) -> said.Figure:
        value, text = comparison.naive_value, asked.text
        return said.Figure(
            key=code,
            value=value,
            label=text[f"indicator.{code}.name"],
            shown=text["absent.short"] if value is None else number(value, asked.language),
            note=self._with_coverage(asked, place, code, said_change(text, place, comparison)),
            id=figure_id(FigureKey(code, asked.selection)),
        )

    def _campaign(self, asked: Asked, place: Place) -> tuple[said.Figure, ...]:
        """Return the campaign's activities with their attendances, where they are reported."""
        activities, attendances = (
            self.material.figure(place, code).value for code in (self.sheets.activities, self.sheets.attendances)
        )
        if activities is None:
            return ()
        text, code = asked.text, self.sheets.activities
        note = "" if attendances is None else text.format(
            "factsheet.beside", indicator=text[f"indicator.{self.sheets.attendances}.name"],
            value=number(attendances, asked.language),
            id=figure_id(FigureKey(self.sheets.attendances, asked.selection)),
        )  # fmt: skip
        note = self._with_coverage(asked, place, code, note)
        key = figure_id(FigureKey(code, asked.selection))
        label = text[f"indicator.{code}.name"]
        return (said.Figure(code, activities, label, number(activities, asked.language), note, key),)

    def _with_coverage(self, asked: Asked, place: Place, code: str, note: str) -> str:
        """Return the note with the coverage of its figure, where this is not the one that the foot of the page says."""
        own = self.material.figure(place, code).coverage
        if own == self.coverage(place):
            return note
        return f"{note.removesuffix('.')}. {said_coverage(asked, own)}".removeprefix(". ")

    def _year(self, asked: Asked, place: Place, first: Comparison) -> said.Picture:
        """Return the months beside those of a year before, or alone where too few of them have such a month."""
        code, carries = self.material.headlines[0], self.sheets.carries(first)
        draw = drawn.year if carries else drawn.by_month
        return draw(asked, self.material, place, code, first)

    def _money(self, asked: Asked, place: Place) -> said.Money:
        text = asked.text
        return said.Money(
            heading=text["factsheet.money"],
            put_in_heading=text["factsheet.put_in"],
            put_in=self._amounts(asked, place, self.sheets.money.put_in),
            attracted_heading=text["factsheet.attracted"],
            attracted=self._amounts(asked, place, self.sheets.money.attracted),
            notes=(
                self._with_coverage(asked, place, self.sheets.money.put_in[0], text["factsheet.money_note"]),
                self._listed(asked, place),
            ),
        )

    def _amounts(self, asked: Asked, place: Place, codes: tuple[str, ...]) -> tuple[said.Amount, ...]:
        text, found = asked.text, []
        for code in codes:
            value = self.material.figure(place, code).value
            shown = text["absent.long"] if value is None else amount_of_money(asked, value)
            key = figure_id(FigureKey(code, asked.selection))
            found.append(said.Amount(code, text[f"indicator.{code}.name"], value, shown, key))
        return tuple(found)

    def _listed(self, asked: Asked, place: Place) -> str:
        """Return what the lists of money say, received and promised apart; that there are none."""
        text, key = asked.text, (place.kind, place.code)
        sent, given = self.material.lists.get(key), self.material.given.get(key)
        if sent is None or sent.reported == 0:
            return text["factsheet.lists_none"]
        reports = text.plural("coverage.reports", self.coverage(place).expected, reported=sent.reported)
        if given is None:
            return text.format("factsheet.lists_empty", reports=reports)
        amounts = {name: _with_id(asked, name, value) for name, value in given._asdict().items()}
        listed = text.format("factsheet.lists", reports=reports, **amounts)
        if given.unstated is None and given.in_kind_unstated is None:
            return listed
        return f"{listed} {text.format('factsheet.lists_unstated', **amounts)}"

    def _ask(self, asked: Asked, place: Place, first: Comparison, ranges: list[PeerRange]) -> said.Asked:
        put_in = [self.material.figure(place, code).value for code in self.sheets.money.put_in]
        attracted = [self.material.figure(place, code).value for code in self.sheets.money.attracted]
        coverage = self.coverage(place).share
        known = Known(
            place=place.kind,
            change=first.change_pct if self.sheets.carries(first) else None,
            put_in=max((one for one in put_in if one is not None), default=None),
            attracted=max((one for one in attracted if one is not None), default=None),
            beside_peers=_beside(ranges, self.material.headlines[0]),
            coverage=None if coverage is None else coverage * 100,
        )
        one, text = self.sheets.asked_of(known), asked.text
        values = {
            "put_in": text["absent.long"] if known.put_in is None else amount_of_money(asked, known.put_in),
            "change": "" if known.change is None else change(known.change, asked.language),
        }
        body = text.format(f"factsheet.ask.{one.code}.{place.kind}", **values)
        return said.Asked(one.code, text["factsheet.ask_heading"], text[f"factsheet.ask.{one.code}.title"], body)

    def _method(self, asked: Asked, place: Place, first: Comparison) -> tuple[str, ...]:
        text = asked.text
        lines = [*low_coverage(text, self.coverage(place)), *late_in_words(first, text), text["sentence.apart"]]
        if asked.months:
            before = stages_within(asked, *(month.plus(-12) for month in asked.months))
            lines += [text.format("note.year_before_stage", stages=", ".join(before))] if before else []
        return (*lines, text["factsheet.no_effect"])

    def _code(self, asked: Asked, first: str) -> said.Code:
        text, key = asked.text, figure_id(FigureKey(first, asked.selection))
        if not self.base:
            return said.Code("", "", text.format("factsheet.find", id=key), "")
        address = self.base.rstrip("/") + passport_path(asked.language, key)
        return said.Code(
            qr(address), text.format("factsheet.code_alt", address=address), text["factsheet.code"], address
        )


def _beside(ranges: list[PeerRange], indicator: str) -> Beside | None:
    one = next((row for row in ranges if row.indicator == indicator), None)
    if one is None or one.value is None:
        return None
    return "below" if one.value < one.low else "above" if one.value > one.high else None


def _with_id(asked: Asked, name: str, value: float | None) -> str:
    """Return a sum of the lists with its id in brackets; where there is none, a word that says so."""
    if value is None:
        return asked.text["factsheet.nothing"]
    return f"{amount_of_money(asked, value)} ({figure_id(FigureKey(MONEY, asked.selection, _SUMS[name]))})"
