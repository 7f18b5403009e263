"""An order for receipts and what became of it: light, so that the command line need not load what reads workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.catalogue import Catalogue
from data.wording import languages
from etl.messages import WORDS
from etl.receipts.stamp import Stamp, Status
from etl.reports import ReadFile
from etl.summary import ALL_WELL, REFUSED, WARNINGS, FileOutcome


@dataclass(frozen=True, slots=True)
class Order:
    """Which receipts to make. `language` None: each file's own. `loaded`: what a load came to, by file name."""

    to: Path
    day: date
    network: Path | None = None
    layouts: Path | None = None
    language: str | None = None
    loaded: Mapping[str, FileOutcome] | None = None

    def stamp(self, sha256: str, catalogue: Catalogue) -> Stamp:
        """Return what the receipt of a file says about itself."""
        return Stamp(sha256, self.language, catalogue.settings.name, self.loaded is not None)

    def language_of(self, read: ReadFile, catalogue: Catalogue) -> str:
        """Return the language asked for, else the file's, else the network's first that receipts are written in."""
        known = languages(WORDS)
        wished = (self.language, read.language, *catalogue.languages)
        return next((language for language in wished if language in known), known[0])

    def status(self, name: str) -> Status:
        """Return what became of a file beside being accepted or refused."""
        if self.loaded is None:
            return "checked"
        outcome = self.loaded.get(name)
        if outcome is not None and outcome.status == "unchanged":
            return "unchanged"
        return "superseding" if outcome is not None and outcome.superseding else "stored"


@dataclass(slots=True)
class Receipts:
    """What became of an order: receipts written, kept as they were, and the outcomes they tell."""

    written: int = 0
    kept: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def exit_code(self) -> int:
        """3 where a receipt tells of a refused file, 4 where one tells of warnings, else 0."""
        if self.outcomes["refused"]:
            return REFUSED
        return WARNINGS if self.outcomes["warned"] else ALL_WELL

    def as_json(self) -> dict[str, int]:
        """Return the object that `--json` prints."""
        outcomes = {name: self.outcomes[name] for name in ("accepted", "warned", "refused")}
        return {"receipts": self.written + self.kept, "written": self.written, "kept": self.kept, **outcomes}
