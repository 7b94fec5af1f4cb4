"""What is told while an answer is made: queries put to the table, views and pages drawn, and how long they took.

Who listens is set for a request and thread; by default nobody does. What becomes of it is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

from dashboard.selection import Selection


@dataclass(frozen=True)
class Asking:
    """Queries that were put to a published table together, ``seconds`` long, under ``selections``.

    ``kind``: 'answers' (small frames, of which ``known`` were remembered and ``fresh`` worked out) or 'rows'.
    """

    table: Any
    selections: Sequence[Selection]
    kind: str
    known: int
    fresh: int
    seconds: float

    @property
    def selection(self) -> Selection:
        """The narrowest of the selections: what is chosen. The others leave out the clause of a view."""
        return max(self.selections, key=lambda selection: len(list(selection.pairs())))


class Observer(Protocol):
    """Who listens."""

    def asked(self, asking: Asking) -> None:
        """Queries were answered."""

    def drawn(self, kind: str, name: str, seconds: float) -> None:
        """A 'view' of this name, or the 'page' at this path, was drawn."""


_observer: ContextVar[Observer | None] = ContextVar("observer", default=None)


def listen(observer: Observer | None) -> None:
    """From here on, in this request or thread, tell ``observer``; None: nobody."""
    _observer.set(observer)


def listening() -> Observer | None:
    """Who is told, None for nobody."""
    return _observer.get()


def asking(
    table: Any, selections: Sequence[Selection], known: int, fresh: int, kind: str = "answers"
) -> Callable[[], None]:
    """Begin to ask; call what this gives when the answers are there."""
    began = perf_counter()

    def answered() -> None:
        observer = _observer.get()
        if observer is not None and selections:
            observer.asked(Asking(table, selections, kind, known, fresh, perf_counter() - began))

    return answered


@contextmanager
def drawing(kind: str, name: str) -> Iterator[None]:
    """Draw a view or a page within."""
    began = perf_counter()
    yield
    observer = _observer.get()
    if observer is not None:
        observer.drawn(kind, name, perf_counter() - began)
