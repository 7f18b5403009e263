"""PageContent: everything a page says, as pure data. The page and its files are drawn from the same one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.address import Address
from dashboard.charts.spec import ChartSpec, TableSpec
from data.wording import Text


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure. `value` None: no data. `note` says the change with its panel, `coverage` who reported."""

    key: str  # indicator code
    label: str
    value: float | None
    shown: str  # the value as read in the page's language
    note: str
    coverage: str
    link: str = ""  # where on this site there is more about it
    passport: str = ""  # the id of the figure (data.passports), and where on this site it is looked up
    passport_link: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step from the whole network to the place shown; the last one, the place itself, has no address."""

    label: str
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An indicator that the page counts: its code, its name, its unit and what exactly is counted, in words."""

    code: str
    name: str
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide of a page's deck: the finding as title, then what of chart, table, cards and points it has."""

    title: str
    subtitle: str = ""  # measure, area, period
    chart: ChartSpec | None = None
    table: TableSpec | None = None
    cards: tuple[Card, ...] = ()
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # the caveats beneath
    speaker: tuple[str, ...] = ()  # what the speaker's notes say besides the papers
    papers: str = ""
    opening: bool = False  # the first of its deck


@dataclass(frozen=True, slots=True)
class Embargo:
    """That figures are for staff only: `until` the day, YYYY-MM-DD, on which they no longer are, and the label."""

    until: str
    words: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page says at its address; `tables[0]` is the one clean table of the csv."""

    page: str
    language: str
    title: str
    finding: str  # one sentence
    filters: str  # the selection in words
    coverage: str
    as_of: str
    source: str
    demonstration: str  # "" unless the network is a demonstration
    embargo: Embargo | None = None  # of figures that only staff may see yet
    sentences: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    trail: tuple[Crumb, ...] = ()  # empty: the whole network, or places that no one name has
    release: str = ""  # in which release it is read, in a sentence; "": with the reports in force today
    today: Address | None = None  # of a release: the same page today
    notices: tuple[str, ...] = ()  # what the reader should know of the address
    empty: str = ""  # why there is nothing to show, when there is nothing
    subject: str = ""  # what it is about, in few words
    area: str = ""  # the places asked for, in few words
    period: str = ""  # 2017, 2017-04-2017-10, …
    as_of_day: str = ""  # YYYY-MM-DD; "" in a database without files
    licence: str = ""
    terms: tuple[Term, ...] = ()
    slides: tuple[Slide, ...] = ()  # its deck, where it is told otherwise than chart after chart
    share: str = ""  # where somebody makes a link to it, for whoever may
    part: bool = False  # one table of a page, taken alone
    passport: str = ""  # the id of the figure that the finding tells, and where on this site it is looked up
    passport_link: str = ""
    figures: tuple[tuple[str, str], ...] = ()  # the ids that the sentences name, and where each is looked up

    @property
    def labels(self) -> tuple[str, ...]:
        """What whoever quotes any of it must know: that it is made up, that it is under embargo."""
        return tuple(words for words in (self.demonstration, self.embargo.words if self.embargo else "") if words)

    @property
    def holds_figures(self) -> bool:
        """True where there is something to take away."""
        return bool(self.tables or self.cards or self.charts or self.slides)


def only(content: PageContent, key: str) -> PageContent:
    """Return the part of a content that is one of its tables, with the chart drawn of it; all of it for no such key."""
    tables = tuple(table for table in content.tables if table.key == key)
    charts = tuple(chart for chart in content.charts if chart.table.key == key)
    if not tables and not charts:
        return content
    table = tables[0] if tables else charts[0].table
    part = replace(
        content,
        subject=table.title,
        title=table.title,
        tables=(table,),
        charts=charts,
        cards=(),
        slides=(),
        part=True,
        passport=charts[0].passport if charts else table.passport,
    )
    if not charts:
        return replace(part, finding="", sentences=())
    return replace(part, finding=charts[0].title, coverage=charts[0].coverage, sentences=())


def leaving(content: PageContent) -> PageContent:
    """Return a content as its files hold it: some of its tables say more on the page than may leave."""
    tables = tuple(replace(one, rows=one.in_files, in_files=None) if one.in_files else one for one in content.tables)
    return replace(content, tables=tables)


def papers_line(spec: ChartSpec, text: Text, *, passport: bool = True) -> str:
    """Return the line that goes with a chart: who reported, whose figures they are, of which day, and its passport."""
    said = [spec.coverage, text.format("frame.source", source=spec.source), text.format("frame.as_of", date=spec.as_of)]
    if passport and spec.passport:
        said.append(text.format("passport.figure", id=spec.passport))
    return text["selection.separator"].join(said)


def row_figures(table: TableSpec, text: Text) -> tuple[str, ...]:
    """Return the name of each row with the id of its own figure; nothing where the rows have none."""
    keys = [column.key for column in table.columns]
    if "passport" not in keys:
        return ()
    place = keys.index("passport")
    return tuple(f"{row[0]}: {text.format('passport.figure', id=str(row[place]))}" for row in table.rows)


def page_papers(content: PageContent, text: Text, passport: str = "") -> str:
    """Return the line that goes with what a page says: who reported, whose figures they are, and of which day.

    `passport`: the id of the figure that is shown, where it is one.
    """
    said = [
        content.coverage,
        text.format("frame.source", source=content.source),
        text.format("frame.as_of", date=content.as_of),
        text.format("passport.figure", id=passport) if passport else "",
    ]
    return text["selection.separator"].join(one for one in said if one)
