"""`python -m etl template`: blank forms for a library, or for every library of a territory."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from sqlalchemy import inspect

from data.catalogue import Catalogue, load_catalogue, network_folder
from data.database_errors import DatabaseError, explained
from data.models import Library, Territory
from data.periods import Month
from data.store import database_file, open_engine
from data.terminal_options import Network
from data.wording import Text, languages, text
from etl.templates.annual import annual_workbook
from etl.templates.consolidated import consolidated_workbook
from etl.templates.declared import WORDS
from etl.templates.order import Order
from etl.templates.previous import Previous, months_of_year, previous_figures
from etl.templates.single import single_workbook
from etl.terminal import failures
from etl.terminal.printing import words

CONSOLIDATED = "Centralizator"  # what the files of the consolidated table are called
errors = Console(stderr=True, soft_wrap=True, highlight=False)


def template(
    to: Annotated[Path, typer.Option(help="The folder to write to.")],
    month: Annotated[str | None, typer.Option(help="The month to be reported, YYYY-MM.")] = None,
    year: Annotated[str | None, typer.Option(help="The year to be reported on the annual form, YYYY.")] = None,
    library: Annotated[list[str] | None, typer.Option(help="Code of a library; may be given again.")] = None,
    territory: Annotated[str | None, typer.Option(help="Code of a territory: all its libraries.")] = None,
    consolidated: Annotated[
        bool, typer.Option("--consolidated", help="One table for the territory instead of a file a library.")
    ] = False,
    network: Network = None,
    database: Annotated[
        str | None, typer.Option(help="Where the previous month is taken from; else VITRINA_DATABASE.")
    ] = None,
    over: Annotated[bool, typer.Option("--replace", help="Write over forms that are there already.")] = False,
    lang: Annotated[str, typer.Option(help="Language of the forms: ro, ru, en.")] = "ro",
) -> None:
    """Write blank forms: codes filled in, lists to choose from, the previous month beside the cells."""
    known = languages(WORDS)
    said = text(lang if lang in known else "en", WORDS)
    if lang not in known:
        _refuse(said.format("template.command.language", found=repr(lang), known=", ".join(known)))
    if bool(library) == bool(territory):
        _refuse(said["template.command.which"])
    if consolidated and not territory:
        _refuse(said["template.command.consolidated"])
    if bool(month) == bool(year):
        _refuse(said["template.command.when"])
    if year and consolidated:
        _refuse(said["template.command.annual"])
    with failures.explained(errors, words(lang)):
        catalogue = load_catalogue(network_folder(network or os.environ.get("VITRINA_NETWORK")))
        order = _order(catalogue, month, year, lang, said)
        place = _territory(territory, catalogue, said) if territory else None
        libraries = order.reporting(place) if place else _libraries(library or [], order, said)
        if not libraries:
            _refuse(said.format("template.command.nothing", found=territory or "", month=order.period))
        if place and consolidated:
            files = {order.file_name(place.code, CONSOLIDATED): consolidated_workbook(order, place, libraries)}
        else:
            order = replace(order, previous=_previous(database, order, [one.code for one in libraries]))
            draw = annual_workbook if order.annual else single_workbook
            files = {order.file_name(one.code): draw(order, one) for one in libraries}
    written = _write(files, to, said, over=over)
    typer.echo(said.plural("template.command.written", written, folder=str(to)))


def _order(catalogue: Catalogue, month: str | None, year: str | None, lang: str, said: Text) -> Order:
    if month:
        return Order.of(catalogue, _month(month, said), lang)
    try:
        return Order.of_year(catalogue, int(year or ""), lang)
    except ValueError:
        _refuse(said.format("template.command.year", found=str(year)))


def _month(written: str, said: Text) -> Month:
    try:
        return Month.parse(written)
    except ValueError:
        _refuse(said.format("template.command.month", found=written))


def _territory(code: str, catalogue: Catalogue, said: Text) -> Territory:
    if code not in catalogue.territories:
        _refuse(said.format("template.command.unknown_territory", found=code, known=", ".join(catalogue.territories)))
    return catalogue.territories[code]


def _libraries(codes: list[str], order: Order, said: Text) -> list[Library]:
    """Return the libraries named; one that need not report gets its form, and a word about it."""
    libraries = order.catalogue.libraries
    for code in codes:
        if code not in libraries:
            _refuse(said.format("template.command.unknown_library", found=code))
        if not order.expects(libraries[code]):
            errors.print(said.format("template.command.outside", found=code, month=order.period), markup=False)
    return [libraries[code] for code in codes]


def _previous(database: str | None, order: Order, libraries: list[str]) -> Previous | None:
    """Return what was reported before; None without a database; one that is named must be there.

    Beside a month stands the month before it, beside a year the sum of its months.
    """
    file = database_file(database)
    if file is not None and not file.is_file():
        if database or os.environ.get("VITRINA_DATABASE"):
            raise DatabaseError("not-made", str(file), "")
        return None
    engine = open_engine(database)
    try:
        with explained(engine), engine.connect() as connection:
            if not inspect(connection).has_table("network"):
                raise DatabaseError("not-made", engine.url.render_as_string(), "")
            if order.annual:
                return months_of_year(connection, order.catalogue, order.month.year, libraries)
            return previous_figures(connection, order.catalogue, order.month.plus(-1), libraries)
    finally:
        engine.dispose()


def _write(files: dict[str, bytes], folder: Path, said: Text, *, over: bool) -> int:
    """Write the files and return how many; one that is there already may have been filled in, and is left alone."""
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            if path.exists() and not over:
                errors.print(said.format("template.command.kept", found=str(path)), markup=False)
                continue
            path.write_bytes(content)
            written += 1
    except OSError as error:
        _refuse(said.format("template.command.folder", found=str(folder), reason=error.strerror or str(error)))
    return written


def _refuse(said: str) -> NoReturn:
    errors.print(said, markup=False)
    raise typer.Exit(failures.USAGE)
