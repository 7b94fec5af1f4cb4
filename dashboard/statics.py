"""Files that are served as they are, by addresses that hold a digest: what such an address gives can be kept for good.

How they are answered is in ``static_route``, how they are compressed beforehand in ``ready_made``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from dashboard.settings import ROOT

PREFIX = "/static/"
DIGITS = 12
"""Hexadecimal digits of a digest in an address: of a million states of a file two share one once in 560 tries."""

ENDINGS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".txt": "text/plain",
    ".ico": "image/x-icon",
}
"""What is served, as which type. Packages hold much else."""

SHAPES = "assets/geo/"
PLOTLY = "/assets/plotly/plotly.min.js"


class Statics:
    """The files of several folders. ``folders``: beginning of an address → the folder behind it, or the one file.

    ``together``: beginnings of addresses whose files share one digest, since they ask for each other by relative
    addresses: chunks of a package, shapes of one folder.
    """

    def __init__(self, folders: Mapping[str, Path], together: Collection[str]) -> None:
        self._folders = {prefix: folder.resolve() for prefix, folder in folders.items()}
        self._together = tuple(together)

    def file(self, address: str) -> Path | None:
        """The file behind an address such as '/assets/style.css', None where there is none to be served."""
        for prefix, folder in self._folders.items():
            if address.startswith(prefix):
                if "\x00" in address:  # no file is called so, and the system does not even look
                    return None
                path = (folder / address[len(prefix) :]).resolve()
                return path if path.suffix in ENDINGS and path.is_relative_to(folder) and path.is_file() else None
        return None

    def hashed(self, address: str) -> str:
        """The address with its digest, '/static/0123456789ab/assets/style.css'; as it was where there is no file."""
        digest = self.digest(address)
        return f"{PREFIX}{digest}{address}" if digest else address

    def digest(self, address: str) -> str:
        """The digest that an address now has: of its file, or of all that share one; '' where there is no file."""
        path = self.file(address)
        if path is None:
            return ""
        for prefix in self._together:
            if address.startswith(prefix):
                return digest_of_all(self._folder(prefix))
        return digest_of(path)[:DIGITS]

    def _folder(self, address: str) -> Path:
        prefix = next(prefix for prefix in self._folders if address.startswith(prefix))
        return self._folders[prefix] / address[len(prefix) :]


def shapes_address() -> str:
    """The address under which figures find 'geo/states.json' and the other shapes; it ends in '/'."""
    return f"{PREFIX}{digest_of_all(ROOT / SHAPES)}/assets/"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, read again when the file was changed."""
    state = os.stat(path)
    return _digest(path, state.st_mtime_ns, state.st_size)


@lru_cache(1_000)
def _digest(path: Path, changed: int, size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(100)
def digest_of_all(folder: Path) -> str:
    """One digest for all files of a folder that are served, read once in a process."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and ".dev." not in path.name)
    lines = "\n".join(f"{path.relative_to(folder).as_posix()} {digest_of(path)}" for path in files)
    return hashlib.sha256(lines.encode()).hexdigest()[:DIGITS]
