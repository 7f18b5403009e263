"""Hostile files end in one clear refusal each, or are read as they should be, and harm nobody."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from etl.deliveries import Delivery
from etl.limits import limits
from etl.reports import ReadFile
from etl.sandbox.sandbox import Sandbox, Stopped
from etl.storing.pool import stopped
from tests.etl.hostile.corpus import CORPUS, GOOD, Hostile

ROOT = Path(__file__).resolve().parents[3]
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "etl", *sys.argv[1:]], capture_output=True, text=True)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most, done.returncode, done.stdout.strip(), done.stderr, sep="\\n")
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the Linux kernel")


def put(folder: Path, name: str, content: bytes) -> Delivery:
    path = folder / name
    path.write_bytes(content)
    return Delivery(path, name)


def ask(sandbox: Sandbox, delivery: Delivery) -> ReadFile:
    try:
        read: ReadFile = pickle.loads(sandbox.ask(delivery))  # noqa: S301 (from our own process)
        return read
    except Stopped as reason:
        return stopped(delivery, reason, limits().reading)


def refusals(read: ReadFile) -> list[str]:
    return [problem.kind for problem in read.problems if problem.severity == "refuse"]


def values(read: ReadFile) -> list[float | None]:
    return [reading.value for report in read.reports for reading in report.readings]


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_answered_once_and_the_next_one_is_read(
    hostile: Hostile, sandbox: Sandbox, tmp_path: Path
) -> None:
    delivery = put(tmp_path, hostile.name, hostile.make())
    started = time.monotonic()
    read = ask(sandbox, delivery)
    assert time.monotonic() - started < limits().reading.seconds
    assert refusals(read) == ([hostile.kind] if hostile.kind else [])
    expected = [] if hostile.kind else [100, 40, 30, 1500.5]
    assert values(read) == expected
    assert len(read.sha256) == 64
    assert values(ask(sandbox, put(tmp_path, "good.xlsx", GOOD))) == [100, 40, 30, 1500.5]


def run(*arguments: str) -> tuple[int, int, str, str]:
    """Return the most memory (bytes) that any process of a command held, its exit code, stdout and stderr."""
    command = [sys.executable, "-c", MEASURED, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    memory, code, told, errors = done.stdout.split("\n", 3)
    return int(memory) * 1024, int(code), told, errors


def test_the_commands_answer_all_of_them_at_once_within_the_limits(network: Path, tmp_path: Path) -> None:
    received = tmp_path / "received"
    received.mkdir()
    for hostile in CORPUS:
        put(received, hostile.name, hostile.make())
    refused = Counter(hostile.kind for hostile in CORPUS if hostile.kind)
    memory, code, told, errors = run("check", str(received), "--network", str(network), "--json", "--lang", "en")
    assert (memory < limits().reading.most_memory, code) == (True, 3), f"{memory / 1e6:.0f} MB, {errors}"
    assert Counter(json.loads(told)["problems"]) >= refused
    assert json.loads(told)["submissions"]["refused"] == refused.total()
    assert errors.count("REFUSED ") == refused.total(), errors

    to = tmp_path / "receipts"
    memory, code, told, errors = run("receipt", str(received), "--to", str(to), "--network", str(network), "--json")
    assert (memory < limits().reading.most_memory, code) == (True, 3), f"{memory / 1e6:.0f} MB, {errors}"
    assert json.loads(told)["refused"] == refused.total()
    assert len(list(to.iterdir())) == len(CORPUS)
