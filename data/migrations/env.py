"""Runs migrations on the connection that data.upgrades hands over; there is no alembic.ini and no other way in."""

from alembic import context

from data.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
