"""Alembic's environment: it runs on the connection that ``Database.migrate`` hands over.

There is no ``alembic.ini``: Corail migrates its own record, inside the writer's transaction, so
that two processes started at once make the tables once.
"""

from alembic import context

from knowledge.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
