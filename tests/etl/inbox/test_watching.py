"""One pass over an inbox, in this process: what happens when a sender replaces a file at the worst moment."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from sqlalchemy import Engine, text

from etl.inbox.folder import Inbox
from etl.inbox.watching import Aside, Done, Watch

SETTLE = 0.05


class Restless(Inbox):
    """An inbox into which somebody puts another file of the same name just after the first one was stored."""

    replacement: Path | None = None

    def place(self, path: Path, aside: str) -> Path:
        """Return where a file goes, while its sender replaces it."""
        if self.replacement is not None:
            shutil.copy(self.replacement, path)
            self.replacement = None
        return super().place(path, aside)


def test_a_file_replaced_while_it_was_read_stays_and_is_read_next(
    engine: Engine, demonstration: Path, tmp_path: Path
) -> None:
    first, second = sorted((demonstration / "files").rglob("*.xlsx"))[:2]
    dropped = tmp_path / "inbox" / "raport.xlsx"
    dropped.parent.mkdir()
    shutil.copy(first, dropped)
    inbox = Restless(dropped.parent, {"acceptate", "respinse"}, SETTLE)
    inbox.replacement = second
    told: list[Done] = []
    watching = Watch(inbox, Aside("acceptate", "respinse"), engine, demonstration / "network", told.append)

    def look() -> int:
        time.sleep(SETTLE * 2)
        return watching.pass_once()

    assert [watching.pass_once(), look()] == [0, 1]
    assert (told[0].outcome.status, told[0].place) == ("accepted", None)
    assert dropped.read_bytes() == second.read_bytes()
    assert [look(), look(), look()] == [0, 1, 0]
    assert told[1].place == "acceptate/raport.xlsx"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM source_file WHERE status = 'accepted'")) == 2
