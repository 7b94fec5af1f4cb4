"""What every answer tells the browser, on every address there is: policy, headers and cookies, with TLS and without.

That pages work under the policy is seen in the browser: every journey there fails at a report of a violation. Items
are those of ZAP's baseline scan.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from questions import UPDATE
from test_access import GROUP_OF, KIND
from werkzeug.test import TestResponse

TLS = "https://diplomacy.example"
FILLED = {KIND: "state", "<path:key>": "TX", "<path:path>": "about", "<view>": "state-map", "<field>": "country"}
PAGES = (
    "/",
    "/?lang=es",
    "/state/TX",
    "/about",
    "/no/such",
    "/submit",
    "/review/sign-in",
    "/api/docs",
    "/data/changes",
)
FEATURES = ("camera", "microphone", "geolocation", "payment", "usb")


def addresses() -> list[str]:
    paths = []
    for rule in sorted(GROUP_OF):
        for part, value in FILLED.items():
            rule = rule.replace(part, value)  # noqa: PLW2901
        paths.append(re.sub(r"<[^>]+>", "1", rule))
    return paths


def directives(answer: TestResponse) -> dict[str, list[str]]:
    said = answer.headers["Content-Security-Policy"].split(";")
    return {each.split()[0]: each.split()[1:] for each in said}


class Inline(HTMLParser):
    """What a page has inline: scripts that run, attributes that would, addresses of other hosts that are fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.attributes: list[str] = []
        self.foreign: list[str] = []
        self._runs = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        found = dict(attrs)
        self._runs = tag == "script" and "src" not in found and "json" not in found.get("type", "")
        self.attributes += [name for name in found if name.startswith("on")]
        self.attributes += [value for name, value in attrs if str(value).strip().lower().startswith("javascript:")]
        fetched = found.get("src") or (found.get("href") if tag == "link" and "canonical" not in str(found) else "")
        self.foreign += [fetched] if re.match(r"(https?:)?//", fetched or "") else []

    def handle_data(self, data: str) -> None:
        if self._runs:
            self.scripts.append(data)
            self._runs = False


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_address(odd_client: FlaskClient, scheme: str) -> None:
    for path in addresses():
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            with odd_client.open(path, method=method, base_url=f"{scheme}://localhost") as answer:
                headers, at = answer.headers, (method, path, answer.status_code)
                assert headers["X-Content-Type-Options"] == "nosniff", at
                assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer"), at
                assert ("Strict-Transport-Security" in headers) == (scheme == "https"), at
                assert headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin"), at
                assert not {"Server", "X-Powered-By", "X-AspNet-Version", "Public-Key-Pins"} & set(headers.keys()), at
                policy = directives(answer)
                assert policy["frame-ancestors"], at
                if answer.mimetype == "text/html":
                    assert policy["script-src"][0] == "'self'", at
                    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & set(policy["script-src"]), at
                    assert (policy["object-src"], policy["base-uri"]) == (["'none'"], ["'none'"]), at
                    assert [each for each in FEATURES if f"{each}=()" not in headers["Permissions-Policy"]] == [], at
                    assert ("Cross-Origin-Opener-Policy" in headers) == (scheme == "https"), at
                elif answer.mimetype != "application/pdf":
                    assert policy["default-src"] == ["'none'"], at
                if path.startswith("/review"):
                    assert headers["Cache-Control"] == "no-store", at
                if answer.mimetype not in ("text/html", "") and path.startswith(("/api/v1", "/data.json")):
                    assert "Access-Control-Allow-Credentials" not in headers, at


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_inline_but_what_the_policy_names(odd_client: FlaskClient, path: str) -> None:
    answer = odd_client.get(path)
    page = Inline(answer.text)
    named = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in page.scripts]
    assert [each for each in named if each not in directives(answer)["script-src"]] == []
    assert named, "the texts that scripts say stand inline"
    assert page.attributes == []
    assert page.foreign == []
    assert "lang=es" not in path or any("Intentar" in each or "Buscar" in each for each in page.scripts)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies(odd_client: FlaskClient, scheme: str) -> None:
    seen = set()
    for path in ("/?lang=es", "/review/sign-in", "/submit"):
        client = odd_client.application.test_client()
        for cookie in client.get(path, base_url=f"{scheme}://localhost").headers.getlist("Set-Cookie"):
            name, *marks = re.split(r"=|; ", cookie)
            seen.add(name)
            assert ("Secure" in marks) == (scheme == "https"), cookie
            assert {"HttpOnly", "SameSite"} <= set(marks), cookie
    assert seen == {"lang", "session"}


def test_scripts_write_their_cookies_for_tls_alone(odd_client: FlaskClient) -> None:
    with odd_client.get("/assets/first/theme.js") as answer:
        script = answer.text
    assert script.count("SameSite=Lax${secure}") == script.count("document.cookie = ") == 2


@pytest.mark.parametrize(
    "folder", ["/assets/", "/assets/geo/", "/bootstrap/", "/api/docs/", "/snapshots/", "/documents/"]
)
def test_no_folder_is_listed(odd_client: FlaskClient, folder: str) -> None:
    answer = odd_client.get(folder)
    assert answer.status_code in (404, 308)
    assert not re.search(r"Index of|Directory listing|countries\.json|bootstrap\.css|swagger-ui", answer.text)


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.env", "/app.py", "/var/diplomacy.db", "/server-status", "/phpinfo.php", "/assets/../app.py"],
)
def test_nothing_of_the_disk_is_given_away(odd_client: FlaskClient, path: str) -> None:
    answer = odd_client.get(path)
    assert answer.status_code == 404
    assert not re.search(r"Werkzeug|Flask/|Python/|gunicorn/\d|/site-packages|Traceback", answer.text)


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_other_origins_read_data_and_nothing_else(odd_client: FlaskClient, origin: str) -> None:
    for path in ("/", "/submit", "/review", "/review/sign-in", UPDATE, "/search?q=tex", "/data/changes"):
        answer = odd_client.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers, path
    with odd_client.get("/api/v1/engagements?limit=1", headers={"Origin": origin}) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_host_that_lies_does_not_get_into_redirects(odd_client: FlaskClient) -> None:
    for path in ("/about/", "//evil.example/..", "/\\evil.example", "/review", "/state/texas?x=//evil.example"):
        with odd_client.get(path) as answer:
            assert not re.match(r"(https?:)?[/\\]{2}(?!localhost)", answer.headers.get("Location", "")), path
