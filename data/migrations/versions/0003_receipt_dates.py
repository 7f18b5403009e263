"""Who sent a file, when it came and was due; how full a report is; what outranks a report not in force."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FULLNESS = """
    UPDATE submission SET asked = found.asked, filled = found.filled FROM (
        SELECT submission_id, SUM(CASE WHEN state IN (0, 1, 4) THEN 1 ELSE 0 END) AS asked,
               SUM(CASE WHEN state = 0 THEN 1 ELSE 0 END) AS filled
        FROM observation GROUP BY submission_id
    ) AS found WHERE found.submission_id = submission.id
"""


def upgrade() -> None:
    for name in ("sender", "channel", "role"):
        op.add_column("source_file", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("source_file", sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("asked", "filled"):
        op.add_column("submission", sa.Column(name, sa.SmallInteger(), nullable=False, server_default="0"))
        op.add_column("completeness", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("submission", sa.Column("superseded_by_id", sa.Integer(), nullable=True))
    op.execute(_FULLNESS)
    op.add_column("completeness", sa.Column("on_time", sa.Integer(), nullable=True))
    op.create_table(
        "refused_report",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("library_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_file_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["source_file_id"], ["source_file.id"]),
        sa.PrimaryKeyConstraint("form", "period", "library_id", "source_file_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "due_date",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_before", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form", "period"),
        sqlite_with_rowid=False,
    )
