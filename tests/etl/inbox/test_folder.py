"""What is taken from an inbox, when, and where it goes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from etl.inbox.folder import Inbox
from etl.inbox.lock import Taken, only_watcher

SETTLE = 0.05


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """An inbox whose files must stay the same for a twentieth of a second."""
    return Inbox(tmp_path, {"acceptate", "respinse"}, SETTLE)


def put(inbox: Inbox, *names: str, content: str = "x") -> None:
    """Drop files into the inbox."""
    for name in names:
        path = inbox.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def settled(inbox: Inbox) -> list[str]:
    """Return the names of what is ready after a look, a while, and another look."""
    inbox.ready()
    time.sleep(SETTLE * 1.5)
    return [inbox.name(path) for path in inbox.ready()]


def test_a_file_is_ready_once_it_has_not_changed_for_a_while(inbox: Inbox) -> None:
    put(inbox, "a.xlsx")
    assert inbox.ready() == []
    assert settled(inbox) == ["a.xlsx"]


def test_a_file_that_is_still_being_written_is_not_ready(inbox: Inbox) -> None:
    put(inbox, "a.xlsx", content="half")
    inbox.ready()
    time.sleep(SETTLE * 1.5)
    put(inbox, "a.xlsx", content="half and more")
    assert inbox.ready() == []
    assert inbox.unsettled
    assert settled(inbox) == ["a.xlsx"]


def test_another_file_of_the_same_name_and_size_begins_anew(inbox: Inbox) -> None:
    put(inbox, "a.xlsx", content="one")
    inbox.ready()
    time.sleep(SETTLE * 1.5)
    put(inbox, ".new", content="two")
    stamp = (inbox.root / "a.xlsx").stat()
    os.utime(inbox.root / ".new", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    (inbox.root / ".new").replace(inbox.root / "a.xlsx")
    assert inbox.ready() == []


def test_temporary_names_links_and_what_is_put_aside_are_passed_over(inbox: Inbox) -> None:
    put(inbox, "~$a.xlsx", ".~lock.a.xlsx#", "a.xlsx.part", "a.tmp", "b.crdownload", "received.csv", "Thumbs.db")
    put(inbox, "acceptate/a.xlsx", "respinse/MD-OR/b.xlsx", "MD-OR/acceptate/c.xlsx")
    (inbox.root / "link.xlsx").symlink_to(inbox.root / "acceptate" / "a.xlsx")
    assert settled(inbox) == ["MD-OR/acceptate/c.xlsx"]


def test_files_come_in_the_order_in_which_they_were_put_there(inbox: Inbox) -> None:
    for name in ("z.xlsx", "a.xlsx", "m.xlsx"):
        put(inbox, name)
        time.sleep(0.02)
    assert settled(inbox) == ["z.xlsx", "a.xlsx", "m.xlsx"]


def test_what_is_done_with_keeps_its_name_and_writes_over_nothing(inbox: Inbox) -> None:
    for content in ("first", "second", "third"):
        put(inbox, "MD-OR/iunie.xlsx", content=content)
        (name,) = settled(inbox)
        path = inbox.root / name
        inbox.move(path, inbox.place(path, "acceptate"))
    aside = inbox.root / "acceptate" / "MD-OR"
    found = {path.name: path.read_text(encoding="utf-8") for path in aside.iterdir()}
    assert found == {"iunie.xlsx": "first", "iunie (2).xlsx": "second", "iunie (3).xlsx": "third"}
    assert settled(inbox) == []


def test_a_file_changed_after_the_look_is_told_from_the_one_that_was_read(inbox: Inbox) -> None:
    put(inbox, "a.xlsx")
    (name,) = settled(inbox)
    assert inbox.is_same(inbox.root / name)
    put(inbox, "a.xlsx", content="another")
    assert not inbox.is_same(inbox.root / name)


def test_a_folder_has_one_watcher_at_a_time(tmp_path: Path) -> None:
    with only_watcher(tmp_path), pytest.raises(Taken), only_watcher(tmp_path):
        pass
    with only_watcher(tmp_path):
        pass
