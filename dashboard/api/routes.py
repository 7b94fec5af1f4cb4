"""The API on the wire: its routes made from the table of operations, JSON, problems, methods, limits, and its docs.

What is answered, and what is refused, is decided in the pure modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import orjson
from flask import Blueprint, Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from dashboard.api import conditional, docs_page, problems
from dashboard.api.answers import LICENCE
from dashboard.api.conditional import READS
from dashboard.api.document import document
from dashboard.api.limiting import Limiter
from dashboard.api.operations import OPERATIONS, ROOT, Operation
from dashboard.api.parameters import parameters
from dashboard.api.problems import BadValue, ProblemError
from dashboard.api.questions import Question, read
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.request_ids import request_id

Current = Callable[[], Published]

DOCUMENT = "/openapi.json"

LINKS: Mapping[str, str] = {"service-desc": DOCUMENT, "service-doc": problems.DOCS, "license": LICENCE}
"""Relation → address, in every answer."""


def register(server: Flask, publication: Publication, current: Current) -> None:
    """Add the API to the server; ``current`` gives the published table of the moment."""
    settings = publication.settings
    blueprint = Blueprint("api", __name__, template_folder="templates")

    def base() -> str:
        return settings.url or request.host_url.rstrip("/")

    for operation in OPERATIONS:
        blueprint.add_url_rule(operation.rule, operation.name, _view(operation, publication, current, base))

    @blueprint.get(DOCUMENT)
    def openapi() -> Response:
        published = current()
        kept = ("openapi", base(), *published.catalogue.snapshots)
        return _json(published.study(kept, lambda: document(published, base(), settings.api_limit)))

    docs_page.register(blueprint, base, settings.api_limit)
    blueprint.register_error_handler(Exception, _failed)
    server.register_blueprint(blueprint)
    limiter = Limiter(settings.api_limit, publication.counters, publication.signing)
    _guard(server, limiter)
    conditional.register(server, publication, current)


def _view(
    operation: Operation, publication: Publication, current: Current, base: Callable[[], str]
) -> Callable[..., Response]:
    def view(**at: str) -> Response:
        published = current()
        question = Question(published, request.path, base(), at)
        known = operation.known(parameters(published))
        today = operation.known(parameters(publication.current)) if published.snapshot else None
        answer = operation.answer(read(question, request.query_string.decode("utf-8", "replace"), known, today))
        response = _json(answer.body)
        response.headers["Link"] = _links({**answer.links, **LINKS})
        return response

    return view


def _guard(server: Flask, limiter: Limiter) -> None:
    """Before anything of the API is answered: is there such an address, is it only read, and not too often?"""

    @server.before_request
    def guard() -> Response | None:
        if request.path != DOCUMENT and not f"{request.path}/".startswith("/api/"):
            return None
        if request.path.startswith(ROOT) and request.method != "OPTIONS":
            g.allowance = limiter.take(request.remote_addr or "")
            if g.allowance.is_over:
                return _problem(_too_many(g.allowance.seconds))
        if not _is_known(server):
            return _problem(_nowhere())
        if request.method == "OPTIONS":
            return Response(status=204, headers={"Allow": READS})
        if request.method not in READS.split(", "):
            return _problem(_wrong_method())
        return None

    @server.after_request
    def tell_allowance(response: Response) -> Response:
        if "allowance" in g:
            response.headers.update(g.allowance.headers)
        return response


def _is_known(server: Flask) -> bool:
    """Whether the address is one of the API, whatever the method."""
    adapter = server.create_url_adapter(request)
    try:
        endpoint = adapter.match(method="GET")[0] if adapter else ""
    except (HTTPException, RequestRedirect):
        return False
    return str(endpoint).startswith("api.")


def _json(body: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(body), mimetype="application/json")


def _links(links: Mapping[str, str]) -> str:
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())


def _problem(error: ProblemError) -> Response:
    query = quote(request.query_string, safe="%=&+;:@/?!$'()*,~-._")
    instance = f"{quote(request.path)}{f'?{query}' if query else ''}"
    content = orjson.dumps(error.document(instance))
    response = Response(content, error.kind.status, mimetype=problems.MEDIA_TYPE)
    response.headers.update({"Link": _links(LINKS), "Cache-Control": "no-store"})
    conditional.open_to_all(response)
    for name, value in error.headers.items():
        response.headers[name] = f"{value}, {response.headers['Link']}" if name == "Link" else value
    return response


def _failed(error: Exception) -> Response:
    if isinstance(error, ProblemError):
        return _problem(error)
    if isinstance(error, HTTPException) and error.code and error.code < 500:
        alike = next((kind for kind in problems.KINDS if kind.status == error.code), problems.BAD_PARAMETER)
        return _problem(ProblemError(replace(alike, status=error.code), str(error.description)))
    current_app.logger.exception("%s %s", request.method, request.path)
    return _problem(ProblemError(problems.FAILED, f"The answer could not be made; logged as request {request_id()}."))


def _nowhere() -> ProblemError:
    known = (*(each.path for each in OPERATIONS), DOCUMENT, problems.DOCS)
    value = BadValue("address", request.path[:200], "is not an address of the API", known)
    return problems.refused(problems.NOT_FOUND, [value])


def _wrong_method() -> ProblemError:
    value = BadValue("method", request.method[:40], "is not allowed", tuple(READS.split(", ")))
    return ProblemError(problems.WRONG_METHOD, str(value), [value], {"Allow": READS})


def _too_many(seconds: int) -> ProblemError:
    return ProblemError(problems.TOO_MANY, f"Ask again in {seconds} seconds.")
