"""The command ``table``: the table as it was after any of its changes, as a file.

How it is put together from the base table and the changes is in ``store.changes``.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click


@click.command("table")
@click.option("--version", type=click.IntRange(min=0), default=None, help="Number of the change; 0 is the base table.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def table(version: int | None, out: Path) -> None:
    """Write the table to OUT (CSV) as it was after change --version, without it as it is now.

    Exit code 2 where there is no such change or the table cannot be read.
    """
    from dashboard.data import TableError
    from dashboard.publication import Publication
    from dashboard.settings import Settings, SettingsError
    from dashboard.store.changes import latest_rows, with_changes
    from dashboard.store.database import Store, StoreError

    try:
        settings = Settings.from_env(os.environ)
        publication = Publication(settings, Store(settings.database))
    except (SettingsError, StoreError, TableError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    with closing(publication):
        asked = publication.version if version is None else version
        if asked > publication.version:
            click.echo(f"There is no change {asked}: the last one is {publication.version}.", err=True)
            raise SystemExit(2)
        with publication.store.reading() as connection:
            engagements = with_changes(publication.base.engagements, latest_rows(connection, asked))
    engagements.to_csv(out, index=False, lineterminator="\r\n", encoding="utf-8")
    click.echo(f"{len(engagements):,} engagements as of change {asked}, in {out}")
