"""The tables. Append only: source_file -> submission -> observation; what is replaced moves to superseded_observation.

`observation` holds the current view, keyed for the questions asked; every row names its submission and its cell.
`territory_month`, `library_month`, `category_month` and `completeness` are rollups of totals and counts (not averages),
written in the same transaction as the rows they sum, and so are the packed `category_values`; `data.rollups.rebuild`
makes them anew and a test holds them equal to the facts.
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
    LargeBinary,
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
    Column("obligated", Boolean, nullable=False, default=True),  # False: its territory's libraries owe no report
    Column("record_key", Integer, nullable=False, server_default="0"),  # its part in the rounding (data.rounding)
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

protected = Table(  # indicators and categories whose counts leave rounded (data.disclosure)
    "protected",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("base", Integer, nullable=False),
    Column("cell_key", Integer, nullable=False),
    sqlite_with_rowid=False,
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

correction = Table(  # as corrections.toml of the network declares them (data.corrections)
    "correction",
    metadata,
    Column("library_id", ForeignKey("library.id"), primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("declared", Text, nullable=False),  # JSON object
    sqlite_with_rowid=False,
)

corrected = Table(  # what a correction did to an observation of a submission (data.correcting)
    "corrected",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("source_value", Double),  # what the source says
    Column("source_state", SmallInteger, nullable=False),
    Column("value", Double),  # what is stored in its place
    Column("state", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),  # JSON object: language -> sentence
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

library_month = Table(  # of indicators reported by category: a library's sum over them
    "library_month",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("library_id", Integer, primary_key=True, autoincrement=False),
    Column("total", Double, nullable=False),
    sqlite_with_rowid=False,
)

category_month = Table(  # the categories that anybody gave a number for
    "category_month",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("category_id", SmallInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

category_values = Table(  # of indicators reported by category: every value of a territory and month, packed
    "category_values",
    metadata,
    Column("indicator_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("territory", Text, primary_key=True),
    Column("cells", LargeBinary, nullable=False),  # data.category_values.CELL
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

# --- The lists of a report: a row one thing. A list is current or replaced as a whole; its records stay either way. ---

record_list = Table(
    "record_list",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),  # events | partners | advocacy | stories
    Column("period", Integer, nullable=False),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("records", Integer, nullable=False),  # 0: the list was there and empty
    Column(
        "columns", Text, nullable=False
    ),  # JSON object: field -> column (from 0), to find a figure's cell in its row
    Column("current", Boolean, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),  # the host that tells of it
    Column("period", Integer, nullable=False),  # of the report
    Column("number", Text),  # as the sender numbers it: 1, 1.1
    Column("parent_id", Integer),  # the fair it is an activity of; its attendance is not added to the fair's
    Column("title", Text),
    Column("format", Text),  # a code of event_formats.toml
    Column("category_id", SmallInteger, nullable=False),  # primary: the one that totals use
    Column("second_category_id", SmallInteger),  # shown, never summed
    Column("third_category_id", SmallInteger),
    Column("starts", Date),
    Column("ends", Date),
    Column("venue", Text),  # library | outreach
    Column("place", Text),
    Column("attendance", Double),
    Column("attendance_state", SmallInteger, nullable=False),
    Column("children", Double),
    Column("children_state", SmallInteger, nullable=False),
    Column("volunteers", Double),
    Column("volunteers_state", SmallInteger, nullable=False),
    Column("count_method", Text),  # counted | estimated | registered
    Column("in_campaign", Boolean),
    Column("link", Text),  # text: never made into a link
    Column("same_key", Text),  # folded title, format and day: what two hosts' rows of one event have in common
    Column("same_as", Integer),  # the event, told of by another host, that this row tells of again
    Column("cell", BigInteger, nullable=False),
)

event_host = Table(  # other libraries that an event names
    "event_host",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("library_id", ForeignKey("library.id"), primary_key=True, autoincrement=False),
    Column(
        "role", Text, nullable=False
    ),  # co-host: holds it, too | partner: holds it if it names the first one as well
)

partner = Table(
    "partner",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),  # the folded name
    Column("name", Text, nullable=False),  # as first written
    Column("sector", Text, nullable=False),  # a code of list_words.toml, or "" where nobody said
    UniqueConstraint("key", "sector"),
)

event_partner = Table(
    "event_partner",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("partner_id", ForeignKey("partner.id"), primary_key=True, autoincrement=False),
)

partnership = Table(
    "partnership",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("partner_id", ForeignKey("partner.id"), nullable=False),
    Column("contribution", Text),
    Column("cell", BigInteger, nullable=False),
)

volunteer_period = Table(
    "volunteer_period",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("partner_id", ForeignKey("partner.id")),  # who sent them; null: the library's own
    Column("people", Double),
    Column("people_state", SmallInteger, nullable=False),
    Column("hours", Double),
    Column("hours_state", SmallInteger, nullable=False),
    Column("cell", BigInteger, nullable=False),
)

advocacy_action = Table(
    "advocacy_action",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # an action of list_words.toml
    Column("action", Text),
    Column("target", Text),
    Column("day", Date),
    Column("cell", BigInteger, nullable=False),
)

advocacy_result = Table(
    "advocacy_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("action_id", Integer),  # null: no action stands beside it
    Column("kind", Text, nullable=False),  # a result of list_words.toml
    Column("result", Text),
    Column("amount", Double),
    Column("amount_state", SmallInteger, nullable=False),
    Column("in_kind", Boolean, nullable=False),  # a value, not money
    Column("currency", Text, nullable=False),
    Column("rate", Double),  # of the reporting currency for one unit; null: no rate is declared for that day
    Column("rate_from", Date),  # since when the rate holds
    Column("converted", Double),  # amount * rate, in the reporting currency
    Column("source", Text),  # authority | private | ngo | community
    Column("given", Text),  # received | pledged
    Column("cell", BigInteger, nullable=False),
)

story = Table(
    "story",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("library_id", ForeignKey("library.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("title", Text),
    Column("story", Text),
    Column("quote", Text),
    Column("consent", Text),  # yes | no; null: nobody said, which is no consent
    Column("photo", Text),  # text: never made into a link
    Column("category_id", SmallInteger, nullable=False),
    Column("withheld", Boolean, nullable=False),  # a text of it names a person: never published
    Column("cell", BigInteger, nullable=False),
)

story_consent = Table(  # to publish the very words of a story; see data.consents
    "story_consent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Text, nullable=False, index=True),  # of the library and its words
    Column("scopes", Text, nullable=False),  # ",pages,impact,"
    Column("languages", Text, nullable=False),  # ",ro,ru,"
    Column("named", Boolean, nullable=False),  # the library's name may stand beside them
    Column("given", Date, nullable=False),
    Column("expires", Date, nullable=False),  # the last day
    Column("evidence", Text, nullable=False),  # where the signed paper is kept
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
)

record_text = Table(  # what a cell of a record said, where it is not simply what is stored
    "record_text",
    metadata,
    Column("kind", Text, primary_key=True),  # the table of the record
    Column("record_id", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

withheld_text = Table(  # texts with personal data, kept apart: no page, file or release may read this table
    "withheld_text",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("record_id", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("found", Text, nullable=False),  # what kinds of personal data, e.g. "phone, child"
    sqlite_with_rowid=False,
)

Index("record_list_by_library", record_list.c.kind, record_list.c.period, record_list.c.library_id)
Index("event_same_key", event.c.same_key)
Index("event_host_by_library", event_host.c.library_id)
_ACTIVITY = event.c.parent_id.is_not(None)
Index("activity_by_event", event.c.parent_id, sqlite_where=_ACTIVITY, postgresql_where=_ACTIVITY)
Index("submission_by_library", submission.c.library_id, submission.c.period)
Index("submission_by_file", submission.c.source_file_id)

evaluation_plan = Table(  # what an evaluation computes, stored before its result is looked at
    "evaluation_plan",
    metadata,
    Column("hash", Text, primary_key=True),  # of the content
    Column("campaign", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("content", Text, nullable=False),  # data.campaign.plan.Plan as JSON
)

evaluation_result = Table(
    "evaluation_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_hash", ForeignKey("evaluation_plan.hash"), nullable=False),
    Column("release", Text, nullable=False),  # the reports it was computed on
    Column("computed_at", DateTime(timezone=True), nullable=False),
    Column("content", Text, nullable=False),  # data.campaign.results.Evaluation as JSON
    UniqueConstraint("plan_hash", "release"),
)

# --- Releases: what was published, frozen as it was. A row of a frozen table belongs to one release. ---

release = Table(
    "release",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("as_of", DateTime(timezone=True), nullable=False),  # it holds the reports received until then
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("embargo", Date),  # not to be shown before this day; null: from the beginning
    Column("last_file_id", Integer, nullable=False),  # what was loaded later is no part of it, whenever received
    Column("last_submission_id", Integer, nullable=False),
    Column("definitions", Text, nullable=False),  # JSON: data.release.definitions
)

release_submission = Table(  # the submissions that were in force
    "release_submission",
    metadata,
    Column("release_id", ForeignKey("release.id"), primary_key=True, autoincrement=False),
    Column("submission_id", ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

release_list = Table(  # the lists that were current
    "release_list",
    metadata,
    Column("release_id", ForeignKey("release.id"), primary_key=True, autoincrement=False),
    Column("submission_id", ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    sqlite_with_rowid=False,
)

release_event = Table(  # the events that told of another one again, and of which
    "release_event",
    metadata,
    Column("release_id", ForeignKey("release.id"), primary_key=True, autoincrement=False),
    Column("event_id", ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("same_as", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Tables of which a release keeps its own rows.
FROZEN = (
    library, library_status, observation, corrected, territory_month, library_month, category_month, category_values,
    completeness,
)  # fmt: skip


def _kept(table: Table) -> Table:
    whose: Column[int] = Column("release_id", ForeignKey("release.id"), primary_key=True, autoincrement=False)
    columns = [
        Column(one.name, one.type, primary_key=one.primary_key, nullable=one.nullable, autoincrement=False)
        for one in table.columns
    ]
    return Table(f"release_{table.name}", metadata, whose, *columns, sqlite_with_rowid=False)


RELEASED = {table.name: _kept(table) for table in FROZEN}
