"""Invents what a library lists of a month, in agreement with its totals: E01 events with E02 participants, …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, cast

import numpy as np

from data.periods import Month
from etl.demonstration.declared import details, questions, random_stream
from etl.demonstration.happenings import Advocacy, Happening, Helper, Lists, Story
from etl.demonstration.register import Place
from etl.demonstration.sheets import Reported

_METHODS = ("counted", "counted", "counted", "counted", "registered", "estimated")
_ON_THEME = 0.6  # share of campaign events that are about the month's theme
_PLEDGED = 0.3  # share of actions without money that are promised some
_TELLS = 0.08  # share of months with a story
_AGREES = 0.7  # share of stories with consent
Values = Mapping[str, float | None]


class Kind(NamedTuple):
    """A declared kind of event."""

    format: str
    category: str
    young: float
    titles: Mapping[str, tuple[str, ...]]


class Joint(NamedTuple):
    """An event that a library holds together with another one, whom it names among its partners."""

    kind: Kind
    title: str
    day: date
    partner: str


class Asked(NamedTuple):
    """What a form's lists are about: only campaign events or all, and whether it asks for stories."""

    only_campaign: bool = False
    stories: bool = True


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the declared kinds of events."""
    rows = cast(list[dict[str, object]], details()["event"])
    return tuple(
        Kind(
            cast(str, row["format"]), cast(str, row["category"]), cast(float, row["young"]),
            {language: tuple(cast(list[str], row[language])) for language in ("ro", "ru")},
        )
        for row in rows
    )  # fmt: skip


def invented(
    place: Place,
    month: Month,
    report: Reported,
    seed: int,
    *,
    language: str = "ro",
    theme: Sequence[str] = (),
    asked: Asked,
    joint: Joint | None = None,
) -> Lists:
    """Return lists that add up to the report; a closed library has none."""
    if report.closed:
        return Lists()
    stream = random_stream(seed, place.library.code, f"details {month}")
    value = dict(zip(questions().columns, report.values, strict=True))
    partners = _partners(place, value, stream, language)
    events = _events(month, value, stream, language, theme, asked)
    _with_partners(events, partners, stream)
    if joint is not None and events:
        _hold_together(events, joint, stream)
    stories = _stories(stream) if asked.stories and language == "ro" else []
    return Lists(events, partners, _advocacy(value, stream, language), stories)


def whole(value: float | None) -> int:
    """Return a count, 0 where nothing was said."""
    return int(value or 0)


def _events(
    month: Month, value: Values, stream: np.random.Generator, language: str, theme: Sequence[str], asked: Asked
) -> list[Happening]:
    """Return the events of a month in order of days: K01 of them campaign events with K02 participants."""
    campaign = whole(value["K01"])
    number = campaign if asked.only_campaign else whole(value["E01"])
    if not number:
        return []
    in_campaign = np.isin(np.arange(number), stream.permutation(number)[:campaign])
    others = whole(value["E02"]) - whole(value["K02"])
    people = np.zeros(number, dtype=int)
    for some, total in ((in_campaign, whole(value["K02"])), (~in_campaign, others)):
        if some.any():
            people[some] = stream.multinomial(total, np.full(some.sum(), 1 / some.sum()))
    outside = np.isin(np.arange(number), stream.permutation(number)[: whole(value["E03"])])
    days = np.sort(stream.integers(1, 29, size=number))
    draws = stream.random((number, 4))
    events = []
    for turn in range(number):
        kind = _kind(draws[turn, 0], draws[turn, 1] if in_campaign[turn] else 1.0, theme)
        titles = kind.titles[language]
        events.append(
            Happening(
                title=titles[int(draws[turn, 2] * len(titles))],
                format=kind.format,
                category=kind.category,
                day=date(month.year, month.month, int(days[turn])),
                people=int(people[turn]),
                children=int(stream.binomial(people[turn], kind.young)),
                method=_METHODS[int(draws[turn, 3] * len(_METHODS))],
                outside=bool(outside[turn]),
                campaign=bool(in_campaign[turn]),
            )
        )
    return events


def _kind(draw: float, theme_draw: float, theme: Sequence[str]) -> Kind:
    on_theme = [kind for kind in kinds() if kind.category in theme]
    some = on_theme if on_theme and theme_draw < _ON_THEME else kinds()
    return some[int(draw * len(some))]


def _with_partners(events: Sequence[Happening], partners: Sequence[Helper], stream: np.random.Generator) -> None:
    """Let some events name partners of the library, and some have volunteers."""
    names = [helper.name for helper in partners if helper.sector]
    helpers = sum(helper.volunteers or 0 for helper in partners)
    for event, (named, helped) in zip(events, stream.random((len(events), 2)), strict=True):
        if names and named < 0.3:
            count = 1 + int(named < 0.1 and len(names) > 1)
            event.partners = tuple(names[int(at)] for at in stream.permutation(len(names))[:count])
        if helpers and helped < 0.2:
            event.volunteers = 1 + int(stream.integers(0, helpers))


def _hold_together(events: Sequence[Happening], joint: Joint, stream: np.random.Generator) -> None:
    """Make one event, of the campaign if there is any, the joint one."""
    event = next((event for event in events if event.campaign), events[0])
    event.title, event.day = joint.title, joint.day
    event.format, event.category = joint.kind.format, joint.kind.category
    event.children = int(stream.binomial(event.people, joint.kind.young))
    event.partners = (*event.partners, joint.partner)


def _partners(place: Place, value: Values, stream: np.random.Generator, language: str) -> list[Helper]:
    known = cast(list[dict[str, object]], details()["partner"])
    locality = place.site.locality(language)
    chosen = []
    for index in stream.permutation(len(known))[: whole(value["P01"])]:
        name, contribution = cast(list[str], known[index][language])
        chosen.append(Helper(name.format(place=locality), cast(str, known[index]["sector"]), contribution))
    if whole(value["P03"]):
        own = cast(dict[str, dict[str, str]], details()["words"])[language]["volunteers"]
        chosen.append(Helper(own, volunteers=whole(value["P03"]), hours=value["P04"]))
    return chosen


def _advocacy(value: Values, stream: np.random.Generator, language: str) -> list[Advocacy]:
    """Return A05 actions, some with money promised, and rows of what was received: A01 to A04."""
    actions = cast(list[dict[str, list[str]]], details()["action"])
    words = cast(dict[str, dict[str, str]], details()["words"])[language]
    rows = []
    for _ in range(whole(value["A05"])):
        action, target, result = actions[int(stream.integers(0, len(actions)))][language]
        promised = float(np.round(np.exp(stream.normal(8.5, 0.8)) / 100) * 100) if stream.random() < _PLEDGED else None
        given = ("authority", "pledged") if promised else ("", "")
        rows.append(Advocacy(action, target, result, promised, *given))
    private = "private" if stream.random() < 0.6 else "ngo"
    for code, source in (("A01", "community"), ("A02", "authority"), ("A03", private)):
        if value[code]:
            rows.append(Advocacy(result=words["money"], amount=value[code], source=source, given="received"))
    if value["A04"]:
        source = "private" if stream.random() < 0.4 else "community"
        rows.append(Advocacy(result=words["in_kind"], source=source, given="received", in_kind=value["A04"]))
    return rows


def _stories(stream: np.random.Generator) -> list[Story]:
    if stream.random() >= _TELLS:
        return []
    known = cast(list[dict[str, list[str]]], details()["story"])
    title, text, quote = known[int(stream.integers(0, len(known)))]["ro"]
    return [Story(title, text, quote, "yes" if stream.random() < _AGREES else "no")]


def joint_events(
    places: Sequence[Place], month: Month, able: Sequence[str], seed: int, language: str, theme: Sequence[str]
) -> dict[str, Joint]:
    """Return by library the event that two libraries of a territory hold together this month; `able`: have any."""
    if len(able) < 2:
        return {}
    stream = random_stream(seed, places[0].library.territory, f"joint {month}")
    if stream.random() >= 0.6:
        return {}
    named = {place.library.code: place.library.name if language == "ro" else place.name_ru for place in places}
    first, second = sorted(able[int(at)] for at in stream.permutation(len(able))[:2])
    kind = _kind(float(stream.random()), 0.0, theme)
    day = date(month.year, month.month, int(stream.integers(1, 29)))
    title = kind.titles[language][0]
    return {one: Joint(kind, title, day, named[other]) for one, other in ((first, second), (second, first))}
