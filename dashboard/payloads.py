"""What a request may hold: how long its address, how large its body, and the shape of what callbacks are asked.

Dash itself fails on a body that no page of ours would send; here it is refused first, in a sentence. What values mean
is for the callbacks to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Response, g, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from dashboard import ids
from dashboard.snapshot_routes import CALLBACKS

LONGEST_ADDRESS = 8_190
"""Bytes of a query string; gunicorn takes no longer line either."""

MOST_BYTES = 1024 * 1024
"""Of any body but those of forms, which say themselves how large they may be."""

MOST_OF_A_CALLBACK = 64 * 1024

ADVICE = "The pages of the dashboard ask here; for scripts there is /api/docs."

UNSHOWABLE = re.compile(r"[\x00\ud800-\udfff]")

Check = Callable[[Any], bool]
Part = tuple[str, str]
"""A component's id, and its property."""


class StrictJson(DefaultJSONProvider):
    """JSON as its standard says: without lone surrogates or NaN, and of limited depth; raise ValueError otherwise."""

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        """The value."""
        return orjson.loads(s)


def is_text(value: Any) -> bool:
    """Whether it is text that can be read, no longer than an address may be."""
    return isinstance(value, str) and len(value) <= LONGEST_ADDRESS and UNSHOWABLE.search(value) is None


def is_text_or_nothing(value: Any) -> bool:
    """Whether it is such text, or nothing."""
    return value is None or is_text(value)


def is_told(value: Any) -> bool:
    """Whether it is what a page says that it shows: texts by name, the address asked for and the theme among them."""
    if not isinstance(value, dict) or not {"asked", "theme"} <= value.keys():
        return False
    return len(value) <= 10 and all(map(is_text, value.values()))


SHAPES: Mapping[Part, Check] = {
    (ids.URL, "pathname"): is_text,
    (ids.URL, "search"): is_text_or_nothing,
    (ids.THEME, "data"): is_text,
    (ids.FOLLOWED, "data"): is_told,
    (ids.ASKED_ENGAGEMENT, "data"): is_text_or_nothing,
}
"""What each property that a callback of the server reads may be: add an input = add a row."""


def register(server: Flask, app: Dash) -> None:
    """Refuse what is too long, too large or no question of our pages, before anything is made of it."""
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    server.json = StrictJson(server)
    server.extensions["callbacks"] = app.callback_map
    asked = questions(app.callback_map)

    @server.before_request
    def refuse() -> Response | None:
        if len(request.query_string) > LONGEST_ADDRESS:
            return said(f"The address is too long: at most {LONGEST_ADDRESS:,} bytes behind its '?'.", 414)
        if request.path != CALLBACKS or request.method != "POST":
            return None
        wrong = _refused_question(asked)
        return said(*wrong) if wrong else None

    @server.errorhandler(DependencyException)
    def say_there_is_none(error: DependencyException) -> Response:
        return said("There is no such part of Dash.", 404)


Question = tuple[Any, tuple[Part, ...], tuple[Part, ...]]
"""What a callback gives (as it is posted), its inputs, its states."""


def questions(callback_map: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Question]:
    """Output → what may be asked for it, of the callbacks that the server answers; raise KeyError without a shape."""
    found = {}
    for output, each in callback_map.items():
        if "callback" not in each:
            continue
        inputs, states = _parts(each["inputs"]), _parts(each["state"])
        for part in (*inputs, *states):
            SHAPES[part]
        found[output] = (_posted(output), inputs, states)
    return found


def wrong_in(body: Any, asked: Mapping[str, Question]) -> str:
    """What is wrong with the body of a question, '' for nothing."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str) or body["output"] not in asked:
        return "'output' is not that of a callback"
    outputs, inputs, states = asked[body["output"]]
    if body.get("outputs") != outputs:
        return "'outputs' are not those of the callback"
    for name, parts in (("inputs", inputs), ("state", states)):
        given = body.get(name, [] if not parts else None)
        if not isinstance(given, list) or len(given) != len(parts):
            return f"'{name}' are not those of the callback"
        if wrong := next((part for each, part in zip(given, parts, strict=True) if not _fits(each, part)), None):
            return f"'{wrong[0]}.{wrong[1]}' among '{name}' is not what a page would send"
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) for each in changed):
        return "'changedPropIds' is no list of names"
    return "" if set(changed) <= {f"{name}.{of}" for name, of in inputs} else "'changedPropIds' names what is no input"


def _refused_question(asked: Mapping[str, Question]) -> tuple[str, int] | None:
    """Words and status for what is no question; one that is right stands in ``g.question`` from here on."""
    request.max_content_length = MOST_OF_A_CALLBACK
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        return f"The body is too large: at most {MOST_OF_A_CALLBACK:,} bytes.", 413
    except HTTPException:
        return f"The body is no JSON. {ADVICE}", 400
    wrong = wrong_in(body, asked)
    if wrong:
        return f"{wrong}. {ADVICE}", 400
    g.question = body
    return None


def said(words: str, status: int) -> Response:
    """The refusal."""
    return Response(f"{words}\n", status, mimetype="text/plain")


def _fits(given: Any, part: Part) -> bool:
    is_it = isinstance(given, dict) and (given.get("id"), given.get("property")) == part
    return is_it and given.keys() <= {"id", "property", "value"} and SHAPES[part](given.get("value"))


def _parts(told: Sequence[Mapping[str, str]]) -> tuple[Part, ...]:
    return tuple((each["id"], each["property"]) for each in told)


def _posted(output: str) -> Any:
    """The outputs as a page posts them: a list of them for '..page.children...title.data..', else the one."""
    each = output.strip(".").split("...") if output.startswith("..") else [output]
    parts = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in each]
    return parts if output.startswith("..") else parts[0]
