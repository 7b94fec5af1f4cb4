"""The languages: every message has a translation that fits its places; addresses and cookies choose; codes stay.

Whether every text of a page is a message at all is told by the tests of spoken pages, in brackets for each.
"""

from __future__ import annotations

import csv
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from dashboard.address import parse_address
from dashboard.language import CATALOGUES, LANGUAGES, LOCALES, day_in_words, speaking
from dashboard.published import Published
from dashboard.wording import listed, summary

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import messages  # noqa: E402 - a script of the project

OTHERS = [code for code in LANGUAGES if code != "en"]

SAME = set((Path(__file__).parent / "same_in_spanish.txt").read_text("utf-8").splitlines())
"""Messages that Spanish writes as English does: names, abbreviations, words that both have."""


@pytest.fixture(scope="module")
def source() -> Catalog:
    return messages.extracted()


def entries(code: str) -> Iterator[Message]:
    for path in sorted((CATALOGUES / code / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as lines:
            yield from (message for message in read_po(lines, locale=code) if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class TestCatalogues:
    def test_every_message_of_the_source_has_a_translation(self) -> None:
        missing = [message.id for message in messages.missing("es")]
        assert not missing, f"{len(missing)} without Spanish; scripts/messages.py missing lists them: {missing[:5]}"

    def test_no_message_is_translated_that_nothing_says(self, source: Catalog) -> None:
        unsaid = [message.id for message in entries("es") if source.get(forms(message.id)[0], message.context) is None]
        assert not unsaid, unsaid[:5]

    def test_translations_have_the_places_of_the_source(self) -> None:
        for message in entries("es"):
            wanted, is_plural = places(forms(message.id)[-1]), isinstance(message.id, tuple)
            for at, text in enumerate(forms(message.string)):
                left_out = wanted ^ places(text)
                assert left_out <= ({"n"} if is_plural and at == 0 else set()), (message.id, text)

    def test_only_listed_messages_are_equal_in_both_languages(self) -> None:
        words = (m for m in entries("es") if re.search(r"[A-Za-z]{2}", re.sub(r"\{\w*\}", "", forms(m.id)[0])))
        equal = {forms(m.id)[0] for m in words if forms(m.id)[0] in forms(m.string)}
        assert equal == SAME

    def test_translations_keep_the_spaces_at_their_ends(self) -> None:
        for message in entries("es"):
            for english, text in zip(forms(message.id), forms(message.string), strict=False):
                assert (english[0] == " ", english[-1] == " ") == (text[:1] == " ", text[-1:] == " "), message.id

    @pytest.mark.parametrize("code", OTHERS)
    def test_every_country_and_state_has_a_name(self, code: str, published: Published) -> None:
        with (CATALOGUES / code / "places.csv").open(encoding="utf-8", newline="") as lines:
            named = {(row["kind"], row["code"]): row["name"] for row in csv.DictReader(lines)}
        reference = published.reference
        known = {*(("country", code) for code in reference.country_names)}
        known |= {("state", code) for code in reference.state_names}
        assert known == set(named)
        assert all(name.strip() == name and name for name in named.values())

    def test_every_language_has_a_locale(self) -> None:
        assert set(LOCALES) == set(LANGUAGES)


class TestWords:
    def test_days(self) -> None:
        with speaking("es"):
            assert day_in_words("2019-10-03") == "3 de octubre de 2019"
            assert day_in_words("2019-10") == "octubre de 2019"
            assert day_in_words("2019") == "2019"
        assert day_in_words("2019-10-03") == "October 3, 2019"

    @pytest.mark.parametrize(
        ("names", "joint", "said"),
        [
            (["Texas", "Irlanda"], "and", "Texas e Irlanda"),
            (["Texas", "Hungría"], "and", "Texas y Hungría"),
            (["Texas", "Hidalgo"], "and", "Texas e Hidalgo"),
            (["Texas", "Hierro"], "and", "Texas y Hierro"),
            (["Texas", "Ohio"], "or", "Texas u Ohio"),
            (["Texas", "Honduras"], "or", "Texas u Honduras"),
            (["Texas", "Utah"], "or", "Texas o Utah"),
            (["Texas"], "or", "Texas"),
        ],
    )
    def test_and_and_or_change_before_the_same_sound(self, names: list[str], joint: str, said: str) -> None:
        with speaking("es"):
            assert listed(names, joint) == said

    def test_a_selection(self, published: Published) -> None:
        with speaking("es"):
            address = parse_address("?state=NY&issue=energy&country=JPN&from=2019", published.catalogue)
            said = summary(address.selection, published.totals(address.selection), published.catalogue)
        assert re.match(r"\d+ de 3,785 actividades: energía, Nueva York, Japón, con fecha desde 2019", said)
        assert parse_address("?country=JPN", published.catalogue).selection == address.selection.without(
            "state", "issue", "from", "to"
        )

    def test_places_are_in_the_order_of_their_names(self, published: Published) -> None:
        with speaking("es"):
            countries = list(published.catalogue.labels["country"])
        assert countries.index("DEU") < countries.index("ARG")
        assert list(published.catalogue.labels["country"]).index("ARG") < countries.index("JPN")

    def test_a_nation_is_called_as_its_country(self, published: Published) -> None:
        nation = next(slug for slug, label in published.catalogue.labels["counterpart"].items() if label == "Japan")
        with speaking("es"):
            assert published.catalogue.label("counterpart", nation) == "Japón"


class TestChoosing:
    def test_an_address_chooses_and_is_remembered(self, client: FlaskClient) -> None:
        first = client.get("/?lang=es")
        assert '<html lang="es"' in first.text
        assert '<html lang="es">' in client.get("/submit").text
        assert '<html lang="en"' in client.get("/?lang=en").text
        assert '<html lang="en">' in client.get("/submit").text

    def test_without_a_choice_it_is_english(self, client: FlaskClient) -> None:
        fresh = client.application.test_client()
        assert '<html lang="en"' in fresh.get("/").text
        assert '<html lang="en"' in fresh.get("/?lang=xx").text
        assert "Set-Cookie" not in fresh.get("/?lang=xx").headers

    def test_codes_and_machines_speak_no_other_language(self, client: FlaskClient) -> None:
        plain, spanish = client.application.test_client(), client.application.test_client()
        spanish.set_cookie("lang", "es")
        for path in ("/engagements.csv?state=TX", "/api/v1/vocabularies/issue", "/data.json", "/datapackage.json"):
            assert plain.get(path).data == spanish.get(path).data, path

    def test_a_file_is_the_same_in_every_language(self, client: FlaskClient) -> None:
        fresh = client.application.test_client()
        english = fresh.get("/engagements.csv?state=TX&country=JPN&names=labels").text
        assert fresh.get("/engagements.csv?state=TX&country=JPN&names=labels&lang=es").text == english

    def test_a_brief_is_in_the_language_of_its_page(self, client: FlaskClient) -> None:
        fresh = client.application.test_client()
        english = fresh.get("/state/WY/brief.pdf").data
        assert fresh.get("/state/WY/brief.pdf?lang=es").data != english
        assert fresh.get("/state/WY/brief.pdf?lang=en").data == english
