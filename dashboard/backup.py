"""`python -m dashboard.backup`: everything that a site needs to stand again, as one folder; and put back.

In it: the figures, the accounts with the record of what was done, the files that were sent, the impact pages, the
network's own folder. Not in it: the secret key. Folders go to stdout, errors to stderr; exit codes: 0 done, 2 what was
asked makes no sense, 3 a backup is not what was written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.settings import Settings
from dashboard.whole import UNFINISHED, write_whole
from data.catalogue import DefinitionError, network_folder
from data.copies import POSTGRESQL, SQLITE, check_place, restore_database, save_database, whole
from data.store import DatabaseError, open_engine

USAGE, BROKEN = 2, 3
MANIFEST = "backup.json"
_WAITING = "waiting"  # files that nobody has stored; they are gone after a day anyway
_KEY = "VITRINA_SECRET_KEY is not in it: keep it somewhere else, without it second factors must be set up anew"

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Folder = Annotated[Path, typer.Argument(help="The folder of a backup.")]


@app.callback()
def main() -> None:
    """Save a whole site while it runs, look whether a copy is whole, put it back: where the environment says it is."""


@app.command()
def make(to: Annotated[Path, typer.Option(help="Where the backup's folder is made.")]) -> None:
    """Save everything into a new folder, named after the moment, and print it."""
    with refusing():
        typer.echo(saved(Settings.from_environment(), to, datetime.now(UTC)))
    typer.echo(_KEY, err=True)


@app.command()
def check(folder: Folder) -> None:
    """Say whether a backup is what was written, and can be read."""
    with refusing():
        _must_be_whole(folder)
    typer.echo(f"{folder}: whole")


@app.command()
def restore(folder: Folder) -> None:
    """Put a backup where the settings say; where something is already, nothing is touched."""
    with refusing():
        _must_be_whole(folder)
        put_back(folder, Settings.from_environment())
    typer.echo(_KEY.replace("is not in it", "was not in it"), err=True)


def saved(settings: Settings, to: Path, now: datetime) -> Path:
    """Save a site and return the folder; until it is whole it has another name."""
    folder = to / f"vitrina-{now:%Y-%m-%d-%H%M%S}"
    unfinished = folder.with_name(folder.name + UNFINISHED)
    if folder.exists():
        raise ValueError(f"{folder} is there already: wait a second")
    unfinished.mkdir(parents=True, mode=0o700)  # it holds what signs people in
    # Databases first: a file that comes meanwhile is one too many and harms nobody; one too few would be missed.
    for name, url in _databases(settings).items():
        save_database(url, unfinished, name)
    for name, source in _folders(settings).items():
        if source.is_dir():
            shutil.copytree(source, unfinished / name, ignore=shutil.ignore_patterns(_WAITING, f"*{UNFINISHED}"))
    written = {"made_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "sha256": _hashes(unfinished)}
    write_whole(unfinished / MANIFEST, json.dumps(written, indent=1).encode())
    return unfinished.replace(folder)


def broken(folder: Path) -> list[str]:
    """Return what of a backup is not as it was written, a line each; raises ValueError where there is none."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ValueError(f"{folder} is not a backup: it holds no {MANIFEST}")
    noted: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
    there = _hashes(folder)
    wrong = [
        f"{name}: {_what(name, noted, there)}"
        for name in sorted({*noted, *there})
        if noted.get(name) != there.get(name)
    ]
    unread = [path.name for path in _saved_databases(folder).values() if not wrong and not whole(path)]
    return [*wrong, *(f"{name}: cannot be read" for name in unread)]


def put_back(folder: Path, settings: Settings) -> None:
    """Put a backup where the settings say; raises ValueError where something is there, before anything is written."""
    urls, kept = _databases(settings), _saved_databases(folder)
    if kept.keys() != urls.keys():
        raise ValueError(f"the backup holds {', '.join(kept)}, the settings name {', '.join(urls)}: make them agree")
    folders = {name: place for name, place in _folders(settings).items() if (folder / name).is_dir()}
    if taken := [str(place) for place in folders.values() if place.is_dir() and any(place.iterdir())]:
        raise ValueError(f"not empty: {', '.join(taken)}; move it away, or name another place")
    for name, path in kept.items():
        check_place(path, urls[name])
    for name, path in kept.items():
        restore_database(path, urls[name])
    for name, place in folders.items():
        shutil.copytree(folder / name, place, dirs_exist_ok=True)


def _databases(settings: Settings) -> dict[str, str]:
    """Return the databases of a site by the name of their copies; accounts beside the figures come with them."""
    figures = {"figures": settings.database}
    apart = settings.accounts and open_engine(settings.accounts).url != open_engine(settings.database).url
    return {**figures, "accounts": settings.accounts} if apart else figures


def _folders(settings: Settings) -> dict[str, Path]:
    """Return the folders of a site by the name of their copies; a network that is shipped comes with Vitrina."""
    own = settings.network.resolve() != network_folder(settings.network.name).resolve()
    named = {"files": settings.files, "public": settings.published}
    return {**named, "network": settings.network} if own else named


def _saved_databases(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.iterdir(), reverse=True) if path.suffix in (SQLITE, POSTGRESQL)}


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _must_be_whole(folder: Path) -> None:
    """Say what of a backup is not as it was written, and end with its exit code; nothing where it is whole."""
    if wrong := broken(folder):
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(BROKEN)


def _what(name: str, noted: dict[str, str], there: dict[str, str]) -> str:
    return "missing" if name not in there else "not of this backup" if name not in noted else "changed"


@contextmanager
def refusing() -> Iterator[None]:
    """Say in one line what makes no sense, and end with its exit code."""
    try:
        yield
    except (DatabaseError, DefinitionError, ValueError, OSError) as error:
        typer.echo(f"Vitrina: {error}", err=True)
        raise typer.Exit(USAGE) from error


if __name__ == "__main__":
    app()
