"""A snapshot in one language, as pure data: what the site's pages say of a subject today, and no more than may go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.asked import Asked
from dashboard.campaign_verdict import stored_evaluation
from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.content import Card, PageContent, Term
from dashboard.papers import as_of
from dashboard.public.declared import Public, Section
from dashboard.public.protecting import protected_chart, protected_table
from dashboard.public.saying import story_of
from dashboard.public.subject import CAMPAIGN, Subject, period_of, stage_of, title_of
from dashboard.site import Site
from dashboard.stories import Story, stories
from data.queries.libraries import libraries_in

_COVERED = ("coverage", "panel", "apart")  # what the Method page says of every figure


class NothingToPublish(Exception):
    """There are no figures of the subject, or too few libraries for any of them."""

    def __init__(self, key: str) -> None:
        self.key = key  # of the words that say why
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what it shows."""

    key: str
    title: str
    filters: str
    lead: tuple[str, ...] = ()
    note: str = ""
    cards: tuple[Card, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()  # those that no chart is drawn of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that an impact page says in one language."""

    subject: Subject
    language: str
    title: str
    period: str
    story: tuple[str, ...]
    parts: tuple[Part, ...]
    stories: tuple[Story, ...]
    method: tuple[str, ...]
    terms: tuple[Term, ...]
    coverage: str
    network: str
    as_of: str
    as_of_day: str
    source: str
    licence: str
    demonstration: str
    release: str  # in which release it was read, as a sentence; "" where in none
    live: str  # the path of the site's own page

    @property
    def cards(self) -> tuple[Card, ...]:
        """The headline figures of all sections."""
        return _cards(self.parts)


def tables_of(part: Part) -> tuple[TableSpec, ...]:
    """Return the tables of a section, those behind its charts first."""
    return (*(chart.table for chart in part.charts), *part.tables)


def gather(site: Site, subject: Subject, language: str, public: Public) -> Snapshot:
    """Return the snapshot of a subject; raises NothingToPublish."""
    if subject.release and site.releases.named(subject.release) is None:
        raise NothingToPublish("public.no_release")
    if not subject.release and site.releases.waiting():  # today's reports would tell what it holds
        raise NothingToPublish("public.embargo")
    sections = public.sections(subject.kind)
    contents = {
        page: content
        for page in dict.fromkeys(one.page for one in sections)
        if (content := _said(site, subject, language, page))
    }
    if not contents:
        raise NothingToPublish("public.nothing")
    first = next(iter(contents.values()))
    with site.asked(subject.address(language, first.page), fixed=True) as asked:
        if libraries_in(asked.session, asked.catalogue, asked.selection) < public.least_libraries:
            raise NothingToPublish("public.too_few")
        shown = stage_of(subject, asked)
        stored = stored_evaluation(shown) if shown and subject.kind == CAMPAIGN else None
        parts = tuple(_parts(contents, sections, public, asked, evaluated=stored is not None))
        if not parts:
            raise NothingToPublish("public.nothing")
        told = shown.asked if shown and subject.kind == CAMPAIGN else asked
        return Snapshot(
            subject=subject,
            language=language,
            title=title_of(subject, asked),
            period=period_of(subject, asked),
            story=story_of(asked, subject.kind, _cards(parts), shown.name if shown else "", stored, public),
            parts=parts,
            stories=stories(told, "impact"),
            method=_method(asked, public),
            terms=_terms(contents.values(), parts),
            coverage=first.coverage,
            network=asked.text["network.title"],
            as_of=as_of(asked),
            as_of_day=first.as_of_day,
            source=first.source,
            licence=first.licence,
            demonstration=first.demonstration,
            release=first.release,
            live=subject.address(language, first.page).href(),
        )


def _said(site: Site, subject: Subject, language: str, page: str) -> PageContent | None:
    """Return what a page of the site says of the subject; None where it says nothing."""
    if page not in site.pages or (page == CAMPAIGN and not subject.stage):
        return None
    with site.asked(subject.address(language, page), fixed=True) as asked:
        content = site.content(site.pages[page], asked)
    return None if content.empty else content


def _parts(
    contents: dict[str, PageContent], sections: Iterable[Section], public: Public, asked: Asked, *, evaluated: bool
) -> Iterator[Part]:
    text = asked.text
    for section in sections:
        content = contents.get(section.page)
        if content is None:
            continue
        charts = tuple(chart for key in section.charts for chart in content.charts if chart.key == key)
        tables = tuple(table for key in section.tables for table in content.tables if table.key == key)
        cards = tuple(
            card for key in section.cards for card in content.cards if card.key == key and card.value is not None
        )
        lead: tuple[str, ...] = ()
        if section.lead == "verdict":
            lead = (content.finding, *content.sentences) if evaluated else (text["public.not_evaluated"],)
        if cards or charts or tables or lead:
            yield Part(
                key=section.key,
                title=text[f"public.section.{section.key}"],
                filters=content.filters,
                lead=lead,
                note=text[f"public.note.{section.note}"] if section.note else "",
                cards=cards,
                charts=tuple(protected_chart(chart, public) for chart in charts),
                tables=tuple(protected_table(table, public) for table in tables),
            )


def _cards(parts: Iterable[Part]) -> tuple[Card, ...]:
    return tuple(card for part in parts for card in part.cards)


def _method(asked: Asked, public: Public) -> tuple[str, ...]:
    text = asked.text
    said = [text[f"page.method.{key}"] for key in _COVERED]
    return (*said, text.format("public.protected", least=public.least_libraries), text["public.frozen"])


def _terms(contents: Iterable[PageContent], parts: Iterable[Part]) -> tuple[Term, ...]:
    """Return the definitions of what the sections count, each once."""
    every = {term.code: term for content in contents for term in content.terms}
    met: list[str] = []
    for part in parts:
        met += [card.key for card in part.cards]
        met += [code for chart in part.charts for code in (chart.indicator, *(one.key.upper() for one in chart.series))]
    return tuple(every[code] for code in dict.fromkeys(met) if code in every)
