"""The command ``import``: a survey file into the review queue, and a file of the rows that could not go there."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from dashboard.importing import FileSettings, SettingsOfFileError, judge_file, load_file, suggested
from dashboard.publication import Publication
from dashboard.reading import TableError
from dashboard.schema import SOURCE_KINDS, TRACKS
from dashboard.settings import Settings, SettingsError
from dashboard.store.database import Store, StoreError
from dashboard.survey.judging import DECIDE, READY, REJECTED
from dashboard.survey.limits import Limits
from dashboard.survey.mapping import NOT_USED, TARGETS, chosen
from dashboard.survey.opening import open_survey
from dashboard.survey.report import report_csv, report_xlsx

FROM_THE_OPERATOR = Limits(size=500_000_000, rows=1_000_000, unpacked=2_000_000_000)
"""Who has the command line may load larger files than an upload."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--track", type=click.Choice(list(TRACKS)), required=True, help="How these rows came in.")
@click.option("--source-name", required=True, help="Who made the file, as it will be shown with every row.")
@click.option("--source-url", required=True, help="Where the source is described (https://…), for every row without.")
@click.option("--source-kind", type=click.Choice(list(SOURCE_KINDS)), default="organisation", show_default=True)
@click.option("--source-date", default="", help="Date of the source: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option(
    "--column", "columns", multiple=True, metavar="HEADER=COLUMN", help="What a column is; '' leaves it aside."
)
@click.option("--undecided", is_flag=True, help="Let reviewers decide on what needs a decision, too.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where rows to mend go (.csv, .xlsx).")
@click.option("--dry-run", is_flag=True, help="Only say what would become of the file.")
def import_file(file: Path, columns: tuple[str, ...], report: Path | None, dry_run: bool, **said: Any) -> None:
    """Read a survey (CSV or .xlsx) and put what is ready into the review queue.

    Rows that need a decision or are rejected go, with the reason, into a file that can be mended and loaded again.
    Loading the same file twice adds nothing. Exit code 1 if any row was not loaded, 2 if the file cannot be read.
    """
    try:
        settings = Settings.from_env(os.environ)
        publication = Publication(settings, Store(settings.database))
        loaded = _import(publication, file, FileSettings(**said), columns, dry_run, report or _beside(file))
    except (SettingsError, StoreError, TableError, SettingsOfFileError, click.BadParameter) as error:
        click.echo(f"Nothing was loaded: {getattr(error, 'message', None) or error}", err=True)
        sys.exit(2)
    sys.exit(0 if loaded else 1)


def _import(
    publication: Publication, file: Path, said: FileSettings, columns: tuple[str, ...], dry_run: bool, report: Path
) -> bool:
    """Whether every row was loaded."""
    content = file.read_bytes()
    settings = FileSettings(**{**said.as_json(), "mapping": _mapping(publication, file, content, columns)})
    with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(min(done, bar.length) - bar.pos)

        shown, store = publication.current, publication.store
        judgement = judge_file(file.name, content, settings, shown, store, progress, FROM_THE_OPERATOR)
    for header in judgement.sheet.header:
        target = TARGETS.get(judgement.mapping.get(header, NOT_USED), "not used")
        click.echo(f"  {header!r}: {target}")
    counts = judgement.counts
    click.echo(f"{counts['rows']:,} rows: {_in_words(counts)}.")
    if not dry_run:
        added = load_file(judgement, settings, hashlib.sha256(content).hexdigest(), publication.store)
        click.echo(f"{added:,} new in the review queue.")
    left = counts[REJECTED] + (0 if settings.undecided else counts[DECIDE])
    if left:
        write = report_xlsx if report.suffix == ".xlsx" else report_csv
        report.write_bytes(write(judgement.sheet, judgement.judged.outcomes))
        click.echo(f"{left:,} to mend, each with the reason, in {report}.")
    return not left


def _mapping(publication: Publication, file: Path, content: bytes, columns: tuple[str, ...]) -> dict[str, str]:
    """The suggested mapping with what the options say instead; {} where they say nothing."""
    if not columns:
        return {}
    sheet = open_survey(file.name, content, FROM_THE_OPERATOR)
    mapping = chosen(suggested(sheet, publication.current, publication.store))
    for column in columns:
        header, _, target = column.rpartition("=")
        if header not in sheet.header:
            raise click.BadParameter(
                f"--column '{column}': the file has no column '{header}'. It has: {', '.join(sheet.header)}."
            )
        if target not in (*TARGETS, NOT_USED):
            raise click.BadParameter(f"--column '{column}': '{target}' is no column. Allowed: {', '.join(TARGETS)}.")
        mapping[header] = target
    return {header: target for header, target in mapping.items() if target}


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}-to-mend.csv")


def _in_words(counts: dict[str, int]) -> str:
    return f"{counts[READY]:,} engagements ready, {counts[DECIDE]:,} need a decision, {counts[REJECTED]:,} rejected"
