"""`python -m etl alias`: what a library is also called, written down once, so that no file is asked about it again."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import Annotated, NamedTuple, NoReturn

import typer
from rich.console import Console

from data.catalogue import load_catalogue, network_folder
from data.loading_network import open_network
from data.terminal_options import Network
from data.wording import Text, languages
from etl.identify import Identifier
from etl.terminal import failures
from etl.terminal.printing import WORDS, words
from etl.texts.folding import fold

FILE, REGISTER = "library_aliases.csv", "libraries.csv"
COLUMNS = ("text", "library")
errors = Console(stderr=True, soft_wrap=True, highlight=False)


class NotAnAlias(Exception):
    """An alias that cannot be: the key of its explanation, and which libraries it is about."""

    def __init__(self, reason: str, libraries: str = "") -> None:
        self.reason, self.libraries = reason, libraries
        super().__init__(reason, libraries)


class Added(NamedTuple):
    """The file an alias stands in, and whether it was written now or is known already."""

    file: Path
    new: bool


def add_alias(network: Path, text: str, code: str) -> Added:
    """Write an alias of a library into the network's folder; returns where it stands.

    Raises NotAnAlias for a library that is not there, an empty text, or what another library of the territory is
    called; DefinitionError for a network that cannot be loaded.
    """
    catalogue = load_catalogue(network)
    identifier = Identifier(catalogue)
    text = re.sub(r"\s+", " ", text).strip()
    if not fold(text):
        raise NotAnAlias("empty")
    if code not in catalogue.libraries:
        near = (identifier.called.shown(one, None) for one in identifier.nearest.rank(text, None))
        raise NotAnAlias("unknown", "; ".join(near) or "–")
    home = catalogue.libraries[code].territory
    called_so = identifier.called_so(text, home)
    register = open_network(network).find(REGISTER)
    file = (register.parent if register else network) / FILE
    if called_so == [code]:
        return Added(file, new=False)
    if called_so and code not in called_so:
        raise NotAnAlias("taken", "; ".join(identifier.called.shown(other, home) for other in called_so))
    _append(file, {"text": text, "library": code})
    return Added(file, new=True)


def _append(file: Path, row: dict[str, str]) -> None:
    """Write the file anew with a line more, wholly or not at all."""
    there = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    columns = next(csv.reader([there.splitlines()[0]]), list(COLUMNS)) if there else list(COLUMNS)
    line = io.StringIO()
    writer = csv.DictWriter(line, columns, lineterminator="\n")
    if not there:
        writer.writeheader()
    writer.writerow(row)
    begun = file.with_suffix(".csv.new")
    begun.write_text(there + ("\n" if there and not there.endswith("\n") else "") + line.getvalue(), encoding="utf-8")
    begun.replace(file)


def alias(
    text: Annotated[str, typer.Argument(help="What files call the library.")],
    library: Annotated[str, typer.Argument(help="Code of the library that is meant.")],
    network: Network = None,
    lang: Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")] = "ro",
) -> None:
    """Write down what a library is also called, so that files that call it so are understood."""
    known = languages(WORDS)
    said = words(lang if lang in known else "en")
    if lang not in known:
        _refuse(said.format("usage.language", found=repr(lang), known=", ".join(known)))
    folder = network_folder(network or os.environ.get("VITRINA_NETWORK"))
    with failures.explained(errors, said):
        added = _added(folder, text, library, said)
    key = "alias.added" if added.new else "alias.known"
    typer.echo(said.format(key, text=text, library=library, file=str(added.file)))


def _added(folder: Path, text: str, library: str, said: Text) -> Added:
    try:
        return add_alias(folder, text, library)
    except NotAnAlias as refused:
        _refuse(said.format(f"alias.{refused.reason}", text=text, library=library, libraries=refused.libraries))


def _refuse(said: str) -> NoReturn:
    errors.print(said, markup=False)
    raise typer.Exit(failures.USAGE)
