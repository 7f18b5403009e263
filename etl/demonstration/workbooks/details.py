"""Lists as rows of cells: sheets 4 to 7 of a library's own workbook, and the list sheets of a raion's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etl.demonstration.declared import Form
from etl.demonstration.happenings import Happening, Lists, format_names, said, words
from etl.demonstration.register import Place
from etl.demonstration.sheets import Cell, DateCell, Sheet

Row = list[Cell]
_EPOCH = date(1899, 12, 30)


def event_rows(events: Sequence[Happening], form: Form, *, typed_days: bool = True) -> list[Row]:
    """Return the rows of events as a library lists them; `typed_days` False: days are cells with a date in them."""
    rows: list[Row] = []
    turn = activity = 0
    for event in events:
        turn, activity = (turn, activity + 1) if event.activity else (turn + 1, 0)
        rows.append([f"{turn}.{activity}" if event.activity else turn, *_event(event, form, typed_days=typed_days)])
    return rows


def _event(event: Happening, form: Form, *, typed_days: bool) -> Row:
    language = form.language
    return [
        f"{event.day:%d.%m.%Y}" if typed_days else DateCell((event.day - _EPOCH).days),
        event.title,
        format_names(language)[event.format],
        form.categories[event.category],
        event.place or words(language)["outside" if event.outside else "inside"],
        event.people,
        event.children,
        words(language)[event.method],
        event.volunteers,
        "; ".join(event.partners) or None,
        words(language)["yes" if event.campaign else "no"],
    ]


def partner_rows(lists: Lists, language: str) -> list[Row]:
    """Return the rows of partners and volunteers."""
    return [
        [helper.name, said(helper.sector, language), helper.contribution, helper.volunteers, helper.hours]
        for helper in lists.partners
    ]


def advocacy_rows(lists: Lists, language: str) -> list[Row]:
    """Return the rows of actions and money."""
    return [
        [
            row.action,
            row.target,
            row.result,
            row.amount,
            said(row.source, language),
            said(row.given, language),
            row.in_kind,
        ]
        for row in lists.advocacy
    ]


def story_rows(lists: Lists, language: str) -> list[Row]:
    """Return the rows of stories."""
    return [[story.title, story.text, story.quote, said(story.consent, language)] for story in lists.stories]


@dataclass(frozen=True, slots=True)
class RaionLists:
    """How a territory draws its sheets of lists: in which language, with the libraries' codes or names only."""

    form: Form
    code_column: bool
    typed_days: bool

    def sheets(self, title: Sequence[str], places: Sequence[Place], lists: Mapping[str, Lists]) -> list[Sheet]:
        """Return the sheets of campaign activities, of partners and of funds, a block of rows for each library."""
        language = self.form.language
        rows: dict[str, list[Row]] = {"campaign": [], "partners": [], "advocacy": []}
        for place in places:
            found = lists.get(place.library.code)
            if found is None:
                continue
            name = place.name_ru if language == "ru" else place.library.name
            whose: Row = [place.library.code, name] if self.code_column else [name]
            events = event_rows(found.events, self.form, typed_days=self.typed_days)
            rows["campaign"] += [[*whose, *row[1:-1]] for row in events]
            rows["partners"] += [[*whose, *row] for row in partner_rows(found, language)]
            rows["advocacy"] += [[*whose, *row] for row in advocacy_rows(found, language)]
        return [self._sheet(kind, title, some) for kind, some in rows.items()]

    def _sheet(self, kind: str, title: Sequence[str], rows: Sequence[Row]) -> Sheet:
        name, *heads = self.form.list_sheets[kind]
        texts = self.form.texts
        first = [texts["number"], *([texts["code"]] if self.code_column else []), texts["library"]]
        numbered = [[turn, *row] for turn, row in enumerate(rows, start=1)]
        above: list[Row] = [[line] for line in title]
        header = len(above) + 1
        return Sheet(name, [*above, [], [*first, *heads], *numbered], header=range(header, header + 1))
