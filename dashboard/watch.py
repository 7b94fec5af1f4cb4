"""What every process of the server does beside answering: look for what is new, send letters, forget old attempts."""

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
        tried = Trial().of
        while not publication.closing.wait(SECONDS_BETWEEN_LOOKS):
            tried(publication.look)
            tried(publication.remember)
            if tried(publication.store.probe):  # else it would wait for the store, and look at nothing meanwhile
                tried(lambda: deliver(publication.store, send, sender))
            looks += 1
            if looks % LOOKS_BETWEEN_SWEEPS == 0:
                tried(lambda: forget_old(publication.store))

    publication.watcher = threading.Thread(target=go_on, name="watch", daemon=True)
    publication.watcher.start()


class Trial:
    """Does what may fail for a while, as the next look tries again; says so once, not every second."""

    def __init__(self) -> None:
        self.said = ""

    def of(self, work: Callable[[], object]) -> object:
        """Do it and return what it gives, None where it failed."""
        try:
            return work()
        except (SQLAlchemyError, OSError) as error:
            words = str(getattr(error, "orig", None) or error)
            if words != self.said:
                log.warning("The store could not be asked, it is asked again each second: %s", words)
            self.said = words
        except Exception:  # whoever looks after the publication must not end
            log.exception("A look at what is new failed; the next one is in a second")
        return None
