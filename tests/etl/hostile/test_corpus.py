"""Hostile files end in one clear refusal each, or are read as they should be, and harm nobody."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from etl.limits import limits
from tests.etl.hostile.conftest import Ask, refusals, values
from tests.etl.hostile.corpus import CORPUS, GOOD, GOOD_VALUES, Hostile

ROOT = Path(__file__).resolve().parents[3]
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "etl", *sys.argv[1:]], capture_output=True, text=True)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most, done.returncode, done.stdout.strip(), done.stderr, sep="\\n")
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the Linux kernel")


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_answered_once_and_the_next_one_is_read(hostile: Hostile, ask: Ask) -> None:
    content = hostile.make()
    started = time.monotonic()
    read = ask(hostile.name, content)
    assert time.monotonic() - started < limits().reading.seconds
    assert refusals(read) == ([hostile.kind] if hostile.kind else [])
    assert values(read) == ([] if hostile.kind else GOOD_VALUES)
    assert read.sha256 == hashlib.sha256(content).hexdigest()
    assert values(ask("good.xlsx", GOOD)) == GOOD_VALUES


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
        (received / hostile.name).write_bytes(hostile.make())
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
