"""Compressed forms of files, made once in the background and kept in a folder from one start to the next.

A form is named by the digest of what it was made from, so it is never out of date. Who asks for it is ``static_route``.
"""

from __future__ import annotations

import gzip
import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import brotli

from dashboard.statics import digest_of

MADE_BY: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11, lgwin=24),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
"""Encoding → what makes it, the smallest first. Whoever takes zstd takes brotli, which is smaller here."""

LEAST_BYTES = 500
"""Smaller files are sent as they are."""

LOWEST_PRIORITY = 19

SECONDS_KEPT = 180 * 86_400
"""Forms that were made longer ago are forgotten when others are made; one that is still wanted is made anew."""


class ReadyMade:
    """The compressed forms in one folder, and the thread that makes those that were asked for in vain.

    Several processes can share a folder. Where it cannot be written to, nothing is ever ready, and nothing fails.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._wanted: queue.Queue[tuple[Path, str]] = queue.Queue()
        self._asked: set[Path] = set()
        self._lock = threading.Lock()
        self._maker: threading.Thread | None = None

    def form(self, file: Path, encoding: str) -> bytes | None:
        """The file in an encoding of ``MADE_BY``; None where it is not ready yet, and then it is made for the next."""
        if file.stat().st_size < LEAST_BYTES:
            return None
        place = self._place(file, encoding)
        with suppress(OSError):
            return place.read_bytes()
        self._want(file, encoding, place)
        return None

    def finish(self) -> None:
        """Wait until everything that was asked for is made."""
        self._wanted.join()

    def _place(self, file: Path, encoding: str) -> Path:
        return self.folder / f"{digest_of(file)}.{encoding}"

    def _want(self, file: Path, encoding: str, place: Path) -> None:
        with self._lock:
            if place in self._asked:
                return
            self._asked.add(place)
            self._wanted.put((file, encoding))
            if self._maker is None:
                self._maker = threading.Thread(target=self._make_all, name="ready-made", daemon=True)
                self._maker.start()

    def _make_all(self) -> None:
        _step_back()
        self._forget_old()
        while True:
            file, encoding = self._wanted.get()
            with suppress(OSError):
                self._make(file, encoding)
            self._wanted.task_done()

    def _forget_old(self) -> None:
        with suppress(OSError):
            for form in self.folder.iterdir():
                if time.time() - form.stat().st_mtime > SECONDS_KEPT:
                    form.unlink(missing_ok=True)

    def _make(self, file: Path, encoding: str) -> None:
        place = self._place(file, encoding)
        if place.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        unfinished.write_bytes(MADE_BY[encoding](file.read_bytes()))
        unfinished.replace(place)


def _step_back() -> None:
    """Give this thread the lowest priority, where threads have one of their own: requests come first."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST_PRIORITY)
