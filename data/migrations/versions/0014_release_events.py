"""Releases keep which rows of events were one: lists that came later make others stand for them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "release_event",
        sa.Column("release_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("release_id", "event_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        """
        INSERT INTO release_event (release_id, event_id, same_as)
        SELECT l.release_id, e.id, COALESCE((
            SELECT MIN(a.id) FROM event a
            JOIN release_list r ON r.submission_id = a.submission_id AND r.kind = 'events'
            WHERE r.release_id = l.release_id AND a.library_id = x.library_id AND a.same_key = x.same_key
        ), e.same_as)
        FROM release_list l JOIN event e ON e.submission_id = l.submission_id JOIN event x ON x.id = e.same_as
        WHERE l.kind = 'events'
        """
    )
