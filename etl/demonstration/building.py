"""A whole demonstration network on disk: its files, its folder, the truth. Two processes share the territories."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from data.catalogue import Catalogue, load_catalogue, network_folder
from data.models import Library
from data.periods import Month
from etl.demonstration.arrivals import Arrived, arrived, write_arrivals
from etl.demonstration.companions import write_companions
from etl.demonstration.declared import habits
from etl.demonstration.effects import load_effects
from etl.demonstration.faults import Sent
from etl.demonstration.ledger import LIST_COLUMNS, Ledger, write_ledger, write_lines
from etl.demonstration.messes import KEY_COLUMNS, Beside, Planted, plant
from etl.demonstration.register import Place, place_libraries, write_register
from etl.demonstration.reporting import FIRST_REPORTS
from etl.demonstration.territory import Sender, Span
from etl.demonstration.tool import SENDER, Export, exports, write_exports
from etl.demonstration.writing import write
from etl.texts.folding import fold

SEED = 2017
PROCESSES = 2
MESS_SHARE = 0.025
NETWORK = """\
# A demonstration network: its libraries are invented; everything else is the shipped network's.
name = "novateca"
base = "novateca"
demonstration = true
time_zone = "Europe/Chisinau"
source = "Novateca"
"""
README = """\
# The truth about this demonstration network

Seed {seed}, {libraries} libraries, {first} to {last}: {files} files, {reports} reports, {observations} observations.
The product never reads this folder; it is here to be compared with what the product says.

| file | what it holds |
|---|---|
| `ledger.csv.gz` | a row a library and period as finally reported: what a correct load holds. Empty: not reported |
| `lists.csv.gz` | a row a record of the lists as finally sent: its name (title, partner, action), its first number |
| `effects.json` | the effects put into the figures, by stage and theme month |
| `key.csv` | the {planted} faults planted on purpose: file, sheet, cell, what a careful reader does, what tells it |
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What network to build."""

    to: Path
    seed: int = SEED
    libraries: int = habits().libraries
    first: Month = FIRST_REPORTS
    months: int = 48
    effects: bool = True
    messes: bool = True
    mess_share: float = MESS_SHARE

    @property
    def span(self) -> Span:
        return Span(self.first, self.first.plus(self.months - 1))


@dataclass(frozen=True, slots=True)
class Part:
    """What one territory wrote: files, ledger lines, values, planted faults; what it entered online; arrivals."""

    files: int
    lines: list[str]
    observations: int
    planted: list[Planted]
    entered: list[Export]
    arrived: list[Arrived]
    listed: list[str]  # lines of the truth about lists


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the number of files and of values in them, and the planted faults."""

    files: int
    observations: int
    planted: list[Planted]


def build(order: Order, progress: Callable[[int, int], None] = lambda done, of: None) -> Built:
    """Build the network below `order.to`, in place of an earlier one there; return what was written."""
    for name in ("files", "network", "truth"):
        shutil.rmtree(order.to / name, ignore_errors=True)
        (order.to / name).mkdir(parents=True)
    places = place_libraries(load_catalogue(), order.seed, order.libraries)
    (order.to / "network" / "network.toml").write_text(NETWORK, encoding="utf-8")
    write_register(places, order.to / "network" / "libraries.csv")
    write_companions(network_folder(), order.to / "network", {place.library.code for place in places})
    by_territory: dict[str, list[Place]] = {}
    for place in places:
        by_territory.setdefault(place.library.territory, []).append(place)
    parts, homonyms = [], _homonyms(places)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        longest_first = sorted(by_territory.values(), key=len, reverse=True)  # so that both processes end together
        waiting = [pool.submit(build_territory, order, some, homonyms) for some in longest_first]
        for done, future in enumerate(as_completed(waiting), start=1):
            parts.append(future.result())
            progress(done, len(waiting))
    paths, online = write_exports(order.to / "files", [row for part in parts for row in part.entered])
    exported = [arrived(path, SENDER, order.seed) for path in paths]
    write_arrivals([*exported, *(line for part in parts for line in part.arrived)], order.to)
    built = Built(
        files=len(paths) + sum(part.files for part in parts),
        observations=online.observations() + sum(part.observations for part in parts),
        planted=sorted(row for part in parts for row in part.planted),
    )
    lines = sorted([*online.lines(), *(line for part in parts for line in part.lines)])
    _write_truth(order, built, lines)
    listed = sorted(line for part in parts for line in part.listed)
    write_lines([",".join(LIST_COLUMNS), *listed], order.to / "truth" / "lists.csv.gz")
    return built


_catalogue = cache(load_catalogue)


def _homonyms(places: Sequence[Place]) -> frozenset[str]:
    """Return the libraries that are called like one of another territory."""
    called: dict[str, list[Library]] = {}
    for place in places:
        called.setdefault(fold(place.library.name), []).append(place.library)
    several = [some for some in called.values() if len({library.territory for library in some}) > 1]
    return frozenset(library.code for some in several for library in some)


def _mothers(places: Sequence[Place], catalogue: Catalogue) -> frozenset[str]:
    """Return the libraries whose branches report for themselves, as far as anybody declared."""
    declared = {status.other for statuses in catalogue.statuses.values() for status in statuses}
    return frozenset(place.library.parent for place in places if place.library.parent) - declared


def build_territory(order: Order, places: list[Place], homonyms: frozenset[str]) -> Part:
    """Write the files of one territory's libraries; runs in a process of its own."""
    catalogue = _catalogue()
    effects = load_effects(catalogue, active=order.effects)
    sender = Sender(catalogue, places, order.span, effects, order.seed)
    names = {place.library.code: place.library.name for place in places}
    ledger, planted, arrivals = Ledger(), list[Planted](), list[Arrived]()
    beside = Beside({}, homonyms, _mothers(places, catalogue), sender.flows)
    for workbook in sender.files():
        rows, extra = plant(workbook, names, order.seed, order.mess_share if order.messes else 0.0, beside)
        beside.history.update({key: Sent(workbook.path, report) for key, report in workbook.reports.items()})
        planted += rows
        for one in (workbook, *extra):
            write(one, order.to / "files")
            ledger.add(one)
            arrivals.append(arrived(one.path, sender.of(one), order.seed))
    entered = exports(sender.members, sender.territory, order.seed)
    return Part(len(arrivals), ledger.lines(), ledger.observations(), planted, entered, arrivals, ledger.list_lines())


def _write_truth(order: Order, built: Built, lines: list[str]) -> None:
    """Write what the product never reads: effects, ledger, key, and a page that explains them."""
    truth = order.to / "truth"
    effects = load_effects(load_catalogue(), active=order.effects).truth()
    (truth / "effects.json").write_text(json.dumps(effects, indent=2) + "\n", encoding="utf-8")
    write_ledger(lines, truth / "ledger.csv.gz")
    with (truth / "key.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(KEY_COLUMNS)
        writer.writerows(built.planted)
    page = README.format(
        seed=order.seed,
        libraries=order.libraries,
        first=order.span.first,
        last=order.span.last,
        files=built.files,
        reports=len(lines),
        observations=built.observations,
        planted=len(built.planted),
    )
    (truth / "README.md").write_text(page, encoding="utf-8")
