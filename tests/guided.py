"""A search for inputs that break what reads them, led by which branches they reach (atheris): a program of its own.

``python tests/guided.py -max_total_time=60`` looks at addresses, questions of callbacks and survey files; it ends with
an error, the input and its trace where one raises what it must not. Nothing of it runs in the server.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

with atheris.instrument_imports(include=["dashboard.payloads", "dashboard.address", "dashboard.survey.opening"]):
    from dashboard import address, payloads
    from dashboard.survey.opening import open_survey

import orjson  # noqa: E402
from oracle import ODDITIES  # noqa: E402

from dashboard.published import publish  # noqa: E402
from dashboard.reading import TableError  # noqa: E402
from dashboard.settings import Settings  # noqa: E402

CATALOGUE = publish(Settings(table=ODDITIES)).catalogue
ASKED = {"..a.children..": ([{"id": "a", "property": "children"}], (("url", "pathname"),), (("followed", "data"),))}


def try_one(data: bytes) -> None:
    """Give one input to each reader: refusals are what is wanted, anything else raised is a find."""
    text = data.decode("utf-8", "replace")
    parsed = address.parse_address(text, CATALOGUE)
    assert address.parse_address(parsed.search(), CATALOGUE).search() == parsed.search()
    with suppress(orjson.JSONDecodeError):
        assert isinstance(payloads.wrong_in(orjson.loads(data), ASKED), str)
    with suppress(TableError):
        open_survey("survey.csv", data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
