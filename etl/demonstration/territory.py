"""Everything one territory sends, month after month: its files in the order in which they arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.periods import Month, months
from etl.demonstration.declared import habits, questions, random_stream
from etl.demonstration.effects import Effects
from etl.demonstration.fair import is_fair, the_fair
from etl.demonstration.known_errors import with_errors
from etl.demonstration.listing import Lister, sends_lists
from etl.demonstration.lives import lived, named_at, of_places
from etl.demonstration.model import FIRST_MONTH, simulate
from etl.demonstration.naming import file_name, file_title, folder, style_of, titled
from etl.demonstration.register import Place
from etl.demonstration.reporting import (
    Channel,
    Member,
    Sent,
    channel,
    columns_asked,
    consolidated_questions,
    mistaken,
    reported,
    running_sums,
    what_was_sent,
)
from etl.demonstration.sheets import Reported, Sheet, Workbook, number
from etl.demonstration.workbooks import consolidated, single
from etl.demonstration.workbooks.consolidated import SUMMED_CATEGORIES

MONTHLY, ANNUAL = "monthly", "annual"
_ONE_IN = 10  # of the libraries of a table that is sent again, corrected: so many had a digit too many
_ENOUGH = 10  # visits: with fewer, ten times as many may well be right


@dataclass(frozen=True, slots=True)
class Span:
    """The months reported: from `first` to `last`, and which month of the model each is."""

    first: Month
    last: Month

    @property
    def reported(self) -> list[Month]:
        return list(months(self.first, self.last))

    @property
    def simulated(self) -> list[Month]:
        return list(months(FIRST_MONTH, self.last))

    def whole_years(self) -> list[int]:
        """Return the years whose annual form is due: 2014 and every later year that is over."""
        ends = self.last.year if self.last.month == 12 else self.last.year - 1
        return list(range(FIRST_MONTH.year, ends + 1))


class Sender:
    """A territory at work: `files()` yields what it sends."""

    def __init__(self, catalogue: Catalogue, places: Sequence[Place], span: Span, effects: Effects, seed: int) -> None:
        self.territory, self.span, self.seed = catalogue.territories[places[0].library.territory], span, seed
        self.flows = frozenset(
            indicator.code for indicator in catalogue.indicators.values() if indicator.rule in {"sum", "money"}
        )
        self.statuses, self.corrections = of_places(catalogue.statuses, places), catalogue.corrections
        members = [
            Member(place, simulate(place, span.simulated, effects, seed), what_was_sent(place, span.simulated, seed))
            for place in places
        ]
        self.members = lived(members, self.statuses, span.simulated, seed)
        self.style = style_of(self.territory)
        self.title = titled(self.territory, self.style.form.language)
        self.slug = file_name(self.territory.names["ro"])
        self.effects = effects

    def files(self) -> Iterator[Workbook]:
        """Yield the territory's workbooks, in no particular order; their paths say when each arrived."""
        for month in self.span.reported:
            kind = channel(self.territory.code, month, self.span.last)
            if kind is Channel.CONSOLIDATED:
                yield from self._consolidated(month)
            elif kind is Channel.SINGLE:
                yield from self._single(month)
            elif sends_lists(month):
                yield self._lists_alone(month)
        for year in range(self.span.first.year, self.span.last.year + 1):
            inside = list(months(Month(year, 1), min(Month(year, 12), self.span.last)))
            kind = channel(self.territory.code, inside[0], self.span.last)
            if kind in {Channel.YEARLY, Channel.CUMULATIVE}:
                yield from self._yearly(inside, cumulative=kind is Channel.CUMULATIVE)
        yield from (self._annual(year) for year in self.span.whole_years())

    def of(self, workbook: Workbook) -> str:
        """Return who sends a workbook: the library whose own it is, else the territory."""
        libraries = {library for library, _period in workbook.reports}
        alone = workbook.path.rpartition("/")[2].startswith("NVT-LUNAR")
        return libraries.pop() if alone and len(libraries) == 1 else self.territory.code

    def _reports(self, month: Month, sent: set[Sent], asked: Sequence[str]) -> dict[str, Reported]:
        """Return the reports of a month whose fate is one of `sent`, by library code."""
        index = FIRST_MONTH.until(month) - 1
        return {
            member.place.library.code: reported(member, index, month, asked, self.seed)
            for member in self.members
            if member.sent[index] in sent
        }

    def _known_before(self, month: Month, reports: dict[str, Reported]) -> list[str]:
        """Return the libraries that give figures and gave some for the month before: a slip of theirs can be known."""
        before = {} if month == self.span.first else self._reports(month.plus(-1), {Sent.ON_TIME}, ())
        visits = questions().columns.index("V01")
        return [
            code
            for code, report in reports.items()
            if (report.values[visits] or 0) >= _ENOUGH and code in before and not before[code].closed
        ]

    def _due(self, month: Month) -> list[Place]:
        index = FIRST_MONTH.until(month) - 1
        due = [member.place for member in self.members if member.sent[index] is not Sent.NOT_DUE]
        return [named_at(place, self.statuses, month) for place in due]

    def _consolidated(self, month: Month) -> Iterator[Workbook]:
        """Yield the table of a month, a supplement for those who were late, sometimes the table again, corrected."""
        indicators, categories = consolidated_questions(month)
        asked = columns_asked(indicators, categories, SUMMED_CATEGORIES)
        places = self._due(month)
        if not places:
            return
        texts = self.style.form.texts
        name = self.style.form.months[month.month - 1]
        title = [
            texts["title"].format(territory=self.title),
            texts["month_line"].format(month=name, year=month.year),
        ]
        path = f"{{folder}}/{self.territory.code}/{file_title(self.slug, self.style, month)}"

        def table(reports: dict[str, Reported], rows: Sequence[Place], arrived: Month, suffix: str) -> Workbook:
            written, meant = with_errors(reports, month.period, self.corrections)
            sheet = consolidated.table(self.style, title, indicators, categories, rows, written, texts["month_sheet"])
            keyed = {
                (code, month.period): Reported(list(report.values), report.closed) for code, report in meant.items()
            }
            file = path.format(folder=folder(arrived)) + suffix + ".xlsx"
            return self._with_lists(Workbook(file, [sheet], MONTHLY, keyed), month, reports)

        on_time = self._reports(month, {Sent.ON_TIME}, asked)
        stream = random_stream(self.seed, self.territory.code, f"corrected {month}")
        corrected = stream.random() < habits().reporting["corrected"]
        slips = self._known_before(month, on_time)[::_ONE_IN] if corrected else []
        if slips:
            wrong = {code: mistaken(report) if code in slips else report for code, report in on_time.items()}
            sent = table(wrong, places, month.plus(1), "")
            sent.slips = tuple((code, month.period) for code in slips)
            yield sent
            yield table(on_time, places, month.plus(2), "_corectat")
        elif on_time:
            yield table(on_time, places, month.plus(1), "")
        late = self._reports(month, {Sent.LATE}, asked)
        if late:
            rows = [place for place in places if place.library.code in late]
            yield table(late, rows, month.plus(2), "_completare")

    def _with_lists(self, workbook: Workbook, month: Month, reports: dict[str, Reported]) -> Workbook:
        """Return a raion's workbook with the lists of its libraries beside its table, in months that ask for them."""
        if sends_lists(month):
            lister = self._lister(month)
            lists = lister.raion(month, reports)
            workbook.sheets += lister.sheets(month, lists)
            workbook.lists = {(code, month.period): some for code, some in lists.items()}
        return workbook

    def _lister(self, month: Month) -> Lister:
        """Return what makes the lists of the libraries that owe a report of a month."""
        return Lister(self._due(month), self.style, self.title, self.effects, self.seed)

    def _lists_alone(self, month: Month) -> Workbook:
        """Return the workbook of lists that a territory sends which sends its tables once a year."""
        asked = columns_asked(questions().indicators, questions().categories, SUMMED_CATEGORIES)
        reports = self._reports(month, {Sent.ON_TIME, Sent.LATE}, asked)
        path = f"{folder(month.plus(1))}/{self.territory.code}/Campanie_{self.slug}_{month}.xlsx"
        return self._with_lists(Workbook(path, [], MONTHLY, may_hold_faults=False), month, reports)

    def _single(self, month: Month) -> Iterator[Workbook]:
        """Yield one workbook a library; a few come a month later, a few again, corrected."""
        asked = columns_asked(questions().indicators, questions().categories, questions().by_category)
        lister = self._lister(month)
        joint = lister.joint(month, self._reports(month, {Sent.ON_TIME, Sent.LATE}, asked), raion=False)
        for place in self._due(month):
            code = place.library.code
            index = FIRST_MONTH.until(month) - 1
            member = next(member for member in self.members if member.place.library.code == code)
            if member.sent[index] is Sent.MISSING:
                continue
            report = reported(member, index, month, asked, self.seed)
            arrived = month.plus(2 if member.sent[index] is Sent.LATE else 1)
            name = f"NVT-LUNAR_{single.VERSION}_{month}_{code}"
            fair = is_fair(code, month)
            if fair:
                report, lists = the_fair(report)
            else:
                lists = lister.single(place, month, report, joint.get(code))
            versions = [(report, arrived, "")]
            draw = random_stream(self.seed, code, f"corrected {month}").random()
            slip = draw < habits().reporting["corrected"] / 3 and not fair and self._known_before(month, {code: report})
            if slip:
                versions = [(mistaken(report), arrived, ""), (report, arrived.plus(1), "_corectat")]
            for version, received, suffix in versions:
                sheets = single.workbook(place, month, version, lists, self.title)
                path = f"{folder(received)}/{self.territory.code}/{name}{suffix}.xlsx"
                key = (code, month.period)
                listed = {} if version.closed else {key: lists}
                slips = (key,) if version is not report else ()
                yield Workbook(path, sheets, MONTHLY, {key: version}, listed, may_hold_faults=not fair, slips=slips)

    def _yearly(self, inside: Sequence[Month], *, cumulative: bool) -> Iterator[Workbook]:
        """Yield the workbook of a year: a sheet a month and one of the year's sums."""
        texts, year = self.style.form.texts, inside[0].year
        indicators, categories = consolidated_questions(inside[0])
        asked = columns_asked(indicators, categories, SUMMED_CATEGORIES)
        by_month = [self._reports(month, {Sent.ON_TIME, Sent.LATE}, asked) for month in inside]
        running = running_sums(by_month, self.flows)
        path = f"{folder(inside[-1].plus(1))}/{self.territory.code}/{self.slug}_{year}.xlsx"
        workbook = Workbook(path, [], MONTHLY, may_hold_faults=not cumulative)

        def table(line: str, name: str, rows: Sequence[Place], reports: dict[str, Reported]) -> Sheet:
            title = [texts["title"].format(territory=self.title), line]
            return consolidated.table(self.style, title, indicators, categories, rows, reports, name)

        names, line = self.style.form.months, texts["year_line"].format(year=year)
        for month, reports, sums in zip(inside, by_month, running, strict=True):
            since = texts["cumulative_line"].format(first=names[0], month=names[month.month - 1], year=year)
            for code, report in reports.items():
                workbook.reports[code, month.period] = Reported(report.values, report.closed, len(workbook.sheets))
            shown = (since, sums) if cumulative else (line, reports)
            sheet_name = self.style.form.month_sheets[month.month - 1]
            workbook.sheets.append(table(shown[0], sheet_name, self._due(month), shown[1]))
        if not workbook.reports:
            return
        totals = {code: report for sums in running for code, report in sums.items()}
        workbook.sheets.append(table(line, texts["year_sheet"], self._due(inside[-1]), totals))
        yield workbook

    def _add_fair(self, member: Member, year: int, values: list[float | None]) -> None:
        """Add the fair to its host's year, as it stands in the report of its month."""
        for month in months(Month(year, 1), Month(year, 12)):
            if is_fair(member.place.library.code, month):
                index = FIRST_MONTH.until(month) - 1
                without = reported(member, index, month, questions().indicators, self.seed)
                with_fair, _lists = the_fair(without)
                for code in set(questions().annual) & {"E01", "E02"}:
                    at = questions().columns.index(code)
                    values[at] = (values[at] or 0) + (with_fair.values[at] or 0) - (without.values[at] or 0)

    def _annual(self, year: int) -> Workbook:
        """Return the annual table of every library, in the network or not."""
        columns, texts = questions().columns, self.style.form.texts
        reports = {}
        members = [member for member in self.members if year in member.figures.annual]
        for member in members:
            values: list[float | None] = [None] * len(columns)
            for code, value in zip(questions().annual, member.figures.annual[year], strict=True):
                values[columns.index(code)] = number(value)
            self._add_fair(member, year, values)
            reports[member.place.library.code] = Reported(values)
        title = [texts["annual_form"], texts["annual_title"].format(year=year), self.title]
        places = [named_at(member.place, self.statuses, Month(year, 12)) for member in members]
        sheet = consolidated.table(self.style, title, questions().annual, (), places, reports, texts["annual_sheet"])
        late = (
            random_stream(self.seed, self.territory.code, f"annual {year}").random() < habits().reporting["annual_late"]
        )
        path = f"{folder(Month(year + 1, 3 if late else 1))}/{self.territory.code}/6-c_{self.slug}_{year}.xlsx"
        return Workbook(path, [sheet], ANNUAL, {(code, year): report for code, report in reports.items()})
