"""Declared corrections and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("library_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("declared", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"]),
        sa.PrimaryKeyConstraint("library_id", "period", "indicator_id", "category_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "corrected",
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("source_value", sa.Double(), nullable=True),
        sa.Column("source_state", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"]),
        sa.PrimaryKeyConstraint("submission_id", "indicator_id", "category_id"),
        sqlite_with_rowid=False,
    )
