"""What the command lines of `data` share: the database that is asked, its network, its words, and how they refuse."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from sqlalchemy import Engine, inspect, select

from data.catalogue import Catalogue, DefinitionError, load_catalogue, network_folder
from data.database_errors import DatabaseError, explained
from data.periods import Month
from data.schema import network
from data.selection import Selection, known
from data.store import database_file, database_url, open_engine, prepare
from data.wording import Text, languages, text

TEXT = Path(__file__).parent / "queries" / "text"
USAGE, INTERNAL = 2, 1
_WRONG_QUESTION = ("address", "not-made", "other-network", "folder")  # database errors that the asker can put right

errors = Console(stderr=True, soft_wrap=True, highlight=False)


def guarded(app: Callable[[], object]) -> None:
    """Run a command line; what the asker can put right ends with code 2, a broken database with 1."""
    try:
        app()
    except DefinitionError as error:
        errors.print(str(error), markup=False)
        raise SystemExit(USAGE) from error
    except DatabaseError as error:
        errors.print(str(error), markup=False)
        raise SystemExit(USAGE if error.reason in _WRONG_QUESTION else INTERNAL) from error


def refuse(message: str) -> NoReturn:
    """Say what is wrong with the question and end with its exit code."""
    errors.print(message, markup=False)
    raise typer.Exit(USAGE)


def existing(database: str | None, lang: str | None) -> Engine:
    """Return an engine on a database that is there, brought up to date; asking never makes one."""
    file = database_file(database)
    if file is None or file.is_file():
        engine = open_engine(database)
        with explained(engine), engine.connect() as connection:
            made = inspect(connection).has_table("network")
        if made:
            prepare(engine)
            return engine
    words = text(lang if lang in languages(TEXT) else "en", TEXT)
    refuse(words.format("usage.empty", database=str(file or database_url(database))))


def catalogue_of(engine: Engine, name: str | None) -> Catalogue:
    """Return the network named, else that of the environment, else the one the database holds.

    A database knows its network's name only: where no shipped network has it, the default one's definitions serve.
    """
    asked = name or os.environ.get("VITRINA_NETWORK")
    if asked:
        return load_catalogue(network_folder(asked))
    with engine.connect() as connection:
        held = connection.execute(select(network.c.name, network.c.demonstration)).one_or_none()
    shipped = held is not None and (network_folder(held.name) / "network.toml").is_file()
    catalogue = load_catalogue(network_folder(held.name if held and shipped else None))
    if held is None or shipped:
        return catalogue
    said = {"name": held.name, "demonstration": held.demonstration}
    return replace(catalogue, settings=catalogue.settings.model_copy(update=said))


def words_of(catalogue: Catalogue, lang: str | None, *folders: Path) -> Text:
    """Return the words of a language, by default the network's own; refuses a language there is not."""
    there = languages(*folders)
    if lang is not None and lang not in there:
        refuse(text("en", TEXT).format("usage.language", found=lang, known=", ".join(there)))
    return text(lang or catalogue.languages[0], *folders, *catalogue.text_folders)


def month_of(option: str, written: str | None, words: Text) -> Month | None:
    """Return the month given to an option; refuses what is none."""
    try:
        return Month.parse(written) if written is not None else None
    except ValueError:
        refuse(words.format("usage.month", option=option, found=str(written)))


def selection_of(
    catalogue: Catalogue, first: str | None, last: str | None, query: Mapping[str, str], words: Text
) -> Selection:
    """Return the selection of --from, --to and the other keys of an address; refuses what the network does not have."""
    start, end = month_of("--from", first, words), month_of("--to", last, words)
    if start and end and end < start:
        refuse(words.format("usage.order", first=str(start), last=str(end)))
    asked = Selection.from_query({**query, "from": str(start or ""), "to": str(end or "")})
    selection, unknown = known(asked, catalogue)
    if unknown:
        refuse(words.format("usage.unknown", values=", ".join(unknown)))
    return selection
