"""Runs migrations on the connection that data.upgrades hands over; there is no alembic.ini and no other way in."""

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], version_table=given["version_table"])
with context.begin_transaction():
    context.run_migrations()
