"""The settings: every knob of the dashboard, read once from the environment.

A wrong value stops the start with a sentence; nothing else in the project reads the environment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from limits import parse_many

from dashboard.engine_settings import cluster_in, engine_in, memory_in
from dashboard.exposure import Network, SettingsError, check_production, mode_of, networks_of

VARIABLES = (
    "DASHBOARD_MODE",
    "DASHBOARD_TABLE",
    "DASHBOARD_ENGINE",
    "DASHBOARD_SPARK",
    "JAVA_HOME",
    "DASHBOARD_MEMORY",
    "DASHBOARD_CACHE",
    "DASHBOARD_SNAPSHOTS",
    "DATABASE_URL",
    "DASHBOARD_SECRET_KEY",
    "DASHBOARD_REVIEWERS",
    "DASHBOARD_URL",
    "DASHBOARD_MAIL",
    "DASHBOARD_MAIL_FROM",
    "DASHBOARD_API_LIMIT",
    "DASHBOARD_FRAMES",
    "DASHBOARD_PROXIES",
    "DASHBOARD_LOG",
    "DASHBOARD_SLOW",
    "HOST",
    "PORT",
    "WORKERS",
)
"""Every environment variable that is read; the README documents each."""

_PACKAGE = Path(__file__).resolve().parent
_SHARED = _PACKAGE / "shared"
ROOT = _SHARED if _SHARED.is_dir() else _PACKAGE.parent
"""What stands beside the code: data, assets and the server's files; within the package where that was installed."""

VAR = Path("var") if ROOT == _SHARED else ROOT / "var"
"""What is written while serving: of an installed package, in the folder where it was started."""

LOGS = ("text", "json")
"""How the server logs."""

SHORTEST_SECRET = 16
MAIL_SCHEMES = ("file:", "smtp://", "smtps://")
LONGEST_LIMIT = 40

ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)
"""An address without a path, whose host may begin with '*.' for all below it."""


@dataclass(frozen=True)
class Settings:
    """``table``: the engagements table (CSV, Parquet, or a folder of Parquet). ``engine``: what answers queries.

    ``cache``: folder of large tables made ready for queries. ``spark``: the address of the cluster. ``memory``: the
    most that DuckDB takes, '' for its own limit.

    ``snapshots``: folder of the frozen releases, None for ``snapshots`` beside the table.

    ``database``: address of the store. ``secret_key``: what sessions and receipts are signed with, '' for one that the
    store keeps. ``reviewers``: how many must accept a change. ``url``: where the dashboard is found from outside, ''
    for where it listens. ``mail``: how letters leave, ``mail_from``: whose they are. ``api_limit``: how often one
    address may ask the API. ``frames``: the origins whose pages may show lean pages in frames, ('*',) for all, () for
    none but the dashboard's own. ``proxies``: the networks whose word for a client's address and scheme is taken.
    ``mode``: ``laptop`` or ``production``. ``log``: how the server logs, ``slow``: milliseconds from which on a query
    is told there. ``host``, ``port``, ``workers``: where and with how many processes the server listens. ``data``:
    folder of the reference tables. ``assets``: folder of boundaries, styles and scripts.
    """

    table: Path = ROOT / "data" / "engagements.csv"
    engine: str = "polars"
    spark: str = "local[2]"
    memory: str = ""
    cache: Path = VAR / "cache"
    snapshots: Path | None = None
    database: str = f"sqlite:///{VAR / 'diplomacy.db'}"
    secret_key: str = ""
    reviewers: int = 1
    url: str = ""
    mail: str = f"file:{VAR / 'outbox'}"
    mail_from: str = "dashboard@localhost"
    api_limit: str = "600 per minute"
    frames: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()
    mode: str = "laptop"
    log: str = "text"
    slow: int = 500
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 2
    data: Path = ROOT / "data"
    assets: Path = ROOT / "assets"
    ready_made: Path = VAR / "ready-made"

    @property
    def address(self) -> str:
        """Where the dashboard is found, without a slash at the end."""
        return self.url or f"http://{self.host}:{self.port}"

    @property
    def is_production(self) -> bool:
        """Whether others reach the dashboard: then nothing is made up that an operator has to decide."""
        return self.mode == "production"

    @property
    def shelf(self) -> Path:
        """The folder of the frozen releases of the table; it need not exist."""
        return self.snapshots or self.table.absolute().parent / "snapshots"

    @classmethod
    def from_env(cls, environment: Mapping[str, str], is_table_needed: bool = True) -> Settings:
        """Read the variables named in ``VARIABLES``; raise SettingsError on a value that cannot be used.

        ``is_table_needed``: whether the table must be there; not where the last good one can be served.
        """
        table = Path(environment.get("DASHBOARD_TABLE") or cls.table)
        engine = engine_in(environment, cls.engine)
        if is_table_needed and not table.exists():
            raise SettingsError(
                f"DASHBOARD_TABLE '{table}' does not exist. Give a CSV or Parquet file, or a folder of Parquet files."
            )
        mode, secret, url = mode_of(environment), _secret(environment), _url(environment)
        if mode == "production":
            check_production(secret, url)
        return cls(
            mode=mode,
            table=table,
            engine=engine,
            spark=cluster_in(environment, cls.spark),
            memory=memory_in(environment),
            cache=_folder(environment, "DASHBOARD_CACHE") or cls.cache,
            snapshots=_folder(environment, "DASHBOARD_SNAPSHOTS"),
            database=environment.get("DATABASE_URL") or cls.database,
            secret_key=secret,
            reviewers=_number(environment, "DASHBOARD_REVIEWERS", cls.reviewers, 5),
            url=url,
            mail=_mail(environment, cls.mail),
            mail_from=_mail_from(environment, cls.mail_from),
            api_limit=_limit(environment, cls.api_limit),
            frames=_frames(environment),
            proxies=networks_of(environment),
            log=_log(environment, cls.log),
            slow=_number(environment, "DASHBOARD_SLOW", cls.slow, 600_000),
            host=environment.get("HOST") or cls.host,
            port=_number(environment, "PORT", cls.port, 65_535),
            workers=_number(environment, "WORKERS", cls.workers, 64),
        )


def _number(environment: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    text = environment.get(name) or str(otherwise)
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= most:
        return int(text)
    raise SettingsError(f"{name} '{text}' is not a whole number from 1 to {most}.")


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name) or ""
    if text and Path(text).exists() and not Path(text).is_dir():
        raise SettingsError(f"{name} '{text}' is a file. Give a folder; it need not exist yet.")
    return Path(text) if text else None


def _secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("DASHBOARD_SECRET_KEY") or ""
    if secret and len(secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"DASHBOARD_SECRET_KEY has {len(secret)} characters. Give at least {SHORTEST_SECRET}, made at random."
        )
    return secret


def _url(environment: Mapping[str, str]) -> str:
    url = (environment.get("DASHBOARD_URL") or "").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise SettingsError(f"DASHBOARD_URL '{url}' is no address. Give one such as https://diplomacy.example.org.")
    return url


def _mail(environment: Mapping[str, str], otherwise: str) -> str:
    mail = environment.get("DASHBOARD_MAIL") or otherwise
    if not mail.startswith(MAIL_SCHEMES):
        raise SettingsError(
            f"DASHBOARD_MAIL '{mail}' is no way to send. Allowed: file:folder, smtp://user:password@host:port, smtps://…"
        )
    return mail


def _mail_from(environment: Mapping[str, str], otherwise: str) -> str:
    sender = environment.get("DASHBOARD_MAIL_FROM") or otherwise
    if "@" not in sender or any(sign in sender for sign in "\r\n"):
        raise SettingsError(f"DASHBOARD_MAIL_FROM '{sender}' is no e-mail address.")
    return sender


def _frames(environment: Mapping[str, str]) -> tuple[str, ...]:
    asked = (environment.get("DASHBOARD_FRAMES") or "none").replace(",", " ").split()
    if asked in (["none"], ["all"]):
        return ("*",) if asked == ["all"] else ()
    for origin in asked:
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"DASHBOARD_FRAMES '{origin[:80]}' is no site. Give 'none', 'all', or addresses without a path, such "
                "as https://news.example.org or https://*.example.gov, separated by spaces."
            )
    return tuple(dict.fromkeys(asked))


def _log(environment: Mapping[str, str], otherwise: str) -> str:
    log = environment.get("DASHBOARD_LOG") or otherwise
    if log not in LOGS:
        raise SettingsError(f"DASHBOARD_LOG '{log[:80]}' is no way to log. Allowed: {', '.join(LOGS)}.")
    return log


def _limit(environment: Mapping[str, str], otherwise: str) -> str:
    limit = " ".join((environment.get("DASHBOARD_API_LIMIT") or otherwise).split())
    try:
        read = parse_many(limit[:LONGEST_LIMIT])
    except ValueError:
        read = []
    if len(read) != 1 or read[0].amount < 1 or len(limit) > LONGEST_LIMIT:
        raise SettingsError(
            f"DASHBOARD_API_LIMIT '{limit}' is no limit. Give a number of requests per second, minute, hour or day, "
            "such as '600 per minute'."
        )
    return limit
