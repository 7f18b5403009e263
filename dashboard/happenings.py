"""What happened, marked on a trend: fairs by their names, annotations by numbers that the notes below explain."""

from __future__ import annotations

from datetime import date

from dashboard.asked import Asked
from dashboard.charts.render.labels import lines_of
from dashboard.charts.spec import Mark
from data.formats import date_text, month_name
from data.periods import Month
from data.queries.annotations import annotations_for
from data.queries.single_events import single_events

_NAMED = 4  # fairs: more than that are lines without names, and counted in a note
_LETTERS = 26  # of a name above the plot


def happenings(asked: Asked, code: str) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Return the marks of an indicator's trend over the selection, and the notes that explain them."""
    fairs, said = _fairs(asked)
    numbered, explained = _annotations(asked, code)
    return (*fairs, *numbered), (*said, *explained)


def _fairs(asked: Asked) -> tuple[list[Mark], list[str]]:
    found = single_events(asked.session, asked.catalogue, asked.selection)
    if not found:
        return [], []
    if len(found) > _NAMED:
        return [Mark("", one.day) for one in found], [asked.text.plural("happened.fairs", len(found))]
    named = [(one.day, one.title or asked.text["happened.fair"], one.library) for one in found]
    marks = [Mark(lines_of(title, _LETTERS, lines=1)[0], day) for day, title, _ in named]
    notes = [
        asked.text.format("happened.event", day=date_text(day, asked.language), title=title, library=library)
        for day, title, library in named
    ]
    return marks, notes


def _annotations(asked: Asked, code: str) -> tuple[list[Mark], list[str]]:
    found = [one.annotation for one in annotations_for(asked.catalogue, asked.selection, indicator=code) if one.whole]
    first = asked.selection.start
    earliest = date(first.year, first.month, 1) if first else date.min
    marks = [Mark(str(number), max(one.start, earliest)) for number, one in enumerate(found, start=1)]
    notes = [
        asked.text.format(
            "happened.note",
            number=str(number),
            month=month_name(Month(one.start.year, one.start.month), asked.language),
            text=one.says(asked.language),
        )
        for number, one in enumerate(found, start=1)
    ]
    return marks, notes
