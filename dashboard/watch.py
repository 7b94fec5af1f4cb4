"""What every process of the server does beside answering: look for new changes, send letters, forget old attempts."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from dashboard.publication import Publication
from dashboard.store.letters import deliver, sending
from dashboard.store.limits import forget_old

SECONDS_BETWEEN_LOOKS = 1.0
LOOKS_BETWEEN_SWEEPS = 3_600

log = logging.getLogger(__name__)


def watch(publication: Publication) -> None:
    """Begin to look after the publication, in a thread of its own, until it is closing."""
    send = sending(publication.settings.mail)
    sender = publication.settings.mail_from

    def go_on() -> None:
        looks = 0
        while not publication.closing.wait(SECONDS_BETWEEN_LOOKS):
            _try(publication.look)
            _try(lambda: deliver(publication.store, send, sender))
            looks += 1
            if looks % LOOKS_BETWEEN_SWEEPS == 0:
                _try(lambda: forget_old(publication.store))

    publication.watcher = threading.Thread(target=go_on, name="watch", daemon=True)
    publication.watcher.start()


def _try(work: Callable[[], object]) -> None:
    """Do it, and go on where the store or a disk is away for a while: the next look tries again."""
    try:
        work()
    except (SQLAlchemyError, OSError):
        log.exception("The store could not be asked; it is asked again in a second.")
