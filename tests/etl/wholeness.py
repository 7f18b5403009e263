"""What a database holds of a network's files, to compare a load that was disturbed with one that was not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, TextClause, text

from data.catalogue import Catalogue, load_catalogue
from data.store import open_engine
from etl.deliveries import Delivery, deliveries
from etl.load import Pace, Tell, load
from etl.reading import workbook_reader
from etl.storing.pool import Reader

IN_PAIRS = Pace(processes=0, group_files=2)
STORED = text("SELECT name FROM source_file")
# Each submission with the number of its values: a part of one would show.
SUBMISSIONS = text("""
    SELECT f.sha256, l.code, s.form, s.period, s.version,
        (SELECT COUNT(*) FROM observation o WHERE o.submission_id = s.id)
        + (SELECT COUNT(*) FROM superseded_observation o WHERE o.submission_id = s.id)
    FROM submission s JOIN source_file f ON f.id = s.source_file_id JOIN library l ON l.id = s.library_id
""")
EVERYTHING = [
    text(
        "SELECT indicator_id, period, library_id, category_id, value, state, cell FROM observation ORDER BY 1, 2, 3, 4"
    ),
    text("SELECT * FROM territory_month ORDER BY 1, 2, 3, 4, 5"),
    text("SELECT * FROM completeness ORDER BY 1, 2, 3, 4"),
    text(
        "SELECT f.sha256, p.kind, p.sheet, p.cell, p.found, p.details FROM problem p "
        "JOIN source_file f ON f.id = p.source_file_id ORDER BY 1, 2, 3, 4, 5, 6"
    ),
]

Row = tuple[object, ...]


def rows(engine: Engine, question: TextClause) -> list[Row]:
    """Return the rows that answer a question."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(question)]


@dataclass(frozen=True)
class Network:
    """A network's files, and what a database holds once all of them are loaded."""

    catalogue: Catalogue
    reader: Reader
    files: list[Delivery]
    submissions: frozenset[Row]
    everything: list[list[Row]]

    @classmethod
    def of(cls, demonstration: Path, folder: Path) -> Network:
        """Return the demonstration network, loaded once without any disturbance."""
        catalogue = load_catalogue(demonstration / "network")
        reader = workbook_reader(demonstration / "network", None)
        engine = open_engine(f"sqlite:///{folder / 'undisturbed.db'}")
        files = deliveries([demonstration])
        load(files, engine=engine, catalogue=catalogue, make_reader=lambda: reader, pace=IN_PAIRS)
        everything = [rows(engine, question) for question in EVERYTHING]
        return cls(catalogue, reader, files, frozenset(rows(engine, SUBMISSIONS)), everything)

    def load(self, engine: Engine, tell: Tell = lambda outcomes: None, pace: Pace = IN_PAIRS) -> None:
        """Load all files."""
        making = partial(load, catalogue=self.catalogue, make_reader=lambda: self.reader, tell=tell, pace=pace)
        making(self.files, engine=engine)

    def check_part(self, engine: Engine, acknowledged: list[str]) -> None:
        """Assert that a database holds whole submissions only, and all the files that were acknowledged."""
        assert frozenset(rows(engine, SUBMISSIONS)) <= self.submissions
        assert set(acknowledged) <= {str(name) for (name,) in rows(engine, STORED)}

    def check_whole(self, engine: Engine) -> None:
        """Assert that a database holds what it would hold had nothing ever happened."""
        assert frozenset(rows(engine, SUBMISSIONS)) == self.submissions
        for question, expected in zip(EVERYTHING, self.everything, strict=True):
            assert rows(engine, question) == expected, str(question)
