"""The OpenAPI document: valid, complete, true. A generic client that knows nothing else finds no fault with the server.

Schemathesis is run as anyone would run it, against a server that is listening, with every check it has.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from oracle import ODDITIES
from werkzeug.serving import make_server

from dashboard import schema
from dashboard.api.operations import OPERATIONS
from dashboard.settings import Settings
from dashboard.wiring import create_app

OFTEN = "1000000 per second"
SECONDS = 300


@pytest.fixture(scope="module")
def real(own_settings: Settings) -> Flask:
    """An app on the real table that may be asked as often as one likes."""
    return create_app(replace(own_settings, api_limit=OFTEN)).server


@pytest.fixture(scope="module")
def api(real: Flask) -> FlaskClient:
    return real.test_client()


@pytest.fixture(scope="module")
def document(api: FlaskClient) -> Mapping[str, Any]:
    with api.get("/openapi.json") as response:
        assert response.headers["Content-Type"] == "application/json"
        return response.json


def resolved(document: Mapping[str, Any], part: Any) -> Any:
    """A part of the document with every reference in its place."""
    if isinstance(part, Mapping):
        if "$ref" in part:
            found: Any = document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            return resolved(document, found)
        return {name: resolved(document, each) for name, each in part.items()}
    return [resolved(document, each) for each in part] if isinstance(part, list) else part


def operations(document: Mapping[str, Any]) -> dict[str, Any]:
    return {path: resolved(document, methods["get"]) for path, methods in document["paths"].items()}


def address_of(path: str, operation: Mapping[str, Any], **query: Any) -> str:
    """The address of an operation with the examples of its path."""
    in_path = {each["name"]: each["example"] for each in operation["parameters"] if each["in"] == "path"}
    return f"{path.format(**in_path)}?{urlencode(query, doseq=True)}"


class TestDocument:
    def test_is_openapi_3_1(self, document: Mapping[str, Any]) -> None:
        assert document["openapi"].startswith("3.1.")
        validate(document)

    def test_has_every_route_and_no_other(self, document: Mapping[str, Any], real: Flask) -> None:
        rules = {rule.rule for rule in real.url_map.iter_rules() if rule.rule.startswith("/api/v1")}
        assert {path.replace("{", "<").replace("}", ">") for path in document["paths"]} == rules

    @pytest.mark.parametrize("path", ["/api/v1/engagements", "/api/v1/counts/{field}", "/api/v1/network"])
    def test_has_every_parameter_of_a_selection(self, document: Mapping[str, Any], path: str) -> None:
        named = {each["name"] for each in operations(document)[path]["parameters"]}
        assert set(schema.PARAMETERS) <= named

    def test_every_parameter_says_what_it_is_and_what_it_takes(self, document: Mapping[str, Any]) -> None:
        for each in resolved(document, document["components"]["parameters"]).values():
            assert len(each["description"]) > 10
            if each["in"] == "header":
                continue
            kind = each["schema"].get("items", each["schema"])
            assert {"enum", "maximum", "maxLength", "pattern"} & set(kind), each["name"]

    def test_every_value_of_the_table_is_listed(self, document: Mapping[str, Any], api: FlaskClient) -> None:
        labels = api.application.extensions["published"]().catalogue.labels
        parameters = resolved(document, document["components"]["parameters"])
        for name in schema.CHOICES:
            assert parameters[name]["schema"]["items"]["enum"] == list(labels[name])

    def test_every_answer_and_refusal_has_a_shape_and_headers(self, document: Mapping[str, Any]) -> None:
        for path, operation in operations(document).items():
            statuses = set(operation["responses"])
            assert {"200", "304", "400", "429", "500"} <= statuses, path
            for status, response in operation["responses"].items():
                kinds = {"304": set(), "200": {"application/json"}}.get(status, {"application/problem+json"})
                assert set(response.get("content", {})) == kinds
                assert "RateLimit" in response["headers"]
                assert all("schema" in each for each in response.get("content", {}).values())

    def test_examples_are_of_the_shape_they_stand_beside(self, document: Mapping[str, Any]) -> None:
        for path, operation in operations(document).items():
            for status, response in operation["responses"].items():
                for content in response.get("content", {}).values():
                    assert not list(errors(content["example"], content["schema"])), (path, status)

    def test_names_its_other_limits(self, document: Mapping[str, Any]) -> None:
        assert OFTEN in document["info"]["description"]

    @pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
    def test_answers_are_as_it_says(self, document: Mapping[str, Any], api: FlaskClient, operation: Any) -> None:
        told = operations(document)[operation.path]
        with api.get(address_of(operation.path, told)) as response:
            described = told["responses"]["200"]
            assert not list(errors(response.json, described["content"]["application/json"]["schema"]))
            for name, header in described["headers"].items():
                assert not list(errors(response.headers[name], header["schema"])), name

    @pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
    def test_every_example_of_a_parameter_is_taken(
        self, document: Mapping[str, Any], api: FlaskClient, operation: Any
    ) -> None:
        told = operations(document)[operation.path]
        for each in (each for each in told["parameters"] if each["in"] == "query" and "example" in each):
            with api.get(address_of(operation.path, told, **{each["name"]: each["example"]})) as response:
                assert response.status_code == 200, (each["name"], response.text)

    @pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
    def test_what_it_does_not_list_is_refused(
        self, document: Mapping[str, Any], api: FlaskClient, operation: Any
    ) -> None:
        told = operations(document)[operation.path]
        named = {each["name"] for each in told["parameters"]}
        everything = {*document["components"]["parameters"], *schema.LOOKS, "scope", "bom"}
        for name in sorted(everything - named):
            with api.get(address_of(operation.path, told, **{name: "1"})) as response:
                assert response.status_code == 400, name
                assert response.json["errors"][0]["parameter"] == name


def errors(instance: Any, shape: Mapping[str, Any]) -> Iterator[Any]:
    return jsonschema.Draft202012Validator(shape).iter_errors(instance)


@contextmanager
def listening(server: Flask) -> Iterator[str]:
    """The address of the app, while it listens on a free port."""
    listener = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}"
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


def schemathesis(base: str, folder: Path, examples: int) -> subprocess.CompletedProcess[str]:
    """All checks, the same requests every time."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{base}/openapi.json", "--checks", "all"]
    command += ["--generation-deterministic", "--max-examples", str(examples), "--warnings", "off"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS * 4)


def test_a_generic_client_finds_no_fault(own_settings: Settings, tmp_path: Path) -> None:
    with listening(create_app(replace(own_settings, table=ODDITIES, api_limit=OFTEN)).server) as base:
        ran = schemathesis(base, tmp_path, 10)
    assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
    assert "No issues found" in ran.stdout


@pytest.mark.long
def test_nor_with_more_patience_on_the_real_table(real: Flask, tmp_path: Path) -> None:
    with listening(real) as base:
        ran = schemathesis(base, tmp_path, 200)
    assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
