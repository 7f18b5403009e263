"""`python -m data reporting | chase | reconcile`: who reported, whom to ask, and the year held against its months."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from sqlalchemy.orm import Session

from data.catalogue import Catalogue
from data.periods import Month
from data.printing_reporting import Value, frame_as_csv, frame_as_json, frame_as_table
from data.queries.chase import HEADLINE, chase_list
from data.queries.reconciliation import reconciliation
from data.queries.reporting import rates_by
from data.selection import Selection, in_words
from data.terminal import TEXT, catalogue_of, errors, existing, refuse, selection_of, words_of
from data.terminal_options import (
    Annual,
    Csv,
    Database,
    First,
    Group,
    Json,
    Kind,
    Lang,
    Last,
    Library,
    Network,
    Territory,
)
from data.wording import Text

_RATES = ("expected", "actual", "on_time", "rate_pct", "rate_on_time_pct", "content_pct")
_CHASED = ("library", "name", "territory", "periods", "days_overdue", "last_period", "expected_value", "weight_pct")
_CONTACTS = ("contact", "phone", "email")
_HELD = ("library", "name", "indicator", "year", "annual", "months", "monthly", "difference", "verdict")
_TOLD = ("differs", "below_months")  # verdicts that ask for an answer
_WIDTH = 170


class By(StrEnum):
    """What a row of the rates stands for."""

    TERRITORY = "territory"
    PERIOD = "period"
    KIND = "kind"


def reporting(
    first: First = None,
    last: Last = None,
    by: Annotated[By, typer.Option(help="A row for each of these.")] = By.TERRITORY,
    territory: Territory = "",
    group: Group = "",
    kind: Kind = "",
    library: Library = "",
    annual: Annual = False,
    network: Network = None,
    database: Database = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = None,
) -> None:
    """Say how many reports were expected, came, came on time, and how full they are."""
    query = {"territory": territory, "group": group, "kind": kind, "library": library}
    with closing(_Question(database, network, lang, json=json, csv=csv)) as asked:
        selection = selection_of(asked.catalogue, first, last, query, asked.words)
        frame = rates_by(asked.session, asked.catalogue, selection, by.value, annual=annual)
        asked.answer(frame, "rates", (by.value, *_RATES), selection)


def chase(
    first: First = None,
    last: Last = None,
    territory: Territory = "",
    group: Group = "",
    kind: Kind = "",
    library: Library = "",
    annual: Annual = False,
    indicator: Annotated[str, typer.Option(help="What a missing report is missed for.")] = HEADLINE,
    network: Network = None,
    database: Database = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = None,
) -> None:
    """List the libraries with overdue reports, those first that move their territory's figure most."""
    query = {"territory": territory, "group": group, "kind": kind, "library": library}
    with closing(_Question(database, network, lang, json=json, csv=csv)) as asked:
        selection = selection_of(asked.catalogue, first, last, query, asked.words)
        code = indicator.upper()
        try:
            frame = chase_list(asked.session, asked.catalogue, selection, indicator=code, annual=annual)
        except (KeyError, ValueError):
            refuse(asked.words.format("reporting.not_to_chase", found=indicator))
        known = tuple(name for name in _CONTACTS if frame[name].notna().any())
        asked.answer(frame, "chase", (*_CHASED, *known), selection)


def reconcile(
    year: Annotated[int, typer.Option(min=1900, max=2999, help="The year of the annual reports.")],
    territory: Territory = "",
    group: Group = "",
    kind: Kind = "",
    library: Library = "",
    every: Annotated[bool, typer.Option("--all", help="Also what agrees, and what cannot be told.")] = False,
    network: Network = None,
    database: Database = None,
    json: Json = False,
    csv: Csv = False,
    lang: Lang = None,
) -> None:
    """Hold each library's annual figures against its twelve months, and list where they do not go together."""
    query = {"territory": territory, "group": group, "kind": kind, "library": library}
    with closing(_Question(database, network, lang, json=json, csv=csv)) as asked:
        months = str(Month(year, 1)), str(Month(year, 12))
        selection = selection_of(asked.catalogue, *months, query, asked.words)
        frame = reconciliation(asked.session, asked.catalogue, selection)
        counts = frame["verdict"].value_counts().to_dict()
        shown = frame if every else frame[frame["verdict"].isin(_TOLD)]
        asked.answer(shown, "reconcile", _HELD, selection, counts={str(name): int(n) for name, n in counts.items()})


class _Question:
    """An open database with everything an answer is printed with; to be closed."""

    def __init__(self, database: str | None, network: str | None, lang: str | None, *, json: bool, csv: bool) -> None:
        self._engine = existing(database, lang)
        self.catalogue: Catalogue = catalogue_of(self._engine, network)
        self.words: Text = words_of(self.catalogue, lang, TEXT)
        if json and csv:
            refuse(self.words["usage.both"])
        self._json, self._csv = json, csv
        self.session = Session(self._engine)

    def close(self) -> None:
        """Let go of the database."""
        self.session.close()
        self._engine.dispose()

    def answer(
        self,
        frame: pd.DataFrame,
        name: str,
        columns: tuple[str, ...],
        selection: Selection,
        counts: dict[str, int] | None = None,
    ) -> None:
        """Print an answer as it was asked for."""
        asked = in_words(selection, self.words, self.catalogue)
        if self._json:
            demonstration = self.catalogue.settings.demonstration
            about: dict[str, Value] = {"network": self.catalogue.settings.name, "demonstration": demonstration}
            typer.echo(frame_as_json(frame, name, {**about, "filters": asked, **(counts or {})}))
        elif self._csv:
            typer.echo(frame_as_csv(frame), nl=False)
        elif frame.empty:
            errors.print(self.words[f"reporting.{name}.none"], markup=False)
        else:
            terminal = Console()
            title = f"{self.words[f'reporting.{name}.title']}: {asked}"
            table = frame_as_table(frame, columns, title, self.catalogue, self.words)
            (terminal if terminal.is_terminal else Console(width=_WIDTH)).print(table)
        for verdict, count in (counts or {}).items():
            errors.print(
                self.words.format("reporting.count", verdict=self.words[f"reporting.verdicts.{verdict}"], n=count)
            )
