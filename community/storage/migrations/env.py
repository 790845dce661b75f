"""Run the steps over the connection that the database hands in; read by Alembic."""

from __future__ import annotations

from alembic import context

from community.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
