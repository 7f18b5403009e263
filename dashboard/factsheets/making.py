"""Thousands of sheets into a folder: typeset in threads, written whole or not at all, taken up again after an end.

The folder remembers in plan.json of which data its sheets are. Of the same data, what is there is kept; of other data
everything is made anew, and sheets and archives that no longer belong there go.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard.factsheets.material import Place
from dashboard.factsheets.naming import archive_name, folder_name, sheet_name
from dashboard.factsheets.saying import sheet_words
from dashboard.factsheets.sheet import Sheet
from dashboard.factsheets.typeset import TooLong, pdf
from dashboard.factsheets.writing import Writer
from dashboard.whole import UNFINISHED, write_whole

PLAN = "plan.json"
_WAITING = 4  # sheets a thread may have waiting: what is written but not typeset is memory

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the index: its sheets by language, or why there are none (by language)."""

    place: Place
    files: dict[str, str]  # paths below the folder
    refused: dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run did: how many sheets it made and found there, and every place."""

    made: int
    kept: int
    rows: tuple[Row, ...]


def make(
    writer: Writer,
    places: Sequence[Place],
    languages: Sequence[str],
    folder: Path,
    revision: str,
    *,
    threads: int = 2,
    progress: Progress = lambda done: None,
) -> Made:
    """Make the sheets of the places in the languages, and return what was done; `progress` is told of each sheet."""
    rows = [_planned(writer, place, languages) for place in places]
    archives = {archive_name(writer.material, row.place.territory) for row in rows if row.files}
    _begin(folder, revision, [*archives, *(path for row in rows for path in row.files.values())])
    at = writer.material.available.as_of or datetime(2000, 1, 1, tzinfo=UTC)
    made = kept = 0
    with ThreadPoolExecutor(threads) as pool:
        waiting: dict[Future[None], tuple[Row, str]] = {}
        for row, language, path in _every(rows):
            if (folder / path).is_file():
                kept += 1
                progress(1)
                continue
            sheet = writer.write(row.place, language)
            waiting[pool.submit(_store, sheet, at, folder / path)] = (row, language)
            if len(waiting) >= threads * _WAITING:
                made += _finished(writer, waiting, progress, first=True)
        while waiting:
            made += _finished(writer, waiting, progress, first=False)
    return Made(made, kept, tuple(rows))


def _planned(writer: Writer, place: Place, languages: Sequence[str]) -> Row:
    refused = {language: writer.refused(place, language) for language in languages}
    if any(refused.values()):
        return Row(place, {}, refused)
    inside = folder_name(writer.material, place.territory)
    return Row(place, {one: f"{inside}/{sheet_name(writer.material, place, one)}" for one in languages}, {})


def _every(rows: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
    for row in rows:
        for language, path in list(row.files.items()):
            yield row, language, path


def _finished(writer: Writer, waiting: dict[Future[None], tuple[Row, str]], progress: Progress, *, first: bool) -> int:
    """Wait for the first sheet, or for all; return how many came out. What is too long is refused in its row."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED) if first else wait(waiting)
    made = 0
    for one in done:
        row, language = waiting.pop(one)
        progress(1)
        try:
            one.result()
        except TooLong:
            del row.files[language]
            row.refused[language] = sheet_words(writer.material.catalogue, language)["factsheet.refused.too_long"]
        else:
            made += 1
    return made


def _store(sheet: Sheet, at: datetime, path: Path) -> None:
    write_whole(path, pdf(sheet, at))


def _begin(folder: Path, revision: str, paths: Sequence[str]) -> None:
    """Write down what the folder is to hold; take away what a run of other data, or an ended one, left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"*/*{UNFINISHED}"):
        left.unlink()
    before = _read(folder / PLAN)
    same = before.get("revision") == revision
    known = [str(path) for path in _listed(before.get("files"))]
    for path in () if same else known:
        _remove(folder, path)
    files = sorted({*paths, *(known if same else ())})
    plan = {"revision": revision, "files": files}
    write_whole(folder / PLAN, json.dumps(plan, ensure_ascii=False, indent=1).encode())


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _remove(folder: Path, path: str) -> None:
    """Take away a sheet or archive of an earlier run here; a plan that somebody changed leads nowhere else."""
    target = folder / path
    inside = target.resolve().parent
    if {".pdf": inside.parent, ".zip": inside}.get(target.suffix) == folder.resolve():
        target.unlink(missing_ok=True)
