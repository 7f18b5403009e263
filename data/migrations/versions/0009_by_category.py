"""Rollups of indicators reported by category, filled from what is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "library_month",
        sa.Column("indicator_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("library_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("indicator_id", "period", "library_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "category_month",
        sa.Column("indicator_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("indicator_id", "period", "category_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO library_month (indicator_id, period, library_id, total) "
        "SELECT indicator_id, period, library_id, SUM(value) FROM observation "
        "WHERE state = 0 AND category_id <> 0 GROUP BY indicator_id, period, library_id"
    )
    op.execute(
        "INSERT INTO category_month (indicator_id, period, category_id) "
        "SELECT DISTINCT indicator_id, period, category_id FROM territory_month WHERE category_id <> 0"
    )
