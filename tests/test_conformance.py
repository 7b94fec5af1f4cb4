"""The conformance statement: complete by WCAG 2.2, dated, with reasons where it falls short, and on the page as it is.

The list of criteria was transcribed by hand from the Recommendation of December 12, 2024; 4.1.1 is obsolete there.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import axe_playwright_python
from flask.testing import FlaskClient
from test_draw import Page
from walking import words

from dashboard.conformance import CRITERIA, DAY, LEVELS, LIMITS, MET
from dashboard.conformance_508 import EUROPEAN, FUNCTIONS, SOFTWARE, SUPPORT
from dashboard.language import gettext as _
from dashboard.language import speaking
from dashboard.pages.accessibility import AXE, FEATURES, TESTS
from dashboard.settings import Settings

A = """1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2"""
AA = """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8
3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3"""

EVERYTHING = (*CRITERIA, *FUNCTIONS, *SOFTWARE, *SUPPORT, *EUROPEAN)


def test_every_criterion_of_wcag_is_listed_once_and_in_order() -> None:
    assert [each.number for each in CRITERIA if each.level == "A"] == A.split()
    assert [each.number for each in CRITERIA if each.level == "AA"] == AA.split()
    assert len(CRITERIA) == 55


def test_the_day_is_a_day_and_not_before_it() -> None:
    assert date(2026, 11, 23) <= date.fromisoformat(DAY) <= date.today()


def test_what_falls_short_says_why() -> None:
    for each in EVERYTHING:
        assert each.met in LEVELS
        assert each.met == MET or each.remark, each.number


def test_axe_is_of_the_version_that_is_named() -> None:
    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    assert re.search(r"axe v([\d.]+)", script[:200]).group(1) == AXE  # type: ignore[union-attr]


def test_nothing_of_it_is_left_in_english() -> None:
    def told() -> list[str]:
        rows = [text for each in EVERYTHING for text in (each.name, each.remark) if text]
        return [*rows, *LEVELS.values(), *(_(each) for each in (*LIMITS, *FEATURES, *TESTS))]

    english = told()
    with speaking("es"):
        same = [text for text, other in zip(english, told(), strict=True) if text == other]
    assert same == ["Hardware", "Software"], "only these are the same word"


def test_the_page_shows_it_all_with_whom_to_write_to(client: FlaskClient) -> None:
    shown = " ".join(words(Page(client, path="/accessibility").properties["page"]["children"]))
    for each in CRITERIA:
        assert f"{each.number} {each.name}" in shown
    assert "November 23, 2026" in shown
    assert Settings.mail_from in shown
    assert 'href="/accessibility"' in client.get("/submit").text
