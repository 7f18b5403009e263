"""Every id that is printed with a figure leads to a passport that shows the same figure: on every page, in every file.

What a chart prints beside its id is the figure that it is a picture of: `_PICTURED` says for each chart where that
stands, in its title or coverage or as what its table comes to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.components.captioned_chart import captioned_chart, has_values
from dashboard.components.cards import card_row
from dashboard.components.stamp import linked_figures
from dashboard.content import Card, PageContent, only
from dashboard.exports import export
from dashboard.page import Page
from dashboard.pages import PAGES
from dashboard.site import Site
from data.catalogue import Catalogue
from data.wording import Text
from tests.dashboard.exports.reading import NUMBERS, csv_rows, read
from tests.dashboard.printed import ids_in, ids_of, noted, package_words, slide_words, slides_of, workbook_words

YEAR = "from=2017-01&to=2017-12"
SCOPES = ("", "&territory=MD-CU", "&group=nord", "&library=MD-CU-0001", "&kind=municipal")
LANGUAGES = ("ro", "ru", "en")
_TELL_NO_FIGURE = ("method", "campaign")  # first: what a page is for; of a stage that nobody evaluated, just this
_MOST = 3  # options of a choice whose files are read back
_ESTIMATED = ("estimat", "оценка", "estimated")
_NOT_ADDED = ("names", "people", "libraries_listing")  # the same partner, person, library is in several rows
_EACH_COLUMN = ("campaign-money", "campaign-partners", "campaign-volunteers")  # each column is a figure of its own
WITH_FILES = [page for page in PAGES if page.files and not page.item]


@dataclass
class Passports:
    """Looks passports up, each once a language."""

    site: Site
    found: dict[str, PageContent] = field(default_factory=dict)

    def of(self, figure: str, language: str) -> PageContent:
        path = f"/{language}/figure/{figure}"
        if path not in self.found:
            address = self.site.address(path, "")
            page = self.site.page(address)
            assert page is not None, f"{figure} is looked up in vain"
            with self.site.asked(address) as asked:
                self.found[path] = page.content(asked)
        assert self.found[path].cards, f"{figure}: {self.found[path].empty}"
        return self.found[path]

    def card(self, figure: str, language: str) -> Card:
        return self.of(figure, language).cards[0]

    def value(self, figure: str, language: str) -> float | None:
        return self.card(figure, language).value


@pytest.fixture(scope="module")
def passports(printed: Callable[[], Session], catalogue: Catalogue) -> Passports:
    return Passports(Site.of(catalogue, printed, PAGES))


def walked(
    site: Site, page: Page, *, scopes: Sequence[str] = SCOPES, most: int | None = None
) -> Iterator[tuple[PageContent, Text, str]]:
    """Yield what a page says over every scope and with every choice it offers, each in one of the languages."""
    queries = ["", *(YEAR + scope for scope in scopes), "from=2017-06&to=2017-06"]
    with site.asked(site.address(f"/en/{page.key}", YEAR)) as asked:
        for choice in page.choices:
            codes = [code for code, _ in choice.offered(asked) if code]
            queries += [f"{YEAR}&{choice.key}={code}" for code in codes[:most]]
    for place, query in enumerate(queries):
        path = f"/{LANGUAGES[place % len(LANGUAGES)]}/{page.key}"
        with site.asked(site.address(path, query)) as asked:
            yield site.content(page, asked), asked.text, f"{path}?{query}"


@pytest.mark.parametrize("page", WITH_FILES, ids=lambda page: page.key)
def test_every_printed_id_leads_to_the_figure_beside_it(passports: Passports, page: Page) -> None:
    for content, text, where in walked(passports.site, page):
        for card in content.cards:
            hold_card(passports, card, text, where)
        for chart in content.charts:
            hold_chart(passports, chart, text, where)
        for table in content.tables:
            hold_table(passports, table, text, where)
        hold_sentences(passports, content, text, where)
        if content.passport:
            said = passports.card(content.passport, text.language).shown
            assert number_in(said) in content.finding, (where, said, content.finding)
        assert content.passport or not content.cards or page.key in _TELL_NO_FIGURE, where


def hold_sentences(passports: Passports, content: PageContent, text: Text, where: str) -> None:
    """An id in a sentence is a link, and its passport shows the number of that sentence."""
    told = [one for one in content.sentences if ids_in(one)]
    assert [ids_in(one) for one in told] == [{figure} for figure, _link in content.figures], where
    for sentence, (figure, link) in zip(told, content.figures, strict=True):
        assert number_in(passports.card(figure, text.language).shown) in sentence, (where, sentence)
        assert link.endswith(f"/{text.language}/figure/{figure}")
        assert words_in(linked_figures(sentence, text, content.figures)).replace("  ", " ").count(figure) == 1
    if content.page == "reporting" and content.finding and content.passport:
        untold = [one for one in content.sentences if one not in told and any(letter.isdigit() for letter in one)]
        assert not untold, (where, untold)


def hold_card(passports: Passports, card: Card, text: Text, where: str) -> None:
    """A headline figure has an id, drawn beside it; its passport shows the very value, written alike."""
    assert card.passport, (where, card.key)
    found = passports.card(card.passport, text.language)
    assert found.value == pytest.approx(card.value), (where, card.key)
    assert card.value is None or found.shown.startswith(card.shown), (where, card.key)
    assert card.passport in words_in(card_row([card], text))


def hold_chart(passports: Passports, chart: ChartSpec, text: Text, where: str) -> None:
    """A chart has an id in its footer; it is the picture of the figure that its passport shows."""
    assert chart.passport == chart.table.passport != "", (where, chart.key)
    found = passports.of(chart.passport, text.language)
    held = _PICTURED[next(key for key in _PICTURED if chart.key.endswith(key))](chart, found)
    assert held, (where, chart.key, found.cards[0])
    assert chart.passport in words_in(captioned_chart(chart, text, passports.site.address("/en/overview", "")))


def hold_table(passports: Passports, table: TableSpec, text: Text, where: str) -> None:
    """A column that names its figure adds up to it, or its passport has its rows; a row with an id is its figure."""
    for place, column in enumerate(table.columns):
        if column.passport:
            value = passports.value(column.passport, text.language)
            cells = [row[place] for row in table.rows]
            if table.columns[0].key in ("territory", "library"):
                hold_places(passports.of(column.passport, text.language), table, place, where)
            if column.key in _NOT_ADDED:
                behind = {row for one in passports.of(column.passport, text.language).tables for row in one.rows}
                assert set(table.rows) <= behind, (where, table.key, column.key)
            elif column.kind == "whole" and (
                table.key in _EACH_COLUMN or all(isinstance(cell, int | float) for cell in cells)
            ):
                assert sum(float(cell or 0) for cell in cells) == pytest.approx(value), (where, table.key, column.key)
    keys = [column.key for column in table.columns]
    assert table.key not in _EACH_COLUMN or all(one.passport for one in table.columns if one.kind == "whole"), where
    if table.key == "campaign-fairs":
        hold_events(passports, table, text, where)
    if "passport" in keys and "verdict" in keys:
        for row in table.rows:
            said = dict(zip(keys, row, strict=True))
            assert passports.value(str(said["passport"]), text.language) == said["value"], (where, said)
            assert str(said["verdict"]) in rows_of(passports.of(str(said["passport"]), text.language)), (where, said)


def hold_places(found: PageContent, table: TableSpec, place: int, where: str) -> None:
    """The passport of a column has each territory of its rows, or each library of one, with the cell and an id."""
    said = {row[0]: row[1] for one in found.tables if one.key == "places" for row in one.rows}
    for row in table.rows:
        if isinstance(row[place], int | float) and row[0] in said:
            assert read(str(said[row[0]]), found.language) == pytest.approx(row[place], abs=0.051), (where, row)
    if table.columns[0].key == "territory" and len(table.rows) > 1 and table.key != "chase":
        told = {row[0] for row in table.rows if row[place] is not None}
        assert told <= set(said), (where, table.key, told - set(said))


def hold_events(passports: Passports, table: TableSpec, text: Text, where: str) -> None:
    """The passport of an event says how many came, how that is known, and from which cell it was read."""
    keys = [column.key for column in table.columns]
    for row in table.rows:
        said = dict(zip(keys, row, strict=True))
        found = passports.of(str(said["passport"]), text.language)
        assert found.cards[0].value == said["attendance"], (where, said)
        assert ("estim" in found.cards[0].shown or "оцен" in found.cards[0].shown) == (said["method"] in _ESTIMATED)
        assert str(said["name"]).removeprefix("– ") in found.cards[0].label, (where, said)
        (event,) = [one for one in found.tables if one.key == "event"]
        assert {said["name"], said["method"], said["cell"]} <= {value for _, value in event.rows}, (where, said)


def number_in(shown: str) -> str:
    """Return a value as read, without its unit."""
    return shown.split(" ")[0].lstrip("+-\u2212")


def rows_of(found: PageContent) -> str:
    return "\n".join(str(said) for _, said in found.tables[0].rows)


def words_in(component: object) -> str:
    """Return all the words of a component tree."""
    if component is None or isinstance(component, str | int | float):
        return str(component or "")
    if isinstance(component, list | tuple):
        return " ".join(words_in(one) for one in component)
    return words_in(getattr(component, "children", None))


def total(table: TableSpec, key: str) -> float:
    place = [column.key for column in table.columns].index(key)
    return sum(float(row[place] or 0) for row in table.rows)


def adds_up(chart: ChartSpec, found: PageContent) -> bool:
    drawn = sum(value or 0 for series in chart.series for value in series.values)
    return found.cards[0].value == pytest.approx(drawn)


def adds_up_in_its_table(chart: ChartSpec, found: PageContent) -> bool:
    return found.cards[0].value == pytest.approx(total(chart.table, "value"))


def rests_on_totals(chart: ChartSpec, found: PageContent) -> bool:
    return found.cards[0].value == pytest.approx(total(chart.table, "total"))


def is_rate(chart: ChartSpec, found: PageContent) -> bool:
    """The passport of a rate names the total that it is made of, with its id: that of the rows of the chart."""
    (beside,) = [table for table in found.tables if table.key == "beside"]
    return any(read(str(shown), found.language) == total(chart.table, "total") for _, shown, _ in beside.rows)


def says_it(chart: ChartSpec, found: PageContent) -> bool:
    return number_in(found.cards[0].shown) in f"{chart.title} {chart.coverage}"


def is_share(chart: ChartSpec, found: PageContent) -> bool:
    share = 100 * total(chart.table, "taking_part") / total(chart.table, "said")
    return found.cards[0].value == pytest.approx(share)


def is_said_there(chart: ChartSpec, found: PageContent) -> bool:
    return chart.title in rows_of(found)


def at_most(chart: ChartSpec, found: PageContent) -> bool:
    """Parts of a whole, of which some may be withheld or not asked for."""
    return total(chart.table, "value") <= (found.cards[0].value or 0) * 1.001


def is_told(_chart: ChartSpec, found: PageContent) -> bool:
    """Charts of other questions about what the figure counts: how many libraries offer it, where it grew."""
    return bool(found.cards[0].shown)


_PICTURED: dict[str, Callable[[ChartSpec, PageContent], bool]] = {
    "campaign-territories": is_share,
    "campaign-map": is_share,
    "-by-month": adds_up,
    "-by-year": adds_up,
    "-year-before": says_it,
    "-season": rests_on_totals,
    "-by-territory": adds_up_in_its_table,
    "-by-library": adds_up_in_its_table,
    "-per-inhabitants": is_rate,
    "-map": is_rate,
    "-list": is_rate,
    "services-mix": at_most,
    "services-growth": is_told,
    "services-reach": is_told,
    "services-regions": is_told,
    "library-peers": says_it,
    "completeness": says_it,
    "days-late": adds_up,
    "findings-by-kind": adds_up,
    "campaign-formats": adds_up,
    "campaign-themes": is_said_there,
    "campaign-comparisons": is_said_there,
    "campaign-study": is_said_there,
}


@pytest.mark.parametrize("page", WITH_FILES, ids=lambda page: page.key)
def test_every_file_prints_the_ids_of_what_it_says_and_no_other(passports: Passports, page: Page) -> None:
    for content, text, where in walked(passports.site, page, scopes=SCOPES[1::2], most=_MOST):
        if content.empty:
            continue
        there, in_sentences = ids_of(content), {figure for figure, _link in content.figures}
        drawn = {one.passport for one in content.charts if has_values(one)}
        tables = {one.passport for one in content.tables if one.rows} | {
            column.passport for one in content.tables for column in one.columns
        }
        said = {kind: export(content, kind, text).body for kind in ("xlsx", "charts.xlsx", "json", "zip", "pptx")}
        assert ids_in(workbook_words(said["xlsx"])) == there, where
        assert ids_in(workbook_words(said["charts.xlsx"])) == there - in_sentences, where
        assert tables - {""} <= noted(said["charts.xlsx"]), where
        assert ids_in(said["json"].decode()) == there, where
        assert ids_in(package_words(said["zip"])) == there - in_sentences, where
        slides = slides_of(said["pptx"])
        printed = {one for slide in slides for one in ids_in(slide_words(slide))}
        assert printed <= there, where
        assert {content.passport, *(card.passport for card in content.cards)} - {""} <= printed or content.slides
        assert drawn <= printed or content.slides, where
        for slide in slides:
            hold_slide(slide_words(slide), content, where, chart=any(shape.has_chart for shape in slide.shapes))
        for chart in content.charts:
            part = only(content, chart.table.key)
            assert ids_in(export(part, "svg", text).body.decode()) == {chart.passport}, (where, chart.key)
            hold_csv(export(part, "csv", text).body, chart.table, chart.passport)


def hold_slide(words: str, content: PageContent, where: str, *, chart: bool) -> None:
    """A slide with a chart has an id; a headline figure on it has its own."""
    assert not chart or ids_in(words), (where, words)
    for card in content.cards:
        if card.value is not None and f"{card.label}\n{card.shown}\n" in words:
            assert card.passport in words, (where, card.key)


def hold_csv(body: bytes, table: TableSpec, figure: str) -> None:
    """The rows of a chart keep its id, each in a last column, unless each has one of its own."""
    last = [line.rsplit(",", 1)[-1] for line in body.decode("utf-8-sig").splitlines()[1:]]
    own = [column.key for column in table.columns][-1] == "passport"
    assert own or set(last) == {figure}
    kinds = [column.kind for column in table.columns]
    assert len(csv_rows(body, kinds)) == len(table.rows)
    assert any(kind in NUMBERS for kind in kinds) or table.key == "completeness"
