"""What counts of people in sensitive services are rounded by; the next look at the registers fills it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("library", sa.Column("record_key", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("release_library", sa.Column("record_key", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "protected",
        sa.Column("indicator_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("cell_key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("indicator_id", "category_id"),
        sqlite_with_rowid=False,
    )
