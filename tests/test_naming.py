"""Names to codes: what is taken without asking, what a person has to decide on, and what is refused in words.

Every case stands in a table: the text as people write it, and the code that it means.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.naming.coded import WORDS
from dashboard.naming.gazetteer import Gazetteer, build_gazetteer
from dashboard.naming.guesses import HOW, SURE, UNSURE, Guess
from dashboard.naming.splitting import parted
from dashboard.published import Published
from dashboard.schema import COLUMNS


@pytest.fixture(scope="module")
def names(published: Published) -> Gazetteer:
    return build_gazetteer(published.reference, published.registers)


def taken(guesses: list[Guess]) -> str:
    """The code that is taken without asking, "" where a person decides, None said as "-" where nothing is offered."""
    if not guesses:
        return "-"
    return guesses[0].code if guesses[0].sure else ""


COUNTRIES = {
    "Japan": "JPN", "JPN": "JPN", "jp": "JPN", " japan ": "JPN", "Japan (JPN)": "JPN", "JPN - Japan": "JPN",
    "Holland": "NLD", "The Netherlands": "NLD", "Republic of Korea": "KOR", "South Korea": "KOR",
    "Korea, Republic of": "KOR", "S. Korea": "KOR", "Korea (South)": "KOR", "DPRK": "PRK", "Czech Republic": "CZE",
    "Czechia": "CZE", "Ivory Coast": "CIV", "Côte d’Ivoire": "CIV", "COTE D'IVOIRE": "CIV", "Burma": "MMR",
    "Myanmar": "MMR", "UK": "GBR", "U.K.": "GBR", "Great Britain": "GBR", "Great Britain (UK)": "GBR",
    "Türkiye": "TUR", "Turkey": "TUR", "Georgia": "GEO", "Taiwan": "TWN", "Taiwan, Province of China": "TWN",
    "Taiwan (ROC)": "TWN", "Kosovo": "XKX", "XK": "XKX", "Hong Kong": "HKG", "Palestine": "PSE", "Vatican": "VAT",
    "Viet Nam": "VNM", "Russian Federation": "RUS", "Swaziland": "SWZ", "Trinidad & Tobago": "TTO",
    "Bosnia and Herzegovina": "BIH", "People's Republic of China": "CHN", "Dominican Republic": "DOM",
    "Dominica": "DMA", "Niger": "NER", "Nigeria": "NGA", "French Republic": "FRA", "Federal Republic of Germany": "DEU",
    "Germny": "DEU", "Sweeden": "SWE", "Phillipines": "PHL", "Democratic Republic of Congo": "COD",
}  # fmt: skip


class TestCountries:
    @pytest.mark.parametrize(("text", "code"), COUNTRIES.items())
    def test_names_people_write_are_taken(self, names: Gazetteer, text: str, code: str) -> None:
        assert taken(names.countries(text)) == code

    def test_every_country_is_known_by_its_own_names_and_shown_by_ours(self, names: Gazetteer) -> None:
        for code, name in names.country_names.names.items():
            for text in (code, name, name.upper(), f"{name} ({code})"):
                assert (names.countries(text)[0].code, names.countries(text)[0].name) == (code, name)
            assert names.countries(name)[0].exact

    @pytest.mark.parametrize(
        ("text", "codes"),
        {
            "Korea": ["KOR", "PRK"],
            "Congo": ["COD", "COG"],
            "Irak": ["IRN", "IRQ"],
            "Columbia": ["COL"],
            "Scotland": ["GBR"],
            "Bavaria": ["DEU"],
            "Bayern": ["DEU"],
            "Munich": ["DEU"],
        }.items(),
    )
    def test_a_person_decides_on_what_may_be_meant(self, names: Gazetteer, text: str, codes: list[str]) -> None:
        guesses = names.countries(text)
        assert not guesses[0].sure
        assert [guess.code for guess in guesses[: len(codes)]] == codes

    def test_a_part_of_a_country_says_so(self, names: Gazetteer) -> None:
        assert names.countries("Scotland")[0].note == "Scotland is a region in United Kingdom, not a country"

    @pytest.mark.parametrize(
        "text",
        ["Korean", "French", "germans", "German", "Cuban", "Kenyan", "Indian", "Indonesian", "Russians", "South Korean",
         "Dutch", "Chinese", "Israeli", "Nigerian", "Thai", "Mexicans", "Georgian", "Dominican"],
    )  # fmt: skip
    def test_peoples_are_no_countries(self, names: Gazetteer, text: str) -> None:
        assert names.countries(text) == []
        assert "is a people or a language, not a country; write the country, such as '" in names.why_no_country(text)

    @pytest.mark.parametrize("text", ["U.S.", "USA", "United States", "America", "Puerto Rico", "Guam", "PRI"])
    def test_the_other_side_is_never_the_u_s(self, names: Gazetteer, text: str) -> None:
        assert names.countries(text) == []
        assert "write the other country" in names.why_no_country(text)

    @pytest.mark.parametrize("text", ["", "?", "xyz", "n/a", "various", "TBD"])
    def test_nothing_is_made_of_nothing(self, names: Gazetteer, text: str) -> None:
        assert names.countries(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "TX - Texas": "TX", "Texas (TX)": "TX", "tx": "TX", "TEXAS": "TX", "Tex.": "TX", "Calif.": "CA",
        "Washington DC": "DC", "Washington, D.C.": "DC", "D.C.": "DC", "Washington": "WA", "Georgia": "GA",
        "State of Texas": "TX", "Commonwealth of Virginia": "VA", "N. Carolina": "NC", "North Carolinna": "NC",
        "Puerto Rico": "PR", "USVI": "VI", "West Virginia": "WV", "Texsa": "", "Ontario": "-",
    }.items(),
)  # fmt: skip
def test_states(names: Gazetteer, text: str, code: str) -> None:
    assert taken(names.states(text)) == code


class TestActors:
    @pytest.mark.parametrize(
        ("text", "state", "code"),
        [
            ("City of Austin", "", "austin-tx"),
            ("Austin", "TX", "austin-tx"),
            ("Austin, City of", "", "austin-tx"),
            ("Austin, Texas", "", "austin-tx"),
            ("Austin (TX)", "TX", "austin-tx"),
            ("AUSTIN TX", "", "austin-tx"),
            ("St Louis", "MO", "st-louis-mo"),
            ("Saint Louis", "MO", "st-louis-mo"),
            ("Washington DC", "", "district-of-columbia-dc"),
            ("NYC", "NY", "new-york-ny"),
            ("Texas", "TX", "state-tx"),
            ("State of Texas", "", "state-tx"),
            ("County of Travis", "TX", "travis-county-tx"),
            ("Miami Dade County", "FL", "miami-dade-county-fl"),
            ("Springfield", "IL", "springfield-il"),
            ("Springfield", "", ""),
            ("San Diago", "CA", ""),
            ("Austin", "CA", ""),
        ],
    )
    def test_as_written(self, names: Gazetteer, text: str, state: str, code: str) -> None:
        assert taken(names.actors(text, state)) == code

    def test_every_actor_of_the_register_is_found_by_its_own_name(self, names: Gazetteer, published: Published) -> None:
        register = published.registers.actors
        for slug, name, state in zip(register["slug"], register["name"], register["state"], strict=True):
            assert slug in [guess.code for guess in names.actors(name, state)]

    def test_one_in_another_state_is_offered_with_a_note(self, names: Gazetteer) -> None:
        best = names.actors("Los Angeles County", "TX")[0]
        assert (best.code, best.note, best.sure) == ("los-angeles-county-ca", "this one is in CA", False)


@pytest.mark.parametrize(
    ("text", "country", "code", "level"),
    [
        ("Kyoto", "JPN", "kyoto-jpn", "city"),
        ("Kyoto, Japan", "", "kyoto-jpn", "city"),
        ("City of Kyoto", "JPN", "kyoto-jpn", "city"),
        ("Japan", "", "japan-jpn", "national"),
        ("Mexico", "", "mexico-mex", "national"),
        ("Jalisco", "MEX", "jalisco-mex", "region"),
        ("Québec", "CAN", "quebec-can", "region"),
        ("Scotland", "GBR", "scotland-gbr", "region"),
        ("Sao Paulo", "BRA", "sao-paulo-bra", "city"),
    ],
)
def test_counterparts(names: Gazetteer, text: str, country: str, code: str, level: str) -> None:
    best = names.counterparts(text, country)[0]
    assert (best.code, best.level, best.sure) == (code, level, True)


def test_a_counterpart_in_another_country_is_a_question(names: Gazetteer) -> None:
    assert taken(names.counterparts("Kyoto", "KOR")) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "C40": "c40-cities", "UN": "united-nations", "ICLEI": "iclei-local-governments-for-sustainability",
        "mayors for peace": "mayors-for-peace", "Global Covenant of Mayors":
        "global-covenant-of-mayors-for-climate-and-energy", "Sister Cities Intl": "", "Rotary": "-",
    }.items(),
)  # fmt: skip
def test_networks(names: Gazetteer, text: str, code: str) -> None:
    assert taken(names.networks(text)) == code


def test_places_are_told_apart_by_state_and_country(names: Gazetteer) -> None:
    assert taken(names.places("St. Louis", "MO")) == taken(names.places("Saint Louis, MO")) == "st-louis-mo"
    assert taken(names.places("Portland")) == ""
    assert taken(names.places("Portland", "OR")) == "portland-or"
    assert taken(names.places("Kyoto", country="JPN")) == "kyoto-jpn"


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("engagement_type", "Sister City", "sister_agreement"),
        ("engagement_type", "MOU", "memorandum"),
        ("engagement_type", "Trade mision", "trade_mission"),
        ("engagement_type", "delegation", ""),
        ("issues", "Climate & Environment", "climate_environment"),
        ("issues", "Trade", "trade_investment"),
        ("us_level", "Municipality", "city"),
        ("counterpart_level", "Country", "national"),
        ("status", "Planned", "announced"),
        ("engagement_type", "dancing", "-"),
    ],
)
def test_words_for_codes(names: Gazetteer, column: str, text: str, code: str) -> None:
    assert taken(names.codes(column, text)) == code


def test_words_lead_to_codes_of_their_vocabulary() -> None:
    vocabularies = {column.name: column.vocabulary or {} for column in COLUMNS}
    for column, (words, ambiguous) in WORDS.items():
        assert {*words.values(), *(code for codes in ambiguous.values() for code in codes)} <= set(vocabularies[column])


@given(st.text(max_size=40), st.sampled_from(["", "TX", "JPN", "nowhere"]))
def test_any_text_has_an_answer_in_bounds(published: Published, text: str, place: str) -> None:
    names = published.study("names of a test", lambda: build_gazetteer(published.reference, published.registers))
    answers = [
        names.countries(text), names.states(text), names.places(text, place), names.actors(text, place),
        names.counterparts(text, place), names.networks(text), *(names.codes(column, text) for column in WORDS),
    ]  # fmt: skip
    for guesses in answers:
        assert [guess.score for guess in guesses] == sorted((guess.score for guess in guesses), reverse=True)
        assert all(UNSURE <= guess.score <= 100 and guess.how in HOW for guess in guesses)
        assert sum(guess.score >= SURE for guess in guesses[:1]) <= 1


class TestSeveralInOneCell:
    @pytest.mark.parametrize(
        ("cell", "parts"),
        {
            "Japan; Korea and Mexico": ["Japan", "Korea", "Mexico"],
            "Japan, South Korea, and Mexico": ["Japan", "South Korea", "Mexico"],
            "Japan / Mexico": ["Japan", "Mexico"],
            "Japan & Mexico": ["Japan", "Mexico"],
            "Bosnia and Herzegovina": ["Bosnia and Herzegovina"],
            "Trinidad and Tobago, Antigua and Barbuda": ["Trinidad and Tobago", "Antigua and Barbuda"],
            "Korea, Republic of, Japan": ["Korea, Republic of", "Japan"],
            "Japan\nMexico\n": ["Japan", "Mexico"],
            "Japan; Japan": ["Japan"],
            "Japan, Atlantis": ["Japan", "Atlantis"],
            "this, that and the other": ["this, that and the other"],
            "": [],
            " ; , ": [],
        }.items(),
    )
    def test_is_parted_where_names_are_known(self, names: Gazetteer, cell: str, parts: list[str]) -> None:
        assert parted(cell, lambda text: bool(names.country_names.exact(text))) == parts

    @given(st.text(alphabet="ab,;&/ and\n", max_size=60), st.sets(st.text("ab ", min_size=1, max_size=4)))
    def test_no_letter_is_lost(self, cell: str, known: set[str]) -> None:
        parts = parted(cell, known.__contains__)
        assert all(part.strip() == part and part for part in parts)
        assert {"a", "b"} & set(cell.replace("and", "").replace("AND", "")) <= set("".join(parts))
