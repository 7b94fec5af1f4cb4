"""Survey files at work: read, judged and loaded in a thread of the process that was asked, progress kept in the store.

A process that ends meanwhile leaves the file as it was: it is begun again by a click, and adds nothing twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from dashboard.importing import FileSettings, Judgement, judge_file, load_file, told_now_and_then
from dashboard.language import N_, gettext, language, speaking
from dashboard.publication import Publication
from dashboard.reading import TableError
from dashboard.store.imports import begin, file, move
from dashboard.survey.report import report_csv

log = logging.getLogger(__name__)

UNEXPECTED = N_("Something went wrong while it was read; the server's log says what. Nothing was loaded from it.")


def start_reading(publication: Publication, number: int, settings: FileSettings) -> bool:
    """Begin to read and judge a kept file; False where it is at work already."""
    return _start(publication, number, "reading", settings, _read)


def start_loading(publication: Publication, number: int, settings: FileSettings) -> bool:
    """Begin to put what is ready into the queue; False where the file is at work already."""
    return _start(publication, number, "loading", settings, _load)


def _start(
    publication: Publication,
    number: int,
    state: str,
    settings: FileSettings,
    work: Callable[[Publication, Mapping[str, Any], FileSettings], None],
) -> bool:
    if not begin(publication.store, number, state, settings.as_json()):
        return False
    threading.Thread(target=_tried, args=(publication, number, settings, work, language()), daemon=True).start()
    return True


def _tried(
    publication: Publication,
    number: int,
    settings: FileSettings,
    work: Callable[[Publication, Mapping[str, Any], FileSettings], None],
    spoken: str,
) -> None:
    try:
        with publication.store.reading() as connection:
            kept = file(connection, number, with_content=True)
        if kept is not None:
            with speaking(spoken):
                work(publication, kept, settings)
    except TableError as error:
        move(publication.store, number, state="failed", problem=str(error))
    except SQLAlchemyError:
        log.exception("The store went away while file %s was read", number)
    except Exception:
        log.exception("File %s could not be read", number)
        with speaking(spoken):
            move(publication.store, number, state="failed", problem=gettext(UNEXPECTED))


def _read(publication: Publication, kept: Mapping[str, Any], settings: FileSettings) -> None:
    judgement = _judged(publication, kept, settings)
    result = {**judgement.counts, "questions": judgement.questions, "mapping": judgement.mapping}
    report = report_csv(judgement.sheet, judgement.judged.outcomes)
    move(publication.store, kept["id"], state="judged", counts=result, report=report)


def _load(publication: Publication, kept: Mapping[str, Any], settings: FileSettings) -> None:
    judgement = _judged(publication, kept, settings)
    added = load_file(judgement, settings, kept["digest"], publication.store)
    report = report_csv(judgement.sheet, judgement.judged.outcomes)
    move(publication.store, kept["id"], state="done", counts={**judgement.counts, "added": added}, report=report)


def _judged(publication: Publication, kept: Mapping[str, Any], settings: FileSettings) -> Judgement:
    number, store = kept["id"], publication.store
    tell = told_now_and_then(lambda done, total: move(store, number, done=done, total=total))
    return judge_file(kept["name"], kept["file"], settings, publication.current, store, tell)
