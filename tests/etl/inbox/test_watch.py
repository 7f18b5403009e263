"""`python -m etl watch`, run as an office runs it: files dropped whole, slowly, twice; Ctrl+C; killed in the middle."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60  # seconds for anything to happen


class Office:
    """An inbox, a database, files to drop."""

    def __init__(self, folder: Path, demonstration: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.database = f"sqlite:///{folder / 'vitrina.db'}"
        self.network = demonstration / "network"
        everything = sorted((demonstration / "files").rglob("*.xlsx"))
        self.files = [path for path in everything if path.stat().st_size > 6_000][:4]

    def command(self, *options: str) -> list[str]:
        """Return the command that watches the inbox."""
        places = ["--database", self.database, "--network", str(self.network)]
        return [
            sys.executable,
            "-m",
            "etl",
            "watch",
            str(self.inbox),
            *places,
            "--settle",
            "0.3",
            "--every",
            "0.3",
            *options,
        ]

    def once(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run one pass."""
        return subprocess.run(
            self.command("--once", *options), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def drop(self, path: Path, name: str | None = None) -> str:
        """Copy a file into the inbox and return its name there."""
        shutil.copy(path, self.inbox / (name or path.name))
        return name or path.name

    def aside(self, folder: str) -> set[str]:
        """Return the names of the files that were put aside."""
        return {path.relative_to(self.inbox / folder).as_posix() for path in (self.inbox / folder).rglob("*.*")}

    def stored(self, question: str) -> list[tuple[object, ...]]:
        """Return what the database answers; nothing while it is not there."""
        engine = create_engine(self.database)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question))]


@pytest.fixture
def office(tmp_path: Path, demonstration: Path) -> Office:
    """An office with an empty inbox."""
    return Office(tmp_path, demonstration)


@contextmanager
def running(office: Office, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Watch in the background; killed at the end if it still runs."""
    process = subprocess.Popen(
        office.command(*options), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; fail where it never does."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_one_pass_loads_each_file_once_and_puts_it_aside(office: Office) -> None:
    first, second = (office.drop(path) for path in office.files[:2])
    scan = office.inbox / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 nothing")
    done = office.once("--json")
    assert done.returncode == 3, done.stderr
    said = {one["file"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert {name: one["status"] for name, one in said.items()} == {
        first: "accepted",
        second: "accepted",
        "scan.pdf": "refused",
    }
    assert said["scan.pdf"]["problems"][0]["kind"] == "not-a-workbook"
    assert (office.aside("acceptate"), office.aside("respinse")) == ({first, second}, {"scan.pdf"})
    assert office.once().returncode == 0
    assert office.stored("SELECT COUNT(*) FROM source_file") == [(3,)]


def test_the_same_file_again_is_known_and_kept_beside_the_first(office: Office) -> None:
    name = office.drop(office.files[0])
    office.once()
    office.drop(office.files[0], name)
    shown = office.once("--lang", "en").stdout
    assert "KNOWN" in shown
    assert office.aside("acceptate") == {name}
    assert office.aside("accepted") == {name}
    office.drop(office.files[0], name)
    office.once("--lang", "en")
    assert office.aside("accepted") == {name, f"{Path(name).stem} (2).xlsx"}
    assert office.stored("SELECT COUNT(*) FROM source_file") == [(1,)]


def test_a_file_of_an_office_s_folder_is_from_that_office_and_received_when_it_was_put_there(office: Office) -> None:
    (office.inbox / "MD-OR").mkdir()
    name = office.drop(office.files[0], f"MD-OR/{office.files[0].name}")
    office.once()
    ((sender, channel, received),) = office.stored("SELECT sender, channel, received_at FROM source_file")
    assert (sender, channel) == ("MD-OR", "folder")
    put = (office.inbox / "acceptate" / name).stat().st_ctime
    assert abs(time.time() - put) < PATIENCE
    assert str(received)[:10] == time.strftime("%Y-%m-%d", time.gmtime(put))


def test_receipts_lie_beside_the_files_they_answer(office: Office) -> None:
    name = office.drop(office.files[0])
    assert office.once("--receipts").returncode in (0, 4)
    assert office.aside("acceptate") == {name, f"{name}-receipt.xlsx"}


def test_a_file_that_is_written_slowly_is_read_whole_and_ctrl_c_ends_well(office: Office) -> None:
    content = office.files[0].read_bytes()
    with running(office) as process:
        target = office.inbox / "incet.xlsx"
        with target.open("wb") as file:
            for start in range(0, len(content), len(content) // 8):
                file.write(content[start : start + len(content) // 8])
                file.flush()
                time.sleep(0.15)
        until(lambda: office.aside("acceptate") == {"incet.xlsx"})
        assert not office.aside("respinse")
        process.send_signal(signal.SIGINT)
        shown, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "incet.xlsx" in shown
    assert "Traceback" not in errors


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_loaded_twice(office: Office) -> None:
    names = {office.drop(path, f"{number}.xlsx") for number, path in enumerate(office.files)}
    for seconds in (0.9, 1.2, 1.5, 1.8):
        with running(office) as process:
            time.sleep(seconds)
            process.kill()
    done = office.once()
    assert done.returncode in (0, 4), done.stderr
    assert office.aside("acceptate") == names
    assert office.stored("SELECT COUNT(*), COUNT(DISTINCT sha256) FROM source_file") == [(len(names), len(names))]
    assert office.stored("SELECT COUNT(*) FROM submission WHERE version > 1") == [(0,)]


def test_a_database_that_fails_is_said_once_and_the_file_stays_until_it_works_again(office: Office) -> None:
    name = office.drop(office.files[0])
    broken = Path(office.database.removeprefix("sqlite:///"))
    broken.write_text("this is no database, whatever its name says", encoding="utf-8")
    with running(office) as process:
        assert process.stderr is not None
        assert str(office.inbox) in process.stderr.readline()
        assert broken.name in process.stderr.readline()
        time.sleep(1)  # three looks more
        assert (office.inbox / name).exists()
        broken.unlink()
        until(lambda: office.aside("acceptate") == {name})
        process.send_signal(signal.SIGTERM)
        _shown, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert broken.name not in errors


def test_a_second_watcher_and_a_folder_that_is_not_there_are_refused(office: Office) -> None:
    with running(office) as process:
        until(lambda: (office.inbox / ".vitrina-watch").exists())
        time.sleep(0.2)
        second = office.once("--lang", "en")
        assert (second.returncode, "already" in second.stderr) == (2, True)
        process.kill()
    office.inbox = office.inbox / "nowhere"
    assert office.once().returncode == 2


def test_a_folder_that_holds_the_database_is_not_watched(office: Office) -> None:
    office.drop(office.files[0])
    office.once()
    office.inbox = office.inbox.parent
    refused = office.once("--lang", "en")
    assert (refused.returncode, "vitrina.db" in refused.stderr) == (2, True)
    assert (office.inbox / "vitrina.db").exists()
