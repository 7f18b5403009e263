"""`python -m etl watch`: the running inbox."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text as Line

from data.catalogue import DefinitionError, network_folder
from data.database_errors import DatabaseError
from data.store import database_file, open_engine
from data.terminal_options import Database, Network
from data.wording import Text, languages
from etl.arrivals import ManifestError
from etl.inbox.folder import Inbox
from etl.inbox.lock import Taken, only_watcher
from etl.inbox.watching import Aside, Done, Watch, wait
from etl.summary import SUBMISSIONS
from etl.terminal import failures
from etl.terminal.printing import WORDS, plain, words

errors = Console(stderr=True, soft_wrap=True, highlight=False)
_STYLES = {"accepted": "green", "unchanged": "dim", "refused": "bold red"}


@dataclass
class Stop:
    """Whether somebody asked to stop. The first signal lets the batch end, the second one does not wait."""

    asked: bool = False

    def __call__(self) -> bool:
        return self.asked

    def hear(self, number: int, _frame: object) -> None:
        """Take note of a signal."""
        self.asked = True
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder into which files are dropped.")],
    once: Annotated[bool, typer.Option("--once", help="Load what is there, then end.")] = False,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks.")] = 10,
    settle: Annotated[float, typer.Option(min=0, help="Seconds for which a file must not change to be read.")] = 2,
    receipts: Annotated[bool, typer.Option("--receipts", help="Answer each file with a receipt beside it.")] = False,
    network: Network = None,
    layouts: Annotated[Path | None, typer.Option(help="A folder with layouts of your own; they go first.")] = None,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file, one a line.")] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: ro, ru, en.")] = "ro",
) -> None:
    """Load each file that is dropped into a folder once, and put it aside as accepted or refused."""
    known = languages(WORDS)
    if lang not in known:
        _refuse(words("en").format("usage.language", found=repr(lang), known=", ".join(known)))
    said = words(lang)
    if not folder.is_dir():
        _refuse(said.format("usage.path", found=str(folder)))
    chosen = network_folder(network or os.environ.get("VITRINA_NETWORK"))
    for place in (database_file(database), chosen, layouts):
        if place is not None and place.resolve().is_relative_to(folder.resolve()):
            _refuse(said.format("watch.inside", place=str(place), folder=str(folder)))
    stop = Stop()
    with failures.explained(errors, said), _locked(folder, said), _signals(stop):
        engine = open_engine(database)
        watching = Watch(
            Inbox(folder, _names(), settle),
            Aside(said["watch.accepted"], said["watch.refused"]),
            engine,
            chosen,
            _teller(said, as_json=as_json),
            layouts,
            receipts,
            stop,
        )
        try:
            _once(watching, settle) if once else _on(watching, every, settle, said)
        finally:
            engine.dispose()
    if not once:
        errors.print(said.plural("watch.ended", watching.summary.files))
    raise typer.Exit(watching.summary.exit_code if once else 0)


def _once(watching: Watch, settle: float) -> None:
    """Load what does not change while it is waited for; what is still being written is left for the next time."""
    watching.pass_once()
    if watching.inbox.unsettled:
        wait(settle, watching.stopping)
        watching.pass_once()


def _on(watching: Watch, every: float, settle: float, said: Text) -> None:
    """Look again and again until asked to stop; a database or a definition that fails is said once and tried again."""
    errors.print(said.format("watch.begins", folder=str(watching.inbox.root)), markup=False)
    told = ""
    while not watching.stopping():
        try:
            watching.pass_once()
            told = ""
        except (DatabaseError, DefinitionError, ManifestError) as error:
            told = _tell_once(failures.in_words(error, said), told)
        wait(min(every, settle) if watching.inbox.unsettled else every, watching.stopping)


def _tell_once(found: str, told: str) -> str:
    if found != told:
        errors.print(found, markup=False)
    return found


def _names() -> set[str]:
    """Return the names, in every language, of the folders for what is done with."""
    return {words(language)[f"watch.{name}"] for language in languages(WORDS) for name in ("accepted", "refused")}


def _teller(said: Text, *, as_json: bool) -> Callable[[Done], None]:
    """Return what says what became of a file: a line for people, or an object for programs."""
    output = Console(soft_wrap=True, highlight=False)

    def tell(done: Done) -> None:
        if as_json:
            typer.echo(json.dumps(_plain(done), ensure_ascii=False))
        else:
            output.print(_line(done, said))

    return tell


def _line(done: Done, said: Text) -> Line:
    outcome = done.outcome
    reports = outcome.accepted + outcome.superseding + outcome.outranked + outcome.unchanged
    counts = [said.plural("watch.reports", reports)] if outcome.status != "refused" else []
    severities = Counter(problem.severity for problem in outcome.problems)
    counts += [said.plural(f"watch.{name}", severities[name]) for name in ("refuse", "warn") if severities[name]]
    status = (said[f"watch.status.{outcome.status}"], _STYLES[outcome.status])
    told = Line.assemble(f"{datetime.now():%H:%M:%S} ", status, " ", plain(outcome.name), ": ", ", ".join(counts))
    return told.append(" → ").append(plain(done.place or said["watch.left"]))


def _plain(done: Done) -> dict[str, object]:
    outcome = done.outcome
    return {
        "file": outcome.name,
        "status": outcome.status,
        "moved_to": done.place,
        "submissions": {status: getattr(outcome, status) for status in SUBMISSIONS},
        "problems": [
            {"kind": one.kind, "severity": one.severity, "sheet": one.sheet, "cell": one.cell, "found": one.found}
            for one in outcome.problems
        ],
    }


@contextmanager
def _locked(folder: Path, said: Text) -> Iterator[None]:
    try:
        with only_watcher(folder):
            yield
    except Taken:
        _refuse(said.format("watch.taken", folder=str(folder)))
    except PermissionError as error:
        _refuse(said.format("watch.unwritable", folder=str(folder), found=error.strerror or str(error)))


@contextmanager
def _signals(stop: Stop) -> Iterator[None]:
    """Hear Ctrl+C and the system's request to end while the inbox is watched."""
    before = {number: signal.signal(number, stop.hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse(said: str) -> NoReturn:
    errors.print(said, markup=False)
    raise typer.Exit(failures.USAGE)
