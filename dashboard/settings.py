"""The settings: every knob of the dashboard, read once from the environment.

A wrong value stops the start with a sentence; nothing else in the project reads the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

VARIABLES = ("DASHBOARD_TABLE", "DASHBOARD_ENGINE", "HOST", "PORT", "WORKERS")
"""Every environment variable that is read; the README documents each."""

ENGINES = ("polars", "pandas", "duckdb")

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it, the reason and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """``table``: the engagements table (CSV, Parquet, or a folder of Parquet). ``engine``: what answers queries.

    ``host``, ``port``, ``workers``: where and with how many processes the server listens. ``data``: folder of the
    reference tables. ``assets``: folder of boundaries, styles and scripts.
    """

    table: Path = ROOT / "data" / "engagements.csv"
    engine: str = "polars"
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 2
    data: Path = ROOT / "data"
    assets: Path = ROOT / "assets"

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Read the variables named in ``VARIABLES``; raise SettingsError on a value that cannot be used."""
        table = Path(environment.get("DASHBOARD_TABLE") or cls.table)
        engine = environment.get("DASHBOARD_ENGINE") or cls.engine
        if not table.exists():
            raise SettingsError(
                f"DASHBOARD_TABLE '{table}' does not exist. Give a CSV or Parquet file, or a folder of Parquet files."
            )
        if engine not in ENGINES:
            raise SettingsError(f"DASHBOARD_ENGINE '{engine}' is not an engine. Allowed: {', '.join(ENGINES)}.")
        if find_spec(engine) is None:
            raise SettingsError(f"DASHBOARD_ENGINE '{engine}' needs a package that is not here: pip install {engine}.")
        return cls(
            table=table,
            engine=engine,
            host=environment.get("HOST") or cls.host,
            port=_number(environment, "PORT", cls.port, 65_535),
            workers=_number(environment, "WORKERS", cls.workers, 64),
        )


def _number(environment: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    text = environment.get(name) or str(otherwise)
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= most:
        return int(text)
    raise SettingsError(f"{name} '{text}' is not a whole number from 1 to {most}.")
