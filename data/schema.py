"""The tables. Append only: source_file -> submission -> observation; what is replaced moves to superseded_observation.

`observation` holds the current view, keyed for the questions asked; every row names its submission and its cell.
`territory_month` and `completeness` are rollups of totals and counts (never averages), written in the same transaction
as the rows they sum; `data.rollups.rebuild` makes them anew and a test holds them equal to the sums of the facts.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

NO_CATEGORY = 0  # category_id of an observation that has no service category

metadata = MetaData()

network = Table(
    "network",
    metadata,
    Column("name", Text, primary_key=True),  # one row: one database holds one network
    Column("demonstration", Boolean, nullable=False),
    Column("registers_hash", Text, nullable=False),  # of the registers last synchronised
)

library = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # library type, a code of data/definitions/library_kinds.toml
    Column("territory", Text, nullable=False, index=True),  # territory code, e.g. MD-OR
    Column("area", Text),  # CUATM code of the commune or town
    Column("population", Integer),
    Column("in_network_from", Integer),  # YYYYMM; null: outside the network
    Column("in_network_to", Integer),
    Column("opened", Integer),
    Column("closed", Integer),
)

library_status = Table(  # as library_statuses.csv of the network declares it (data.statuses)
    "library_status",
    metadata,
    Column("library_id", ForeignKey("library.id"), primary_key=True, autoincrement=False),
    Column("status", Text, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),  # YYYYMM
    Column("last", Integer),  # YYYYMM; null: it still holds
    Column("other_id", ForeignKey("library.id")),  # the library it was merged into, or whose report holds its figures
    Column("months", Text),  # of a seasonal one: twelve digits from January, 1 where it is open
    Column("text", Text),  # its former name, or where it is now
    sqlite_with_rowid=False,
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
)

category = Table(
    "category",
    metadata,
    Column("id", SmallInteger, primary_key=True),  # NO_CATEGORY is a row, too, with the code "-"
    Column("code", Text, nullable=False, unique=True),
)

source_file = Table(
    "source_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # the path below the folder given to the loader
    Column("size", BigInteger, nullable=False),
    Column("layout", Text),
    Column("layout_version", Text),
    Column("language", Text),
    Column("sheets", Text, nullable=False),  # JSON list of sheet names, in file order
    Column("status", Text, nullable=False),  # accepted | refused
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("sender", Text),  # who sent it, as the delivery says
    Column("channel", Text),  # how it came, a key of text [channel], or the delivery's own word
    Column("role", Text),  # of the sender: library | territory | network
    Column("saved_at", DateTime(timezone=True)),  # when its writer last saved it, as the workbook itself says
)

refused_report = Table(  # the reports that refused files were about, as far as that is known
    "refused_report",
    metadata,
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("library_id", Integer, primary_key=True, autoincrement=False),
    Column("source_file_id", ForeignKey("source_file.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_file_id", ForeignKey("source_file.id"), nullable=False),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Integer, nullable=False),  # YYYYMM, or YYYY for an annual form
    Column("version", SmallInteger, nullable=False),
    Column("status", Text, nullable=False),  # accepted | superseded
    Column("supersedes_id", ForeignKey("submission.id")),
    Column("superseded_by_id", Integer),  # of one that is not in force: the submission that outranks it
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("asked", SmallInteger, nullable=False, default=0),  # questions that apply to the library, and of these
    Column("filled", SmallInteger, nullable=False, default=0),  # the ones it answered with a number
    UniqueConstraint("form", "period", "library_id", "version"),
)

observation = Table(
    "observation",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("library_id", Integer, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", Double),
    Column("state", SmallInteger, nullable=False),
    Column("submission_id", Integer, nullable=False),
    Column("cell", BigInteger, nullable=False),  # data.provenance.pack_cell
    sqlite_with_rowid=False,
)

superseded_observation = Table(
    "superseded_observation",
    metadata,
    Column("submission_id", Integer, primary_key=True, autoincrement=False),
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", Double),
    Column("state", SmallInteger, nullable=False),
    Column("cell", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

raw_text = Table(  # what the cell said, kept where it is not simply the number stored
    "raw_text",
    metadata,
    Column("submission_id", Integer, primary_key=True, autoincrement=False),
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

problem = Table(
    "problem",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_file_id", ForeignKey("source_file.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("severity", Text, nullable=False),  # refuse | warn | note
    Column("sheet", Text),
    Column("cell", Text),  # as a person reads it, e.g. B17
    Column("found", Text),
    Column("details", Text, nullable=False),  # JSON object: the values of the message template
)

territory_month = Table(
    "territory_month",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("territory", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("total", Double, nullable=False),
    Column("reported", Integer, nullable=False),  # libraries whose state is reported
    sqlite_with_rowid=False,
)

completeness = Table(
    "completeness",
    metadata,
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("territory", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("expected", Integer, nullable=False),  # libraries that owe the report
    Column("received", Integer, nullable=False),  # of these, libraries with an accepted submission
    Column("on_time", Integer),  # of these, whose first submission came by the due date; null: none is declared
    Column("asked", Integer, nullable=False),  # questions of their reports that apply, and of these
    Column("filled", Integer, nullable=False),  # the ones answered with a number
    sqlite_with_rowid=False,
)

due_date = Table(  # as forms.toml of the network declares it
    "due_date",
    metadata,
    Column("form", Text, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),  # the last day on time
    Column("due_before", DateTime(timezone=True), nullable=False),  # the moment at which that day ends
    sqlite_with_rowid=False,
)

Index("submission_by_library", submission.c.library_id, submission.c.period)
Index("submission_by_file", submission.c.source_file_id)
