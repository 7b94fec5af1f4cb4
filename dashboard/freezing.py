"""The command ``snapshot``: the table as it is now, frozen as the next numbered release.

What a release holds and how it is kept is in ``snapshots``.
"""

from __future__ import annotations

import os

import click


@click.command("snapshot")
@click.option("--notes", default="", help="What readers should know of this release, in a sentence or two.")
def snapshot(notes: str) -> None:
    """Freeze the table, with all changes accepted so far, as a release that never changes.

    Exit code 1 where nothing changed since the last one, 2 where the table cannot be read or the release not written.
    """
    from dashboard.data import TableError
    from dashboard.publication import Publication
    from dashboard.settings import Settings, SettingsError
    from dashboard.snapshots import RepeatedError, SnapshotError
    from dashboard.store.database import Store, StoreError

    try:
        settings = Settings.from_env(os.environ)
        publication = Publication(settings, Store(settings.database))
        made = publication.freeze(notes.strip())
    except (SettingsError, StoreError, TableError, SnapshotError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(1 if isinstance(error, RepeatedError) else 2) from None
    click.echo(f"Snapshot {made.number}: {made.rows:,} engagements, in {made.folder}")
    click.echo(f"SHA-256 of its rows: {made.sha256}")
    click.echo(f"It answers at ?snapshot={made.number} on every page, export and answer of the API.")
