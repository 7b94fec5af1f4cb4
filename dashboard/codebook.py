"""The files generated into ``data/``: codebook, vocabularies, data package, and the registers as tables.

Each is derived from ``schema``, ``tables`` and the tables themselves, and is the same on every run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pandas as pd

from dashboard import schema
from dashboard.codebook_facts import facts
from dashboard.codebook_text import codebook_text
from dashboard.datapackage import describe
from dashboard.reference import load_reference
from dashboard.registers import Registers, build_registers
from dashboard.tables import TABLES

FOLDER = Path(__file__).resolve().parent.parent / "data"

VOCABULARIES: Mapping[str, Mapping[str, Any]] = {
    "engagement_type": {
        code: {"label": label, "family": schema.FAMILY_OF_TYPE[code]} for code, label in schema.TYPES.items()
    },
    "family": schema.FAMILIES,
    "issue": schema.ISSUES,
    "us_level": schema.LEVELS,
    "counterpart_level": schema.COUNTERPART_LEVELS,
    "collection_track": schema.TRACKS,
    "bureau": schema.BUREAUS,
    "status": schema.STATUSES,
    "source_kind": schema.SOURCE_KINDS,
}
"""What ``vocabularies.json`` holds: code → label, and for types also the family."""


def generated_files(folder: Path) -> dict[str, str]:
    """Return name → text of every generated file, from the tables in ``folder``, none of which is written.

    Raise FileNotFoundError where a table is missing.
    """
    engagements = read_text(folder / "engagements.csv")
    reference = load_reference(folder)
    registers = build_registers(engagements, reference)
    found = facts(folder, engagements, reference, registers)
    return {
        **{f"{name}.csv": csv_text(register) for name, register in _by_name(registers).items()},
        "vocabularies.json": json_text(VOCABULARIES),
        "datapackage.json": json_text(describe(TABLES, found.updated)),
        "README.md": codebook_text(TABLES, found),
    }


def write_codebook(folder: Path) -> list[Path]:
    """Write the generated files into ``folder``, beside the tables they are made from; return their paths."""
    written = []
    for name, text in generated_files(folder).items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return written


@click.command("codebook")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=FOLDER)
def codebook(folder: Path) -> None:
    """Generate codebook, vocabularies, data package and registers anew in FOLDER (by default data/)."""
    for path in write_codebook(folder):
        click.echo(f"wrote {path.name}")


def read_text(path: Path) -> pd.DataFrame:
    """Read a CSV file of ``data/`` with every column as text, missing values as ""."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def csv_text(table: pd.DataFrame) -> str:
    """Return ``table`` as it is written in ``data/``: lines end in a line feed, missing values are empty."""
    return str(table.to_csv(index=False, lineterminator="\n"))


def json_text(content: Mapping[str, Any]) -> str:
    """Return ``content`` as it is written in ``data/``."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=dict) + "\n"


def _by_name(registers: Registers) -> Mapping[str, pd.DataFrame]:
    return {
        "actors": registers.actors,
        "counterparts": registers.counterparts,
        "networks": registers.networks,
    }
