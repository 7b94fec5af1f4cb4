"""What a page of the dashboard asks the server: the bodies of all its callbacks, as a browser posts them."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient

UPDATE = "/_dash-update-component"

TOLD = {"asked": "", "canonical": "", "rows": "", "theme": "light"}
VALUES: dict[str, Any] = {
    "url.pathname": "/",
    "url.search": "?state=TX",
    "theme.data": "light",
    "followed.data": TOLD,
    "asked-engagement.data": "E00001",
}


def named(part: str) -> dict[str, str]:
    name, of = part.split(".")
    return {"id": name, "property": of}


def body_of(outputs: list[str], inputs: list[str], states: list[str], **values: Any) -> dict[str, Any]:
    """What a page posts for a callback; ``values``: in place of the usual ones, by name of the component."""
    said = {**VALUES, **{part: values[part.split(".")[0]] for part in VALUES if part.split(".")[0] in values}}
    return {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": [named(part) for part in outputs],
        "inputs": [{**named(part), "value": said[part]} for part in inputs],
        "state": [{**named(part), "value": said[part]} for part in states],
        "changedPropIds": [inputs[0]],
    }


PAGE = body_of(["page.children", "page-title.data"], ["url.pathname"], ["url.search", "theme.data"])
RECORD = body_of(
    ["engagement.is_open", "engagement-body.children", "asked-engagement.data"],
    ["asked-engagement.data"],
    ["url.search"],
)
BODY = body_of(
    ["followed-body.children", "followed.data"], ["url.search", "theme.data"], ["followed.data", "url.pathname"]
)
ALL = (PAGE, RECORD, BODY)
PARTS = ("inputs", "state")


def at(search: str, body: dict[str, Any]) -> dict[str, Any]:
    """The same question on a page with another query string."""
    asked = {"id": "url", "property": "search", "value": search}
    parts = {key: [asked if {**each, "value": search} == asked else each for each in body[key]] for key in PARTS}
    return {**body, **parts}


def post(client: FlaskClient, body: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(UPDATE, data=data, content_type="application/json")
