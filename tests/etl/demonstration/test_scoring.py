"""The score: planted faults are found again, clean files stay quiet, and the score notices when that is not so."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.periods import Month
from etl.cli import app
from etl.demonstration.building import Order, build
from etl.demonstration.scoring import Score, read_key, score


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a network of which every second file holds a fault."""
    folder = tmp_path_factory.mktemp("scored")
    build(Order(folder, libraries=100, first=Month(2015, 4), months=6, mess_share=0.5))
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small network of which every file holds a fault."""
    folder = tmp_path_factory.mktemp("scored small")
    build(Order(folder, libraries=30, first=Month(2017, 4), months=3, mess_share=1.0))
    return folder


@pytest.fixture(scope="module")
def found(network: Path) -> Score:
    return score(network)


def test_at_least_98_percent_are_found_and_at_most_2_percent_of_clean_files_raise_an_alarm(found: Score):
    assert len(found.verdicts) > 100
    assert found.clean_files > 100
    assert found.found >= 0.98, [(verdict.planted, verdict.miss) for verdict in found.missed]
    assert found.false_alarms <= 0.02, found.alarms


def test_every_planted_fault_has_its_verdict(network: Path, found: Score):
    assert [verdict.planted for verdict in found.verdicts] == read_key(network)
    assert sum(planted for planted, _ in found.by_mess().values()) == len(found.verdicts)


def _with_key(network: Path, folder: Path, change: dict[str, str], mess: str, kept: int) -> Path:
    """Return a copy of a network with the lines of one mess changed and all others taken from the key."""
    shutil.copytree(network, folder)
    rows = [row for row in read_key(network) if row.mess == mess][:kept]
    with (folder / "truth" / "key.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0]._fields)
        writer.writerows(row._replace(**change) for row in rows)
    return folder


def test_a_fault_told_at_another_cell_is_missed_and_faults_out_of_the_key_are_false_alarms(small, tmp_path):
    elsewhere = score(_with_key(small, tmp_path / "n", {"cell": "ZZ99"}, "M05", 3))
    assert [verdict.miss for verdict in elsewhere.missed] == ["elsewhere"] * 3
    assert elsewhere.false_alarms > 0.02
    assert not elsewhere.holds


@pytest.mark.parametrize(
    ("change", "mess", "miss"),
    [
        ({"expected": "refused"}, "M05", "silent"),
        ({"expected": "understood"}, "M05", "alarm"),
        ({"expected": "warned"}, "M06", "silent"),
        ({"expected": "understood"}, "M16", "refused"),
    ],
)
def test_another_answer_than_the_one_expected_is_a_miss(small, tmp_path, change, mess, miss):
    verdicts = score(_with_key(small, tmp_path / "n", {**change, "told": ""}, mess, 1)).verdicts
    assert [verdict.miss for verdict in verdicts] == [miss]


def test_figures_that_are_not_those_of_the_ledger_are_misread(small, tmp_path):
    folder = _with_key(small, tmp_path / "n", {}, "M06", 1)
    (planted,) = read_key(folder)
    path = folder / "truth" / "ledger.csv.gz"
    rows = gzip.decompress(path.read_bytes()).decode().splitlines()
    at = next(number for number, row in enumerate(rows) if planted.file in row)
    head, _, last = rows[at].partition(planted.file)
    rows[at] = head + planted.file + re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), last, count=1)
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    assert [verdict.miss for verdict in score(folder).verdicts] == ["misread"]


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_command_prints_the_score_in_every_language(small: Path, language: str):
    result = CliRunner().invoke(app, ["demo", "score", "--network", str(small), "--lang", language])
    assert result.exit_code in (0, 3)
    assert "M05" in result.stdout
    assert "98" in result.stdout


def test_the_command_prints_one_object(small: Path):
    result = CliRunner().invoke(app, ["demo", "score", "--network", str(small), "--json"])
    assert json.loads(result.stdout) == score(small).as_json()


def test_a_folder_without_a_key_is_refused_with_a_remedy(tmp_path: Path):
    result = CliRunner().invoke(app, ["demo", "score", "--network", str(tmp_path), "--lang", "en"])
    assert result.exit_code == 2
    assert "demo build" in result.stderr
