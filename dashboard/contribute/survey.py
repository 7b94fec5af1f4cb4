"""Survey files for reviewers: upload, which column is what, how far it is read, questions, and into the queue.

How a file is read is in ``survey``, that it is read in a thread in ``survey_jobs``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, jsonify, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from dashboard.contribute.desk_page import desk_page
from dashboard.contribute.protection import protect
from dashboard.contribute.session import reviewer, signed_in
from dashboard.importing import FileSettings, SettingsOfFileError, decision_key, suggested
from dashboard.language import gettext as _
from dashboard.proposal_words import name_in_words, note_in_words
from dashboard.publication import Publication
from dashboard.reading import TableError
from dashboard.schema import SOURCE_KINDS, TRACKS
from dashboard.store.imports import AT_WORK, STATES, file, files, forget_file, keep_file
from dashboard.store.submissions import submission_number
from dashboard.survey.limits import Limits
from dashboard.survey.mapping import NOT_USED, TARGETS, Match
from dashboard.survey.opening import Sheet, open_survey
from dashboard.survey_jobs import start_loading, start_reading

PLACE = "/review/import"
ROOM_FOR_THE_FORM = 200_000
SAMPLES = 3
"""Values of a column that are shown beside its name."""

Shown = tuple[Match, tuple[str, ...]]
"""A column's suggestion, and some of its values."""


def register(server: Flask, publication: Publication) -> None:
    """Add the pages of survey files."""
    store = publication.store

    @server.get(PLACE)
    @signed_in
    def show_files() -> Response:
        return _files(publication)

    @server.post(PLACE)
    @signed_in
    def take_file() -> Response:
        request.max_content_length = Limits().size + ROOM_FOR_THE_FORM
        try:
            protect()
            return _take(publication)
        except RequestEntityTooLarge:
            words = _("The file is larger than {n} MB; send it in parts.").format(n=f"{Limits().size / 1e6:,.0f}")
            return _files(publication, words, 413)
        except TableError as error:
            return _files(publication, f"{error}.", 400)

    @server.get(f"{PLACE}/<int:number>")
    @signed_in
    def show_file(number: int) -> Response:
        return _file(publication, number)

    @server.post(f"{PLACE}/<int:number>")
    @signed_in
    def work_on_file(number: int) -> Response:
        protect()
        if request.form.get("action") == "forget":
            forget_file(store, number)
            return redirect(PLACE, 303)
        try:
            return _work(publication, number)
        except SettingsOfFileError as error:
            return _file(publication, number, str(error), 400)

    @server.get(f"{PLACE}/<int:number>/progress")
    @signed_in
    def show_progress(number: int) -> Response:
        found = _found(publication, number)
        return jsonify({name: found[name] for name in ("state", "done", "total", "is_lost")})

    @server.get(f"{PLACE}/<int:number>/to-mend.csv")
    @signed_in
    def send_report(number: int) -> Response:
        found = _found(publication, number, with_content=True)
        if not found["report"]:
            abort(404)
        response = Response(found["report"], mimetype="text/csv")
        name = f"{found['name'].rpartition('.')[0] or 'survey'}-to-mend.csv".encode("ascii", "replace").decode()
        response.headers["Content-Disposition"] = f'attachment; filename="{name.translate(_NOT_IN_A_NAME)}"'
        response.headers["Cache-Control"] = "no-store"
        return response


_NOT_IN_A_NAME = str.maketrans('"\\/;\r\n?', "_______")


def _files(publication: Publication, problem: str = "", status: int = 200) -> Response:
    with publication.store.reading() as connection:
        listed = files(connection)
    return desk_page(
        "survey_files.html", _("Survey files"), status, files=listed, states=STATES, problem=problem, limits=Limits()
    )


def _take(publication: Publication) -> Response:
    sent = request.files.get("file")
    name = (sent.filename or "") if sent else ""
    if sent is None or not name:
        return _files(publication, _("Choose a file: CSV or .xlsx."), 400)
    with sent.stream as stream:
        content = stream.read()
    open_survey(name, content)
    number = keep_file(publication.store, name, reviewer(), content)
    return redirect(f"{PLACE}/{number}", 303)


def _work(publication: Publication, number: int) -> Response:
    found = _found(publication, number)
    action = request.form.get("action", "")
    settings = _settings(found, publication)
    start = start_loading if action == "load" else start_reading
    if not start(publication, number, settings):
        return _file(publication, number, _("Somebody has this file at work already."), 409)
    return redirect(f"{PLACE}/{number}", 303)


def _settings(found: Mapping[str, Any], publication: Publication) -> FileSettings:
    """What was said of the file before, with what the form says."""
    said = {**found["settings"]}
    for name in ("source_name", "source_url", "source_kind", "source_date", "track"):
        if name in request.form:
            said[name] = " ".join(request.form[name].split())[:500]
    if "column-0" in request.form:
        header = _sheet(publication, found["id"]).header
        targets = [request.form.get(f"column-{place}", NOT_USED) for place in range(len(header))]
        wrong = next((target for target in targets if target not in (*TARGETS, NOT_USED)), None)
        if wrong is not None:
            raise SettingsOfFileError(_("'{column}' is no column of the table.").format(column=wrong))
        said["mapping"] = {name: target for name, target in zip(header, targets, strict=True) if target}
        if not said["mapping"]:
            raise SettingsOfFileError(_("No column is used. Say at least who engaged with whom."))
    decided = {}
    for place, question in enumerate(found["counts"].get("questions", [])):
        answer = request.form.get(f"answer-{place}", "")
        if answer:
            decided[decision_key(question["column"], question["text"])] = answer[:200]
    said["decisions"] = {**said.get("decisions", {}), **decided}
    said["undecided"] = "undecided" in request.form
    return FileSettings(**{"source_name": "", "source_url": "", **said})


def _file(publication: Publication, number: int, problem: str = "", status: int = 200) -> Response:
    found = _found(publication, number)
    columns = _columns(publication, number) if found["state"] in ("mapping", "judged", "failed") else []
    typed = {**found["settings"], **{name: value for name, value in request.form.items() if name.startswith("source")}}
    return desk_page(
        "survey_file.html",
        found["name"],
        status,
        file=found,
        states=STATES,
        at_work=found["state"] in AT_WORK and not found["is_lost"],
        columns=columns,
        chosen={**_chosen(columns, found["settings"].get("mapping", {})), **_typed(columns)},
        targets=TARGETS,
        tracks=TRACKS,
        kinds=SOURCE_KINDS,
        typed=typed,
        problem=problem,
        questions=[_in_words(question) for question in found["counts"].get("questions", [])],
        submission=submission_number(publication.store, f"file {found['digest']}"),
    )


def _in_words(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question as it was kept, in the language spoken."""
    guesses = [
        {**guess, "name": name_in_words(question["column"], guess["code"], guess["name"]), "note": note_in_words(guess)}
        for guess in question["guesses"]
    ]
    return {**question, "question": note_in_words(question, "question"), "guesses": guesses}


def _columns(publication: Publication, number: int) -> list[Shown]:
    try:
        sheet = _sheet(publication, number)
    except TableError:
        return []
    found = suggested(sheet, publication.current, publication.store)
    return [(match, _samples(sheet, place)) for place, match in enumerate(found)]


def _samples(sheet: Sheet, place: int) -> tuple[str, ...]:
    values = dict.fromkeys(row.cells[place] for row in sheet.rows[:500] if row.cells[place])
    return tuple(value[:60] for value in list(values)[:SAMPLES])


def _chosen(columns: list[Shown], said: Mapping[str, str]) -> dict[str, str]:
    """What each column is: as it was said of this file, else as suggested."""
    return {
        f"column-{place}": said.get(match.header, NOT_USED) if said else match.target
        for place, (match, _) in enumerate(columns)
    }


def _typed(columns: list[Shown]) -> dict[str, str]:
    return {
        f"column-{place}": request.form[f"column-{place}"]
        for place in range(len(columns))
        if f"column-{place}" in request.form
    }


def _sheet(publication: Publication, number: int) -> Sheet:
    found = _found(publication, number, with_content=True)
    return open_survey(found["name"], found["file"])


def _found(publication: Publication, number: int, with_content: bool = False) -> Mapping[str, Any]:
    with publication.store.reading() as connection:
        found = file(connection, number, with_content)
    return found if found is not None else abort(404)
