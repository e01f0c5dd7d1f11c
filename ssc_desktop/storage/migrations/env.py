"""Alembic asks for this file; migrations are run by ``storage.upgrade``, in its own transaction."""
