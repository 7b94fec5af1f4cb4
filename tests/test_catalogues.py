"""What catalogues, search engines and sites that show links are told: complete by the standards, true by the table.

Which properties must be there was transcribed from the specifications by hand; numbers are counted by the oracle.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from oracle import ODDITIES, Params, engagements, query, read, selected
from test_pages import every_path, some_paths
from test_publication import accept

from dashboard.callbacks import PATHS
from dashboard.catalogues import dcat, offers, schema_org, sitemap
from dashboard.catalogues.dcat_nodes import Host
from dashboard.catalogues.description import Release, ReleaseFile, described
from dashboard.catalogues.told import DRAWN, FIXED, FORMS
from dashboard.published import Published, published_from
from dashboard.settings import Settings
from dashboard.store.submissions import Proposed
from dashboard.wiring import create_app

BASE = "http://localhost"
PUBLIC = Host("https://diplomacy.example.org", "desk@example.org")

DCAT_US: Mapping[str, tuple[str, str]] = {
    "Catalog": ("dataset", "themeTaxonomy conformsTo issued language modified rights spatial homepage"),
    "Dataset": (
        "contactPoint description identifier publisher title",
        "distribution keyword landingPage theme describedBy modified rights spatial temporal",
    ),
    "Distribution": (
        "",
        "accessURL accessRestriction cuiRestriction describedBy useRestriction description format license modified "
        "rights title",
    ),
    "DataService": ("contactPoint endpointURL publisher title", "endpointDescription servesDataset license"),
    "Agent": ("name", ""),
    "Organization": ("name", ""),
    "Kind": ("fn hasEmail", ""),
    "Document": ("title", "bibliographicCitation description identifier issued publisher"),
    "Standard": ("", "description identifier issued title inScheme"),
    "ConceptScheme": ("title", "description"),
    "Concept": ("prefLabel", ""),
    "Location": ("", "bbox prefLabel"),
    "PeriodOfTime": ("", "startDate endDate"),
    "Checksum": ("algorithm checksumValue", ""),
}
"""Class of DCAT-US 3.0.0 → mandatory and recommended properties, as its field reference of 2026 has them."""

LISTS = {
    "Catalog": "dataset service contactPoint themeTaxonomy creator language rights spatial keyword",
    "Dataset": "contactPoint distribution keyword theme temporal spatial conformsTo language provenance rights "
    "hasVersion",
    "DataService": "contactPoint endpointURL endpointDescription servesDataset keyword language",
    "Distribution": "rights conformsTo language",
    "Document": "publisher",
}
"""Class → properties that are lists; every other one is a single value."""

NONE_MEANS_OPEN = {"accessRestriction", "cuiRestriction", "useRestriction"}
DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
SHAPES = {
    "issued": DAY,
    "modified": DAY,
    "startDate": DAY,
    "endDate": DAY,
    "hasEmail": r"mailto:[\w_~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+",
    "byteSize": r"[0-9]+",
    "checksumValue": r"[0-9a-f]{64}",
    "accrualPeriodicity": "continual|daily|weekly|monthly|annually|asNeeded|irregular|notPlanned|unknown",
    "bbox": r"POLYGON\(\(.+\)\)",
    "mediaType": r"\w+/[\w.+-]+",
    "license": r"https://.+",
}
"""Property → what the JSON schema of DCAT-US 3.0.0 lets it be."""

RELEASE = Release(
    "2026.1",
    "2026-11-20",
    3_525,
    "The first release.",
    (ReleaseFile("/releases/2026.1/engagements.csv", "CSV", "text/csv", 1_234_567, "0f" * 32),),
)


class Tags(HTMLParser):
    """The tags of a head: title, meta by name or property, canonical address, JSON-LD as parsed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical = self.follows = self.title = self._in = ""
        self.told: list[dict[str, Any]] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in = "ld" if found.get("type") == "application/ld+json" else tag
        self.scripts += tag == "script"
        if tag == "meta":
            self.meta[found.get("name", found.get("property", ""))] = found.get("content", "")
        if found.get("type") == "application/atom+xml":
            self.follows = found["href"]
        if found.get("rel") == "canonical":
            self.canonical = found["href"]

    def handle_data(self, data: str) -> None:
        if self._in == "title":
            self.title += data
        if self._in == "ld":
            self.told.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


def head(client: FlaskClient, path: str) -> Tags:
    with client.get(path) as response:
        return Tags(response.text)


def nodes(value: Any, under: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with a class, with the property under which it stands."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each, under)
    elif isinstance(value, dict):
        yield under, value
        for name, each in value.items():
            yield from nodes(each, name)


def missing_in(catalogue: dict[str, Any]) -> list[str]:
    """Mandatory and recommended properties that an object of the catalogue lacks."""
    found = []
    for under, node in nodes(catalogue):
        mandatory, recommended = (names.split() for names in DCAT_US[node["@type"]])
        # a dictionary needs none of its own; a service names its dataset, which is told in full elsewhere
        wanted = mandatory if under == "servesDataset" else [*mandatory, *recommended]
        for name in wanted:
            is_there = node.get(name) or (name in NONE_MEANS_OPEN and name in node)
            if not is_there and not under == name == "describedBy":
                found.append(f"{node['@type']} under {under}: {name}")
    return found


def badly_shaped_in(catalogue: dict[str, Any]) -> list[str]:
    """Values that are lists where one is meant, or the other way, or not written as the schema asks."""
    found = []
    for _, node in nodes(catalogue):
        lists = LISTS.get(node["@type"], "notation" if node["@type"] == "Concept" else "").split()
        for name, value in node.items():
            is_shaped = not isinstance(value, str) or re.fullmatch(SHAPES.get(name, ".+"), value, re.DOTALL)
            if isinstance(value, list) != (name in lists) or not is_shaped:
                found.append(f"{node['@type']}.{name} {value!r:.80}")
    return found


def own_addresses(text: str, base: str = BASE) -> set[str]:
    """Every address of ours in a document, without its fragment."""
    return {each.split("#")[0] for each in re.findall(rf'"({re.escape(base)}[^"]*)"', text)}


@pytest.fixture(scope="module")
def data_json(client: FlaskClient) -> dict[str, Any]:
    with client.get("/data.json") as response:
        assert response.mimetype == "application/json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        return response.json


class TestDcat:
    def test_every_mandatory_and_recommended_property_is_there(self, published: Published) -> None:
        told = replace(described(published), releases=(RELEASE,))
        whole = dcat.catalog(told, offers.FORMATS, offers.SERVICES, PUBLIC)
        assert {node["@type"] for _, node in nodes(whole)} == set(DCAT_US) - {"Agent"}
        assert missing_in(whole) == []
        assert badly_shaped_in(whole) == []

    def test_so_in_what_is_served(self, data_json: dict[str, Any]) -> None:
        assert missing_in(data_json) == []
        shaped = [each for each in badly_shaped_in(data_json) if "dashboard@localhost" not in each]
        assert shaped == [], "the usual sender is the one thing that a host has to set"
        assert "@context" not in data_json, "DCAT-US 3.0 has taken it out"

    def test_a_table_without_rows_or_dates_leaves_out_what_it_cannot_say(self, oddities: Published) -> None:
        undated = oddities.table.with_rows(oddities.table.engagements.assign(start_date="", end_date=""))
        told = described(published_from(undated, oddities.reference, oddities.engine))
        assert dcat.catalog(told, (), (), PUBLIC)["dataset"][0]["temporal"] == []

    def test_counts_are_those_of_the_table(self, data_json: dict[str, Any]) -> None:
        rows, [dataset] = engagements(), data_json["dataset"]
        dates = rows["start_date"][rows["start_date"] != ""]
        networks = rows["network"][rows["network"] != ""].nunique()
        countries = rows["counterpart_country"][rows["counterpart_country"] != ""].nunique()
        actors = rows["actor"].nunique()
        assert dataset["description"].startswith(
            f"{len(rows):,} engagements of {actors} U.S. governments and agencies with {countries} countries or areas "
            f"and {networks} networks and bodies"
        )
        assert dataset["temporal"] == [{"@type": "PeriodOfTime", "startDate": min(dates), "endDate": max(dates)}]
        assert dataset["modified"] == max(rows["accessed"])
        assert {code for theme in dataset["theme"] for code in theme["notation"]} == set(
            "|".join(rows["issues"]).split("|")
        )
        assert "hasVersion" in dataset

    def test_every_address_answers_and_files_are_of_the_type_that_is_told(
        self, client: FlaskClient, data_json: dict[str, Any]
    ) -> None:
        types = {
            node["downloadURL"]: node["mediaType"] for _, node in nodes(data_json) if node["@type"] == "Distribution"
        }
        addresses = own_addresses(json.dumps(data_json))
        assert {f"{BASE}/data", f"{BASE}/engagements.csv", f"{BASE}/datapackage.json", *types} <= addresses
        for address in sorted(addresses):
            with client.get(address.removeprefix(BASE)) as response:
                assert response.status_code == 200, address
                assert response.mimetype == types.get(address, response.mimetype)

    def test_nothing_is_listed_that_is_not_served(self) -> None:
        assert offers.files_among(["/engagements.csv", "/data"]) == [offers.FORMATS[0]]
        [service] = offers.services_among(["/api/v1/engagements", "/openapi.json"])
        assert service.described == ("/openapi.json",)

    def test_a_release_is_told_with_sizes_and_digests(self, published: Published) -> None:
        told = replace(described(published), releases=(RELEASE,))
        [dataset] = dcat.catalog(told, offers.FORMATS, (), PUBLIC)["dataset"]
        [version] = dataset["hasVersion"]
        [file] = version["distribution"]
        assert (version["version"], version["issued"]) == ("2026.1", "2026-11-20")
        assert dataset["issued"] == "2026-11-20"
        assert (file["byteSize"], file["checksum"]["checksumValue"]) == ("1234567", "0f" * 32)
        assert not any("byteSize" in node for node in dataset["distribution"]), "what changes has no size to rely on"

    def test_snapshots_are_listed_with_what_their_files_really_are(
        self, client: FlaskClient, data_json: dict[str, Any]
    ) -> None:
        shelf = client.application.extensions["publication"].shelf
        versions = data_json["dataset"][0]["hasVersion"]
        assert [version["version"] for version in versions] == [snapshot.number for snapshot in shelf.snapshots]
        files = [file for version in versions for file in version["distribution"]]
        assert len(files) == 2 * len(shelf.snapshots) > 0
        for file in files:
            with client.get(file["downloadURL"].removeprefix(BASE)) as response:
                assert file["byteSize"] == str(len(response.data))
                assert file["checksum"]["checksumValue"] == hashlib.sha256(response.data).hexdigest()

    @pytest.mark.filterwarnings("ignore")
    def test_the_data_package_describes_the_csv_beside_it(self, odd_client: FlaskClient, tmp_path: Path) -> None:
        frictionless = pytest.importorskip("frictionless")
        for name in ("datapackage.json", "engagements.csv"):
            with odd_client.get(f"/{name}") as response:
                (tmp_path / name).write_bytes(response.data)
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
        assert report.tasks[0].stats["rows"] == len(read(ODDITIES))


class TestSchemaOrg:
    def test_the_dataset_is_on_its_page_with_all_that_is_recommended(self, client: FlaskClient) -> None:
        rows, told = engagements(), head(client, "/data").told
        [dataset] = [node for node in told if node["@type"] == "Dataset"]
        wanted = (
            "name description url identifier license creator distribution temporalCoverage spatialCoverage "
            "variableMeasured isAccessibleForFree version dateModified citation keywords includedInDataCatalog"
        )
        assert [name for name in wanted.split() if not dataset.get(name)] == []
        assert 50 <= len(dataset["description"]) <= 5_000
        assert f"{len(rows):,} engagements" in dataset["description"]
        dates = rows["start_date"][rows["start_date"] != ""]
        assert dataset["temporalCoverage"] == f"{min(dates)}/{max(dates)}"
        assert [each["name"] for each in dataset["variableMeasured"]] == list(read(ODDITIES).columns)
        assert {each["contentUrl"] for each in dataset["distribution"]} >= {f"{BASE}/engagements.csv"}
        for address in own_addresses(json.dumps(dataset)):
            with client.get(address.removeprefix(BASE)) as response:
                assert response.status_code == 200, address

    def test_releases_are_parts_of_it(self, published: Published) -> None:
        told = schema_org.dataset(replace(described(published), releases=(RELEASE,)), offers.FORMATS, "https://x.org")
        assert [(each["version"], each["datePublished"]) for each in told["hasPart"]] == [("2026.1", "2026-11-20")]

    @pytest.mark.parametrize(
        ("path", "names"),
        [
            ("/place/austin-tx", ["Explore", "Texas", "City of Austin, TX"]),
            ("/counterpart/adelaide-aus", ["Explore", "Australia", "Adelaide, Australia"]),
            ("/networks", ["Explore", "Networks"]),
        ],
    )
    def test_the_way_to_a_page_leads_over_pages(self, client: FlaskClient, path: str, names: list[str]) -> None:
        [trail] = head(client, path).told
        assert [step["name"] for step in trail["itemListElement"]] == names
        for step in trail["itemListElement"]:
            assert client.get(step["item"].removeprefix(BASE)).status_code == 200


def sides(params: Params) -> tuple[int, int, int, int]:
    """Rows, actors, countries and networks of a selection."""
    rows = selected(params)
    filled = [rows[name][rows[name] != ""].nunique() for name in ("actor", "counterpart_country", "network")]
    return len(rows), filled[0], filled[1], filled[2]


class TestCards:
    def test_a_selection_is_told_in_numbers(self, client: FlaskClient) -> None:
        params = {"issue": ["energy"], "state": ["TX"]}
        rows, actors, countries, networks = sides(params)
        tags = head(client, "/?state=TX&issue=energy&issue=nonsense&x=1")
        assert tags.meta["og:title"] == f"{rows} of {len(engagements()):,} engagements: energy, Texas"
        assert f"{actors} actors, {countries} countries, {networks} networks and bodies." in tags.meta["og:description"]
        assert tags.canonical == tags.meta["og:url"] == f"{BASE}/?{query(params)}"
        assert tags.meta["og:image"] == f"{BASE}/card.png?{query(params)}"

    def test_the_explorer_tells_the_whole_table(self, client: FlaskClient) -> None:
        rows, actors, countries, networks = sides({})
        tags = head(client, "/")
        assert tags.meta["description"] == (
            f"{rows:,} engagements, each with its public source: {actors} actors, {countries} countries, "
            f"{networks} networks and bodies."
        )
        assert (tags.canonical, tags.title) == (f"{BASE}/", "Explore · Multilevel Diplomacy Dashboard")

    def test_a_state_is_told_in_numbers(self, client: FlaskClient) -> None:
        rows, actors, countries, networks = sides({"state": ["TX"]})
        tags = head(client, "/state/TX")
        told = f"{rows} engagements with {countries} countries and {networks} networks and bodies, by {actors} actors"
        assert tags.meta["og:title"] == f"Texas: {told}"
        assert tags.meta["description"] == tags.meta["og:description"]
        assert tags.meta["description"].startswith(f"Texas has {rows} engagements on record")
        assert tags.title == "Texas · Multilevel Diplomacy Dashboard"
        assert tags.canonical == f"{BASE}/state/TX"
        assert client.get(tags.follows).status_code == 200
        assert tags.follows == "/feed.atom?state=TX"

    def test_a_narrowed_page_says_so(self, client: FlaskClient) -> None:
        rows, *_ = sides({"state": ["TX"], "issue": ["energy"]})
        tags = head(client, "/state/TX?issue=energy")
        assert tags.meta["og:title"].startswith(f"Texas: {rows} engagements (energy) with")
        assert tags.canonical == f"{BASE}/state/TX?issue=energy"

    @pytest.mark.parametrize("path", some_paths(2))
    def test_every_kind_of_page_has_a_whole_card(self, client: FlaskClient, path: str) -> None:
        tags = head(client, path)
        assert tags.canonical == BASE + path
        assert "robots" not in tags.meta
        for name in ("title", "description", "url", "type", "site_name", "image", "image:alt"):
            assert tags.meta[f"og:{name}"]
        assert (tags.meta["og:image:width"], tags.meta["og:image:height"]) == ("1200", "630")
        assert tags.meta["twitter:card"] == "summary_large_image"

    @pytest.mark.parametrize("path", sorted({*PATHS, *FORMS}))
    def test_every_fixed_page_says_what_it_shows(self, client: FlaskClient, path: str) -> None:
        tags = head(client, path)
        assert (tags.canonical, "robots" in tags.meta) == (BASE + path, False)
        assert tags.meta["description"] == {**DRAWN, **FIXED}.get(path, tags.meta["og:description"])

    def test_a_comparison_names_its_sides_and_keeps_them_in_its_address(self, client: FlaskClient) -> None:
        tags = head(client, "/compare?place=austin-tx&place=dallas-tx")
        assert tags.meta["og:title"] == "Austin and Dallas compared"
        assert tags.canonical == f"{BASE}/compare?place=austin-tx&place=dallas-tx"

    @pytest.mark.parametrize(
        "path", ["/nothing", "/state/ZZ", "/engagement/E9", "/review/sign-in", "/submit/status", "/submit/problem"]
    )
    def test_what_is_no_public_page_has_no_card_and_is_not_listed(self, client: FlaskClient, path: str) -> None:
        tags = head(client, path)
        assert tags.meta["robots"] == "noindex"
        assert not any(name.startswith(("og:", "twitter:", "description")) for name in tags.meta)
        assert (tags.canonical, tags.told) == ("", [])

    @pytest.mark.parametrize("path", ["/?state=TX", "/networks?state=TX", "/tie/austin-tx/c40-cities?issue=energy"])
    def test_one_selection_of_many_has_a_card_but_is_not_listed(self, client: FlaskClient, path: str) -> None:
        tags = head(client, path)
        assert (tags.meta["robots"], tags.meta["og:url"]) == ("noindex", BASE + path)

    @pytest.mark.parametrize("path", ["/", "/state/TX", "/engagement/E00001", "/data", "/networks"])
    def test_a_snapshot_stays_in_the_address(self, client: FlaskClient, path: str) -> None:
        assert head(client, f"{path}?snapshot=2026.1").meta["og:url"] == f"{BASE}{path}?snapshot=2026.1"

    def test_a_page_without_rows_says_so_and_is_not_listed(self, client: FlaskClient) -> None:
        tags = head(client, "/tie/austin-tx/tokyo-jpn")
        assert sides({"actor": ["austin-tx"], "counterpart": ["tokyo-jpn"]})[0] == 0
        assert tags.meta["og:title"].endswith(": nothing is recorded")
        assert tags.meta["robots"] == "noindex"


class TestPictures:
    @pytest.mark.parametrize(
        "page", ["", "/state/TX", "/country/JPN", "/tie/austin-tx/adelaide-aus", "/engagement/E00001", "/data/changes"]
    )
    def test_a_picture_has_the_size_that_is_told(self, client: FlaskClient, page: str) -> None:
        with client.get(f"/card{page}.png") as response:
            assert response.data.startswith(b"\x89PNG")
            assert struct.unpack(">II", response.data[16:24]) == (1200, 630)
            etag = response.headers["ETag"]
        with client.get(f"/card{page}.png", headers={"If-None-Match": etag}) as response:
            assert (response.status_code, response.data) == (304, b"")

    def test_another_selection_is_another_picture(self, client: FlaskClient) -> None:
        drawn = {client.get(f"/card.png?{search}").data for search in ("", "state=TX", "state=OH", "q=zzzz")}
        assert len(drawn) == 4

    def test_there_is_none_of_what_is_no_page(self, client: FlaskClient) -> None:
        assert client.get("/card/state/ZZ.png").status_code == 404
        assert client.get("/card/review.png").status_code == 404


def located(xml: bytes, name: str = "url") -> dict[str, str]:
    """Address → day, of a file of the sitemap."""
    space = {"s": sitemap.PROTOCOL}
    found = {
        each.findtext("s:loc", "", space): each.findtext("s:lastmod", "", space)
        for each in ET.fromstring(xml).findall(f"s:{name}", space)
    }
    assert xml.count(b"<loc>") == len(found), "no address twice"
    return found


class TestSitemap:
    def test_every_page_with_rows_is_in_it_and_no_other(self, client: FlaskClient) -> None:
        with client.get("/sitemap.xml") as response:
            found = located(response.data)
            assert response.mimetype == "application/xml"
        assert set(found) == {BASE + path for path in (*every_path(), *PATHS, *FORMS)}
        rows = engagements()
        assert found[f"{BASE}/state/TX"] == max(rows[rows["us_state"] == "TX"]["accessed"])
        assert found[f"{BASE}/engagement/E00001"] == rows.set_index("id").loc["E00001", "accessed"]
        assert found[f"{BASE}/about"] == ""

    @pytest.mark.parametrize("path", [*some_paths(3), *PATHS, *FORMS])
    def test_its_pages_answer_and_may_be_listed(self, client: FlaskClient, path: str) -> None:
        with client.get(path) as response:
            assert response.status_code == 200
            assert "noindex" not in response.text

    def test_a_large_one_is_an_index_of_parts(self) -> None:
        listed = [sitemap.Entry(f"/p{number}", f"2026-01-0{number}") for number in range(1, 6)]
        index, *parts = sitemap.sitemap(listed, "https://x.org", most=2)
        assert located(index, "sitemap") == {
            "https://x.org/sitemap-1.xml": "2026-01-02",
            "https://x.org/sitemap-2.xml": "2026-01-04",
            "https://x.org/sitemap-3.xml": "2026-01-05",
        }
        assert [len(located(part)) for part in parts] == [2, 2, 1]

    def test_parts_that_are_not_there_answer_404(self, client: FlaskClient) -> None:
        assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, 1)] == [404, 404]

    def test_robots_are_led_to_it_and_kept_from_what_is_private_or_endless(self, client: FlaskClient) -> None:
        with client.get("/robots.txt") as response:
            lines = response.text.splitlines()
        assert client.get(lines[-1].removeprefix(f"Sitemap: {BASE}")).status_code == 200
        closed = [
            re.compile(re.escape(line.removeprefix("Disallow: ")).replace(r"\*", ".*"))
            for line in lines
            if line.startswith("Disallow: ")
        ]

        def is_closed(path: str) -> bool:
            return any(rule.match(path) for rule in closed)

        open_to_all = (
            *every_path(),
            *PATHS,
            *FORMS,
            "/card.png",
            "/card/state/TX.png",
            "/card/data/changes.png",
            "/feed.atom",
            "/data/changes",
            "/data.json",
            "/engagements.csv",
            "/?state=TX",
        )
        assert [path for path in open_to_all if is_closed(path)] == []
        for path in (
            "/review",
            "/submit/status/x",
            "/rows?start=0",
            "/engagements.csv?state=TX",
            "/state/TX/brief.pdf",
            "/feed.atom?state=TX",
            "/data/changes?older=2026.1",
            "/data/changes.csv",
            "/data/changes.csv?older=2026.1",
        ):
            assert is_closed(path), path


HOSTILE = """</script><script>alert("x")</script> & '{%scripts%}' <b>"""


@pytest.fixture(scope="class")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An app with a public address, on the hand-written table with a title that tries to be markup."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = read(ODDITIES)
    rows.loc[0, "title"] = HOSTILE
    rows.to_csv(folder / "hostile.csv", index=False)
    settings = replace(
        Settings(),
        table=folder / "hostile.csv",
        database=f"sqlite:///{folder / 'store.db'}",
        mail=f"file:{folder / 'outbox'}",
        url=PUBLIC.base,
        mail_from=PUBLIC.email,
    )
    server = create_app(settings).server
    yield server.test_client()
    server.extensions["publication"].close()


class TestHosts:
    def test_no_title_becomes_markup(self, hostile: FlaskClient) -> None:
        path = f"/engagement/{read(ODDITIES)['id'][0]}"
        with hostile.get(path) as response:
            assert HOSTILE not in response.text
            tags = Tags(response.text)
        [trail] = tags.told
        assert tags.meta["og:title"] == trail["itemListElement"][-1]["name"] == HOSTILE
        assert tags.scripts == head(hostile, "/networks").scripts

    def test_no_query_string_becomes_markup(self, hostile: FlaskClient) -> None:
        with hostile.get('/compare?place="><script>alert(1)</script>&q="><img>') as response:
            assert "<script>alert" not in response.text
            assert "<img" not in response.text

    def test_all_addresses_are_those_of_the_setting(self, hostile: FlaskClient) -> None:
        assert head(hostile, "/state/TX").canonical == f"{PUBLIC.base}/state/TX"
        for path in ("/data.json", "/sitemap.xml", "/robots.txt", "/data"):
            with hostile.get(path) as response:
                assert PUBLIC.base in response.text
                assert BASE not in response.text

    def test_with_its_settings_the_catalogue_has_the_shape_that_is_asked(self, hostile: FlaskClient) -> None:
        found = hostile.get("/data.json").json
        assert (missing_in(found), badly_shaped_in(found)) == ([], [])

    def test_a_change_is_told_and_a_withdrawn_page_is_not_listed(self, hostile: FlaskClient) -> None:
        publication = hostile.application.extensions["publication"]
        names = read(ODDITIES)["id"]
        before = hostile.get("/data.json").json
        accept(publication, Proposed("correction", {"title": "Another title"}, names[3]))
        [change] = publication.history(names[3])
        assert hostile.get("/data.json").json["modified"] == change.at[:10] > before["modified"]
        assert located(hostile.get("/sitemap.xml").data)[f"{PUBLIC.base}/engagement/{names[3]}"] == change.at[:10]
        assert head(hostile, f"/engagement/{names[3]}").meta["og:title"] == "Another title"
        gone = f"/engagement/{names[4]}"
        accept(publication, Proposed("withdrawal", {}, names[4]))
        tags = head(hostile, gone)
        assert (tags.meta["robots"], tags.canonical) == ("noindex", "")
        assert f"{PUBLIC.base}{gone}" not in located(hostile.get("/sitemap.xml").data)


class TestFetchedEarly:
    """What drawings need is named in the head, so that it comes while Dash still sets up the page."""

    @pytest.mark.parametrize(("path", "count"), [("/", 3), ("/state/TX", 1), ("/networks", 1), ("/data/coverage", 1)])
    def test_pages_with_drawings_name_what_is_there(self, client: FlaskClient, path: str, count: int) -> None:
        named = re.findall(r'<link rel="preload" as="(?:script|fetch)"[^>]* href="([^"]+)">', client.get(path).text)
        assert len(named) == count
        for address in named:
            with client.get(address) as answer:
                assert answer.status_code == 200

    @pytest.mark.parametrize(
        "path", ["/data", "/about", "/accessibility", "/engagement/E00001", "/submit", "/state/TEXAS-"]
    )
    def test_pages_of_text_fetch_nothing_for_them(self, client: FlaskClient, path: str) -> None:
        assert "preload" not in client.get(path).text
