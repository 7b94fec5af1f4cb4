"""The command ``check``: every problem of a table on a line of its own, then a count.

It only prints; the table is validated in ``data``.
"""

from __future__ import annotations

from pathlib import Path

import click


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Validate the table in FILE (CSV, Excel, Parquet or a folder of Parquet).

    Prints every problem with its file row, column, value and fix. Exit code 0 if there is none,
    1 if there is any, 2 if FILE cannot be read.
    """
    from dashboard.data import TableError, load_table
    from dashboard.reference import load_reference
    from dashboard.settings import Settings

    try:
        table = load_table(file, load_reference(Settings().data))
    except TableError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    for line in (*table.notes, *table.problems):
        click.echo(str(line))
    click.echo(
        f"{table.rows_read:,} rows read, {table.rows:,} good, "
        f"{len(table.problems):,} problems in {table.bad_rows:,} rows"
    )
    raise SystemExit(1 if table.problems else 0)
