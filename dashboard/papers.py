"""The papers of everything shown: its source, its date, its coverage, its filters in words, its demonstration label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dashboard.asked import Asked
from dashboard.charts.spec import Band, ChartSpec, TableSpec
from dashboard.charts.words import ChartWords
from dashboard.content import Card, Crumb, Embargo, PageContent, Term
from dashboard.passports import passport_of
from data.bounds import bounds_of
from data.coverage import THRESHOLD
from data.figure_ids import Said
from data.formats import date_text, month_range, percent
from data.periods import Month
from data.selection import group_name
from data.wording import Text

_COLUMNS = ("month", "year", "territory", "library", "change_pct", "libraries", "reported", "expected")


def page_content(
    asked: Asked,
    page: str,
    *,
    finding: str = "",
    passport: str = "",
    coverage: str = "",
    sentences: Sequence[str] = (),
    figures: Sequence[str] = (),
    cards: Sequence[Card] = (),
    charts: Sequence[ChartSpec] = (),
    tables: Sequence[TableSpec] = (),
    empty: str = "",
) -> PageContent:
    """Return a page's content with its papers; `passport` is the id of the figure that the finding tells, `figures`
    are those that the sentences name."""
    text = asked.text
    return PageContent(
        page=page,
        language=asked.language,
        title=text[f"page.{page}.title"],
        finding=finding,
        filters=asked.in_words(),
        coverage=coverage,
        as_of=as_of(asked),
        source=text["network.source"],
        demonstration=text["demonstration.label"] if asked.catalogue.settings.demonstration else "",
        embargo=embargo_until(asked.staff_until, text),
        sentences=(*embargoed(asked), *sentences),
        cards=tuple(cards),
        charts=tuple(charts),
        tables=tuple(tables),
        trail=trail(asked),
        release=_release(asked),
        today=asked.address.in_release("") if asked.address.release and asked.release else None,
        notices=ignored(asked),
        empty=empty,
        subject=text[f"page.{page}.name"],
        area=area_words(asked),
        period=period_code(asked),
        as_of_day=asked.available.as_of.date().isoformat() if asked.available.as_of else "",
        licence=asked.catalogue.settings.licence,
        terms=terms(asked, cards, charts, tables),
        passport=passport,
        passport_link=asked.address.of_figure(passport).href() if passport else "",
        figures=tuple((figure, asked.address.of_figure(figure).href()) for figure in figures),
    )


def terms(
    asked: Asked, cards: Sequence[Card], charts: Sequence[ChartSpec], tables: Sequence[TableSpec]
) -> tuple[Term, ...]:
    """Return the indicators that cards, charts and columns count, in the order in which they are met."""
    met = [card.key for card in cards]
    met += [code.upper() for chart in charts for code in (chart.indicator, *(one.key for one in chart.series))]
    met += [column.key.upper() for table in tables for column in table.columns]
    text, indicators = asked.text, asked.catalogue.indicators
    return tuple(
        Term(
            code,
            text[f"indicator.{code}.name"],
            text[f"unit.{indicators[code].unit}.name"],
            text[f"indicator.{code}.definition"],
        )
        for code in dict.fromkeys(met)
        if code in indicators
    )


def _release(asked: Asked) -> str:
    """Return the sentence that says in which release the page is read; "" where in none."""
    if asked.release is None:
        return ""
    return asked.text.format("release.read", release=asked.release.name, day=as_of(asked))


def nothing(asked: Asked, page: str) -> PageContent:
    """Return the content of a page that has nothing to show, saying why and what to do."""
    key = "empty.selection" if asked.available.files else "empty.database"
    return page_content(asked, page, empty=asked.text[key])


def trail(asked: Asked) -> tuple[Crumb, ...]:
    """Return the steps from the whole network to the one place shown; nothing where there is no such place."""
    address, selection = asked.address, asked.selection
    everything = bounds_of(asked.session).everything
    start = Crumb(asked.text["trail.network" if everything else "trail.own"], address.of_network())
    if asked.library:
        territory = asked.library.territory
        named = Crumb(territory_name(asked, territory), address.of_territory(territory))
        return (start, named, Crumb(library_name(asked, asked.library.name)))
    if selection.group and not selection.territories:
        return (start, Crumb(group_name(selection.group, asked.text, asked.catalogue)))
    if len(selection.territories) == 1 and not selection.group:
        return (start, Crumb(territory_name(asked, selection.territories[0])))
    return ()


def ignored(asked: Asked) -> tuple[str, ...]:
    """Return the sentence that names what the address asked for and the network does not have, or nothing."""
    if not asked.unknown:
        return ()
    return (asked.text.format("selection.ignored", values=", ".join(asked.unknown)),)


def embargoed(asked: Asked) -> tuple[str, ...]:
    """Return the sentence that says what may not be told yet: to staff that what they see is theirs alone until a day,
    to others that there will be more on that day; nothing where nothing waits, or a release is asked for."""
    if asked.embargo is None or not asked.tells_today:
        return ()
    key = "release.embargo" if asked.staff_until else "release.coming"
    return (asked.text.format(key, day=date_text(asked.embargo, asked.language)),)


def embargo_until(day: date | None, text: Text) -> Embargo | None:
    """Return the label of figures that are for staff only until a day; None where they are not."""
    if day is None:
        return None
    return Embargo(day.isoformat(), text.format("release.label", day=date_text(day, text.language)))


def as_of(asked: Asked) -> str:
    """Return the day on which the newest file was taken in, as read."""
    day = asked.available.as_of
    return asked.text["absent.short"] if day is None else date_text(day.date(), asked.language)


def period_words(asked: Asked) -> str:
    """Return the months asked for as read; years where the network has annual figures only."""
    first_last = asked.months
    if first_last is None:
        return asked.text["selection.all_months"]
    first, last = first_last
    if not asked.annual:
        return month_range(first, last, asked.language)
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def territory_name(asked: Asked, code: str) -> str:
    """Return the name of a territory; one that the network does not know is called by its code."""
    territory = asked.catalogue.territories.get(code)
    return territory.name(asked.language) if territory else code


def library_name(asked: Asked, name: str) -> str:
    """Return the name of a library; one that its network knows by a number only is called so."""
    return asked.text.format("library.numbered", number=name) if name.isdecimal() else name


def area_words(asked: Asked) -> str:
    """Return the places asked for in few words: a library, a group, territories, or all libraries."""
    selection = asked.selection
    if asked.library:
        return library_name(asked, asked.library.name)
    if selection.territories:
        return ", ".join(territory_name(asked, code) for code in selection.territories)
    if selection.group:
        return asked.text[f"group.{selection.group}.name"]
    return asked.text["selection.all_libraries"]


def period_code(asked: Asked) -> str:
    """Return the months asked for as files write them: whole years as years, e.g. 2017, 2016-2017, 2017-04-2017-10."""
    return months_code(*asked.months) if asked.months else ""


def months_code(first: Month, last: Month) -> str:
    """Return the months from `first` to `last` as files write them."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    return str(first) if first == last else f"{first}-{last}"


def chart_words(
    asked: Asked,
    code: str,
    *,
    said: Said = "total",
    title: str,
    summary: str,
    table: str,
    coverage: str,
    notes: Sequence[str] = (),
    measure: str = "",
    where: str = "",
    labels: Mapping[str, str] = MappingProxyType({}),
) -> ChartWords:
    """Return the words of a chart of an indicator; `table` names the table under [table] in the text files.

    `measure` is what the chart measures where this is not the indicator itself, `where` its months and libraries where
    these are not those selected, `labels` names columns and series of its own. `said`: of which figure of the indicator
    it is a picture.
    """
    text, indicator = asked.text, asked.catalogue.indicators[code]
    name, short = text[f"indicator.{code}.name"], text[f"indicator.{code}.short"]
    now, before = two_periods(asked)
    return ChartWords(
        language=asked.language,
        title=title,
        subtitle=text["selection.separator"].join([measure or name, where or asked.in_words()]),
        summary=summary,
        unit=text[f"unit.{indicator.unit}.name"],
        table=text.format(f"table.{table}", indicator=short),
        labels={
            **{column: text[f"column.{column}"] for column in _COLUMNS},
            "value": short if table != "change" else now,
            "before": before,
            "naive_value": text.format("column.all_reports", period=now),
            "naive_before": text.format("column.all_reports", period=before),
            **labels,
        },
        source=text["network.source"],
        as_of=as_of(asked),
        coverage=coverage,
        passport=passport_of(asked, code, said),
        low=text.format("note.low", share=percent(THRESHOLD * 100, asked.language, 0)),
        notes=tuple(notes),
        indicator=code,
    )


def two_periods(asked: Asked) -> tuple[str, str]:
    """Return the names of the period asked for and of the year before: years where both lie in one year."""
    first_last = asked.months
    if first_last and first_last[0].year == first_last[1].year:
        year = first_last[0].year
        return str(year), str(year - 1)
    return asked.text["comparison.this_period"], asked.text["comparison.year_before"]


def stages_within(asked: Asked, first: Month, last: Month) -> tuple[str, ...]:
    """Return the names of the campaign stages that share a day with the months from `first` to `last`."""
    start, end = date(first.year, first.month, 1), date(last.plus(1).year, last.plus(1).month, 1)
    return tuple(
        asked.text[f"stage.{campaign.code}.{stage.code}.name"]
        for campaign in asked.catalogue.campaigns.values()
        for stage in campaign.stages
        if stage.start < end and (stage.end or stage.end_shown or stage.start) >= start
    )


def stages(asked: Asked) -> tuple[Band, ...]:
    """Return the campaign stages to shade behind a trend; a stage whose end is not known is open-ended."""
    return tuple(
        Band(
            label=asked.text[f"stage.{campaign.code}.{stage.code}.short"],
            start=stage.start,
            end=stage.end or stage.end_shown or stage.start,
            open_ended=stage.end is None,
        )
        for campaign in asked.catalogue.campaigns.values()
        for stage in campaign.stages
    )
