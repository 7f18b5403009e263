"""`python -m etl history` and `python -m etl why`: where a number came from, and how it changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple, NoReturn

import typer
from rich.console import Console
from sqlalchemy.orm import Session

from data.catalogue import Catalogue, load_catalogue, network_folder
from data.deadlines import time_zone
from data.measures import ForbiddenAggregation
from data.terminal_options import Database, Json, Network
from data.wording import Text, languages, text
from etl.terminal import failures
from etl.terminal.databases import reading
from etl.terminal.printing import words
from etl.tracing.asked import NotKnown, library_of, of_figure, period_of, question_of, subject_of
from etl.tracing.history import history as history_of
from etl.tracing.printing import Printing

WORDS = Path(__file__).parent / "text"
errors = Console(stderr=True, soft_wrap=True, highlight=False)

Lang = Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")]


class Asking(NamedTuple):
    """What both commands ask with."""

    session: Session
    catalogue: Catalogue
    said: Text

    @property
    def printing(self) -> Printing:
        return Printing(self.catalogue, self.said, time_zone(self.catalogue))


def history(
    library: Annotated[str, typer.Argument(help="Code of the library, e.g. MD-OR-0001.")],
    period: Annotated[str, typer.Argument(help="Month (2017-06), or year of the annual report (2017).")],
    network: Network = None,
    database: Database = None,
    as_json: Json = False,
    lang: Lang = "ro",
) -> None:
    """Show every version of a library's report: when it came, in which file, what it changed."""
    from etl.tracing.plain import history_json  # here, because it loads what no other command needs
    from etl.tracing.printing_history import shown_history

    with _asking(network, database, lang) as asking:
        asked = period_of(period)
        if not asked.one:
            raise NotKnown("one_period", period)
        found = history_of(asking.session, library_of(asking.session, library), asked.stored)
        if as_json:
            typer.echo(json.dumps(history_json(found), ensure_ascii=False, indent=2))
        else:
            _output().print(shown_history(found, asking.printing))


def why(
    subject: Annotated[
        str,
        typer.Argument(help="Code of a library, a territory or a group; or all. Alone: the id printed with a figure."),
    ],
    period: Annotated[
        str | None, typer.Argument(help="Month (2017-06), months (2017-04..2017-10) or year (2017).")
    ] = None,
    indicator: Annotated[
        str | None, typer.Argument(help="Code of the indicator, e.g. V01, or S02:DI.ITL for one category.")
    ] = None,
    network: Network = None,
    database: Database = None,
    as_json: Json = False,
    lang: Lang = "ro",
) -> None:
    """Show where a figure came from: file, sheet, cell, text, correction and versions; of a total, its parts."""
    from etl.tracing.plain import why_json  # here, because it loads what no other command needs
    from etl.tracing.printing_why import shown_why
    from etl.tracing.why import why as why_of

    with _asking(network, database, lang) as asking:
        session, catalogue, said = asking
        if period is None or indicator is None:
            of, asked, code, category = of_figure(session, catalogue, f"{subject} {period or ''}".strip(), said)
        else:
            asked = period_of(period)
            code, category = question_of(catalogue, indicator, said)
            of = subject_of(session, catalogue, subject, said)
        found = why_of(session, catalogue, of, asked, code, category)
        if as_json:
            typer.echo(json.dumps(why_json(found), ensure_ascii=False, indent=2))
        else:
            _output().print(shown_why(found, asking.printing))


@contextmanager
def _asking(network: str | None, database: str | None, lang: str) -> Iterator[Asking]:
    """Yield what a question needs; what cannot be asked is said in one line and exit code 2."""
    known = languages(WORDS)
    if lang not in known:
        _refuse(words("en").format("usage.language", found=repr(lang), known=", ".join(known)))
    with failures.explained(errors, words(lang)), reading(database) as engine:
        catalogue = load_catalogue(network_folder(network or os.environ.get("VITRINA_NETWORK")))
        said = text(lang, *catalogue.text_folders, WORDS)
        try:
            with closing(Session(engine)) as session:
                yield Asking(session, catalogue, said)
        except NotKnown as error:
            _refuse(said.format(f"trace.unknown.{error.key}", found=error.found, near=error.near))
        except ForbiddenAggregation as error:
            indicator = said[f"indicator.{error.indicator}.name"]
            _refuse(said.format("trace.unknown.several_months", indicator=indicator))


def _output() -> Console:
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=160)


def _refuse(said: str) -> NoReturn:
    errors.print(said, markup=False)
    raise typer.Exit(failures.USAGE)
