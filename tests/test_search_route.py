"""The address of the search box: hits as JSON, a sentence, a way on, and a refusal of what is too long.

Which hits come first is tested in ``test_finding``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES, ids

from dashboard.published import publish
from dashboard.search_route import finder_of
from dashboard.settings import Settings


def answer(client: FlaskClient, typed: str) -> dict[str, Any]:
    with client.get(f"/search?q={quote(typed)}") as response:
        assert response.status_code == 200, response.text
        assert response.mimetype == "application/json"
        return response.json


def test_hits_in_groups_with_their_addresses(client: FlaskClient) -> None:
    found = answer(client, "  paris  france ")
    assert found["q"] == "paris france"
    assert found["groups"][0] == {
        "heading": "Best match",
        "hits": [
            {
                "kind": "counterpart",
                "label": "Paris, France",
                "path": "/counterpart/paris-fra",
                "detail": f"City in France · {len(ids({'counterpart': ['paris-fra']}))} engagements",
            }
        ],
        "is_guess": False,
    }
    assert found["explore"] == {"label": "Search the words in Explore", "path": "/?q=paris+france"}


@pytest.mark.parametrize("typed", ["paris", "adelade", "hydrogen", "E00012", "texas", "c40", "georgia"])
def test_every_hit_has_a_page(client: FlaskClient, typed: str) -> None:
    for group in answer(client, typed)["groups"]:
        for hit in group["hits"]:
            with client.get(hit["path"]) as response:
                assert response.status_code == 200, hit


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tx", "1 result."),
        ("adelaide", "2 results."),
        ("adelade", "Nothing is called “adelade”. 2 results with a similar name."),
        ("xyzzyq", "Nothing is called “xyzzyq”."),
        ("", ""),
    ],
)
def test_the_sentence_says_how_many(client: FlaskClient, typed: str, said: str) -> None:
    assert answer(client, typed)["said"] == said


def test_signs_keep_their_meaning_in_the_link(client: FlaskClient) -> None:
    assert answer(client, "a&b=<c> %")["explore"]["path"] == "/?q=a%26b%3D%3Cc%3E+%25"


def test_is_kept_for_a_short_time(client: FlaskClient) -> None:
    with client.get("/search?q=texas") as response:
        assert response.cache_control.max_age == 60


def test_too_long_is_refused_with_a_sentence(client: FlaskClient) -> None:
    assert answer(client, "x" * 200)["groups"] == []
    with client.get(f"/search?q={'x' * 201}") as response:
        assert response.status_code == 400
        assert response.mimetype == "text/plain"
        assert response.text == f"q '{'x' * 40}…' is too long. At most 200 characters.\n"


def test_a_table_finds_its_own(odd_client: FlaskClient, server_of: Callable[[Path], Flask]) -> None:
    assert answer(odd_client, "E00012")["groups"] == []
    assert answer(odd_client, "san jose")["groups"][0]["hits"][0]["path"] == "/place/san-jose-ca"


def test_another_table_is_found_through_anew() -> None:
    tables = [publish(Settings(table=ODDITIES)), publish(Settings())]
    assert finder_of(tables[0]) is finder_of(tables[0])
    assert finder_of(tables[0]).find("E00012") == []
    assert finder_of(tables[1]).find("E00012")[0].hits[0].path == "/engagement/E00012"
