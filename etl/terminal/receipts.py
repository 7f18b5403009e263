"""Receipts from the terminal: a folder that will not do is refused, a bar shows progress, a line says what was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from data.formats import number
from data.wording import Text, text
from etl.deliveries import Delivery
from etl.messages import WORDS
from etl.receipts.order import Order, Receipts
from etl.receipts.paths import lies_in
from etl.terminal.failures import INTERNAL, USAGE
from etl.terminal.progress import progress


def words(language: str) -> Text:
    """Return what is said of receipts in a language."""
    return text(language, WORDS)


def check_folder(to: Path, paths: Sequence[Path], errors: Console, language: str) -> None:
    """Refuse a folder for receipts that lies in one that is read."""
    if lies_in(to, paths):
        errors.print(words(language).format("receipt.terminal.inside", folder=str(to)), markup=False)
        raise typer.Exit(USAGE)


def write_receipts(
    files: Sequence[Delivery], order: Order, errors: Console, language: str, *, quiet: bool = False
) -> Receipts:
    """Write the receipts with a progress bar on stderr, and return what it came to."""
    from etl.receipts.making import make_receipts  # here, because it loads what reads and writes workbooks

    said = words(language)
    try:
        with progress(errors, said["receipt.terminal.progress"], len(files), shown=not quiet) as tell:
            return make_receipts(files, order, tell)
    except OSError as error:
        found = error.strerror or str(error)
        errors.print(said.format("receipt.terminal.unwritable", folder=str(order.to), found=found), markup=False)
        raise typer.Exit(INTERNAL) from error


def receipts_line(receipts: Receipts, to: Path, language: str) -> str:
    """Return one line that says what was made."""
    counts = {name: number(count, language) for name, count in receipts.as_json().items()}
    return words(language).format("receipt.terminal.written", folder=str(to), **counts)
