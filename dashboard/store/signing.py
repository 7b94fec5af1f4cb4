"""The secret that the server signs with where no setting gives one: kept in the store, the same for all processes."""

from __future__ import annotations

import secrets as randomness

from sqlalchemy import insert, select, text

from dashboard.store.database import Store
from dashboard.store.tables import secrets


def secret(store: Store, name: str) -> str:
    """A secret of the server, made at first use and the same for all its processes."""
    asked = select(secrets.c.value).where(secrets.c.name == name)
    with store.reading() as connection:
        found = connection.execute(asked).scalar()
    if found is not None:
        return str(found)
    with store.writing() as connection:
        if store.file is None:
            connection.execute(text("LOCK TABLE secret IN EXCLUSIVE MODE"))  # two servers may begin at once
        found = connection.execute(asked).scalar()
        if found is None:
            found = randomness.token_urlsafe(48)
            connection.execute(insert(secrets).values(name=name, value=found))
        return str(found)
