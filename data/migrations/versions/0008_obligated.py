"""Whether the libraries of a territory owe reports."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("library", sa.Column("obligated", sa.Boolean(), nullable=False, server_default=sa.true()))
