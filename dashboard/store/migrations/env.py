"""Runs migrations on the connection that ``database`` opened; there is no other way to run them."""

from alembic import context

from dashboard.store.tables import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables, render_as_batch=True)
context.run_migrations()
