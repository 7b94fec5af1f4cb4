"""The OpenAPI document, made from the table of operations, the parameters, the shapes and the schema of the table.

Nothing in it is written twice: its examples are real answers to the questions beside them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.api import problems
from dashboard.api.headers import CONDITIONAL, HEADERS, headers_of
from dashboard.api.operations import OPERATIONS, Operation
from dashboard.api.parameters import Parameter, parameters
from dashboard.api.problems import Kind, ProblemError
from dashboard.api.questions import Question, read
from dashboard.api.shapes import Shape, ref, shapes
from dashboard.published import Published
from dashboard.wording import NAME, NOT_AUTHORITATIVE

OPENAPI = "3.1.0"
VERSION = "1.0.0"
"""Of the API: the first number changes when something that worked before does not any more."""

DESCRIPTION = f"""\
Engagements of U.S. states, counties and cities with the world, to be read by anyone: no key, no sign-in, open to
scripts of any origin.

**What is selected** is said by the same parameters as in the address bar of the dashboard, read by the same code:
repeat a parameter for several values; values of one parameter widen, different parameters narrow. Copy the query of a
page, add it to an address below, and the answer holds what the page shows.

**Refusals** name the parameter, the value, the reason and what is allowed, as `application/problem+json` (RFC 9457).
Nothing is guessed and nothing passed over: an answer is never larger than what was asked for.

**Ask again** with `If-None-Match` or `If-Modified-Since`: as long as the table is the same, 304 without a body.

A selective snapshot of public sources. {NOT_AUTHORITATIVE}
"""


def document(published: Published, base: str, limit: str) -> dict[str, Any]:
    """The document; ``base``: scheme and host of the addresses in its examples, ``limit``: how often one may ask."""
    known = parameters(published)
    return {
        "openapi": OPENAPI,
        "info": {
            "title": f"{NAME}: read API",
            "version": VERSION,
            "summary": "Engagements, counts, networks and vocabularies of any selection.",
            "description": f"{DESCRIPTION}\nAt most {limit} from one address.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/", "description": "This server"}],
        "tags": [{"name": "Read", "description": "Everything is read by GET or HEAD."}],
        "paths": {each.path: {"get": _operation(each, known, published, base)} for each in OPERATIONS},
        "components": {
            "schemas": {**shapes(), **_shared(known)},
            "parameters": {**{name: _parameter(each) for name, each in known.items()}, **CONDITIONAL},
            "headers": HEADERS,
            "responses": {"NotModified": NOT_MODIFIED, **{_name(kind): _problem(kind) for kind in problems.KINDS}},
        },
    }


NOT_MODIFIED: Mapping[str, Any] = {
    "description": "The table has not changed since: keep what you have.",
    "headers": headers_of(304),
}


def _operation(operation: Operation, known: Mapping[str, Parameter], published: Published, base: str) -> Shape:
    names = [*operation.known(known), *CONDITIONAL]
    content = {"schema": ref(operation.shape), "example": _example(operation, known, published, base)}
    found = {"description": operation.summary, "headers": headers_of(200), "content": {"application/json": content}}
    failing = {str(kind.status): {"$ref": f"#/components/responses/{_name(kind)}"} for kind in operation.problems}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.description,
        "tags": ["Read"],
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {"200": found, "304": {"$ref": "#/components/responses/NotModified"}, **failing},
    }


def _example(operation: Operation, known: Mapping[str, Parameter], published: Published, base: str) -> Any:
    """A real answer, short enough to be read: of long lists the first two."""
    at = {name: str(known[name].example) for name in operation.in_path}
    question = Question(published, operation.path.format(**at), base, at)
    answer = operation.answer(read(question, operation.example, operation.known(known)))
    return json.loads(json.dumps(_shortened(answer.body)))


def _shortened(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _shortened(each) for name, each in value.items()}
    return [_shortened(each) for each in value[:2]] if isinstance(value, Sequence) and _is_list(value) else value


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _parameter(parameter: Parameter) -> Shape:
    one = ref(parameter.shared) if parameter.shared else parameter.kind
    example = [parameter.example] if parameter.is_many else parameter.example
    repeated = {"style": "form", "explode": True} if parameter.is_many else {}
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.description,
        **repeated,
        "schema": {"type": "array", "items": one} if parameter.is_many else one,
        **({"example": example} if parameter.example else {}),
    }


def _shared(known: Mapping[str, Parameter]) -> dict[str, Shape]:
    return {each.shared: each.kind for each in known.values() if each.shared}


def _name(kind: Kind) -> str:
    return "".join(part.capitalize() for part in kind.name.split("-"))


def _problem(kind: Kind) -> Shape:
    return {
        "description": kind.title,
        "headers": headers_of(kind.status),
        "content": {problems.MEDIA_TYPE: {"schema": ref("Problem"), "example": _example_of(kind)}},
    }


def _example_of(kind: Kind) -> dict[str, object]:
    if kind != problems.BAD_PARAMETER:
        return ProblemError(kind, kind.title).document("/api/v1/engagements")
    value = problems.BadValue("undated", "no", "is not a known value", ("include", "exclude"))
    return problems.refused(kind, [value]).document("/api/v1/engagements?undated=no")
