"""`python -m data consent`: which stories may be published, recorded, withdrawn and listed."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Plain
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.consents import SCOPES, Consent, NotPublishable, Scope, Told, UnknownStory, told
from data.consents import record as record_consent
from data.consents import withdraw as withdraw_consent
from data.deadlines import time_zone
from data.formats import date_text, period_name
from data.happened import after_command
from data.moments import today
from data.store import writing
from data.terminal import TEXT, catalogue_of, errors, existing, refuse, words_of
from data.terminal_options import Database, Lang, Network
from data.wording import Text

consent = typer.Typer(no_args_is_help=True, help="Consent to publish stories: record, withdraw, list.")

Story = Annotated[str, typer.Argument(help="The story's mark, as `list` shows it.")]
_COLUMNS = ("story", "library", "period", "title", "said", "status")


@consent.command("record")
def record(
    story: Story,
    until: Annotated[str, typer.Option(help="The last day on which it holds, YYYY-MM-DD.")],
    evidence: Annotated[str, typer.Option(help="Where the signed paper is kept.")],
    scope: Annotated[list[str] | None, typer.Option(help=f"{', '.join(SCOPES)}; repeatable; else pages.")] = None,
    language: Annotated[list[str] | None, typer.Option("--in", help="Language of the pages; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(help="The day on which it was given; else today.")] = None,
    unnamed: Annotated[bool, typer.Option("--unnamed", help="The library is not named, only its territory.")] = False,
    network: Network = None,
    database: Database = None,
    lang: Lang = None,
) -> None:
    """Record that a story may be published: where, in which languages, until when, and where the paper is."""
    engine, catalogue, words, now = _opened(database, network, lang)
    given, expires = _day(since, words) if since else now, _day(until, words)
    languages = tuple(language or catalogue.languages[:1])
    scopes = _scopes(scope or ["pages"], words)
    if unknown := [one for one in languages if one not in catalogue.languages]:
        refuse(words.format("usage.language", found=", ".join(unknown), known=", ".join(catalogue.languages)))
    if expires < max(given, now):
        refuse(words.format("consent.over", day=date_text(expires, words.language)))
    if not evidence.strip():
        refuse(words["consent.evidence"])
    agreed = Consent(scopes, languages, not unnamed, given, expires, evidence.strip())
    try:
        with writing(engine) as connection:
            record_consent(connection, story, agreed, datetime.now(UTC))
    except UnknownStory:
        refuse(words.format("consent.unknown", story=story))
    except NotPublishable:
        refuse(words.format("consent.refused", story=story))
    after_command(engine, catalogue)
    typer.echo(words.format("consent.recorded", story=story, day=date_text(expires, words.language)))


@consent.command("withdraw")
def withdraw(story: Story, network: Network = None, database: Database = None, lang: Lang = None) -> None:
    """Withdraw the consent to a story: it is gone from pages, files and new snapshots at once."""
    engine, catalogue, words, _ = _opened(database, network, lang)
    with writing(engine) as connection:
        ended = withdraw_consent(connection, story, datetime.now(UTC))
    if not ended:
        refuse(words.format("consent.none", story=story))
    after_command(engine, catalogue)
    typer.echo(words.format("consent.withdrawn", story=story))


@consent.command("list")
def list_(network: Network = None, database: Database = None, lang: Lang = None) -> None:
    """List the stories with their marks, and what became of the consent to each."""
    engine, catalogue, words, now = _opened(database, network, lang)
    with closing(Session(engine)) as session:
        found = told(session)
    if not found:
        errors.print(words["consent.nothing"], markup=False)
        return
    table = Table(title=words["consent.title"])
    for name in _COLUMNS:
        table.add_column(words[f"consent.{name}"], overflow="fold")
    for one in found:
        table.add_row(*(Plain(cell) for cell in _cells(one, words, now, time_zone(catalogue))))
    terminal = Console()
    (terminal if terminal.is_terminal else Console(width=160)).print(table)


def _cells(one: Told, words: Text, now: date, zone: ZoneInfo) -> tuple[str, ...]:
    said = words["consent.personal"] if one.personal else words[f"consent.sheet.{one.said or 'nothing'}"]
    period = period_name(one.period, words.language)
    return one.mark, one.library, period, one.title or words["absent.short"], said, _state(one, words, now, zone)


def _state(one: Told, words: Text, now: date, zone: ZoneInfo) -> str:
    if one.consent is None:
        return words["absent.short"]
    if one.withdrawn:
        day = one.withdrawn.astimezone(zone).date()
        return words.format("consent.state.withdrawn", day=date_text(day, words.language))
    last = date_text(one.consent.expires, words.language)
    if one.consent.expires < now:
        return words.format("consent.state.expired", day=last)
    where = ", ".join(words[f"consent.scope.{scope}"] for scope in one.consent.scopes)
    languages = ", ".join(one.consent.languages)
    return words.format("consent.state.holds", day=last, where=where, languages=languages)


def _opened(database: str | None, network: str | None, lang: str | None) -> tuple[Engine, Catalogue, Text, date]:
    """Return the database, its network, its words, and the day it is in the network's time zone."""
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    return engine, catalogue, words_of(catalogue, lang, TEXT), today(time_zone(catalogue))


def _day(written: str, words: Text) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        refuse(words.format("consent.day", found=written))


def _scopes(written: list[str], words: Text) -> tuple[Scope, ...]:
    unknown = [one for one in written if one not in SCOPES]
    if unknown:
        refuse(words.format("consent.scopes", found=", ".join(unknown), known=", ".join(SCOPES)))
    return tuple(scope for scope in SCOPES if scope in written)
