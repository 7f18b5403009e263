"""An index of the activities of events: fairs are found without reading every event."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    activity = sa.text("parent_id IS NOT NULL")
    op.create_index("activity_by_event", "event", ["parent_id"], sqlite_where=activity, postgresql_where=activity)
