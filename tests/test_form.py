"""The form of engagements as typed: what is read from any posting, what names and dates mean, what is wrong and why.

No server is needed; what is sent and kept is in ``test_submit``.
"""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.contribute.checking import Checked, Rules, check_form, differences
from dashboard.contribute.form import MOST_ENGAGEMENTS, TYPED, Entry, Form, read_form, with_entry, without_entry
from dashboard.contribute.known import Known, known_of
from dashboard.contribute.sending import key_of, planned, proposals_of
from dashboard.data import problems_in
from dashboard.published import Published
from dashboard.schema import COLUMN_NAMES

ADDRESS = "https://diplomacy.example"
GOOD = {
    "us_actor": "City of Austin",
    "counterpart": "Windhoek",
    "engagement_type": "memorandum",
    "issues": "energy|health",
    "start_date": "May 2019",
    "status": "reported",
    "summary": "Austin and Windhoek agreed to work on solar power.",
    "source_url": "https://www.austintexas.gov/windhoek",
    "source_kind": "official",
}


def table_rules(published: Published, rows: list) -> dict[int, list[str]]:
    import pandas as pd

    cells = pd.DataFrame([[row[name] for name in COLUMN_NAMES] for row in rows], columns=list(COLUMN_NAMES), dtype=str)
    found: dict[int, list[str]] = {}
    for each in problems_in(cells, published.reference, ""):
        found.setdefault(each.row, []).append(f"{each.column} {each.reason}; {each.fix}")
    return found


@pytest.fixture(scope="module")
def known(published: Published) -> Known:
    return known_of(published)


@pytest.fixture(scope="module")
def rules(known: Known) -> Rules:
    return Rules(known, partial(table_rules, known.published), "2026-11-22", ADDRESS)


def checked(rules: Rules, *entries: dict[str, str], **head: str) -> Checked:
    filled = tuple(Entry(number, {**GOOD, **entry}) for number, entry in enumerate(entries or ({},)))
    return check_form(
        Form(**{"office": "Mayor", "email": "m@austin.example", "key": "k", **head}, entries=filled), rules
    )


def problems(found: Checked) -> dict[str, str]:
    return {each.field: each.words for each in found.problems}


def test_a_good_form_is_a_row_of_the_table_with_what_names_and_dates_mean(rules: Rules) -> None:
    found = checked(rules, {"us_actor": "Austin TX", "source_url": "www.austintexas.gov/windhoek"})
    assert problems(found) == {}
    assert found.rows[0] == {
        **GOOD,
        "id": "new-0",
        "us_level": "city",
        "us_city": "Austin",
        "us_state": "TX",
        "counterpart_level": "city",
        "counterpart_country": "NAM",
        "counterpart_city": "Windhoek",
        "start_date": "2019-05",
        "end_date": "",
        "title": "City of Austin and Windhoek: memorandum or cooperation agreement",
        "collection_track": "voluntary",
        "source_name": "",
        "source_date": "",
        "accessed": "2026-11-22",
    }


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2019", "2019", ""),
        ("May 2019", "2019-05", ""),
        ("5/2019", "2019-05", ""),
        ("2019-05-03", "2019-05-03", ""),
        ("3 May 2019", "2019-05-03", ""),
        ("2019-2021", "2019", "2021"),
        ("", "", ""),
    ],
)
def test_dates_of_any_precision(rules: Rules, typed: str, start: str, end: str) -> None:
    row = checked(rules, {"start_date": typed}).rows[0]
    assert (row["start_date"], row["end_date"]) == (start, end)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("us_actor", "", "Name the U.S. government"),
        ("us_actor", "Springfield", "may mean City of Springfield"),
        ("us_actor", "Atlantis-on-Sea", "is not in the list yet. Say its level and state"),
        ("counterpart", "Nowhereville", "is not in the list yet"),
        ("engagement_type", "", "Choose the type."),
        ("engagement_type", "mou", "is not one of"),
        ("issues", "", "Tick at least one issue"),
        ("issues", "energy|health|culture_arts|tourism_sport|agriculture_food", "4"),
        ("start_date", "Mai 2019", "“Mai 2019” is not read as a date. Write it as 2019, May 2019"),
        ("end_date", "2001", "It ends before it begins (May 2019)"),
        ("summary", "", "Say in a sentence"),
        ("summary", "Call 512-555-0123 or write to jo@city.gov", "leave out “512-555-0123”"),
        ("title", "t" * 151, "has 151 characters; at most 150"),
        ("source_url", "", "Give a link where it can be read, or a document."),
        ("source_url", "javascript:alert(1)", "is not a web address of http or https"),
        ("source_url", "ftp://example.org/x", "is not a web address of http or https"),
        ("status", "done", "is not one of"),
    ],
)
def test_each_problem_is_said_at_its_field_alone(rules: Rules, field: str, value: str, words: str) -> None:
    found = problems(checked(rules, {field: value}))
    assert list(found) == [f"0-{field}"]
    assert words in found[f"0-{field}"]


@pytest.mark.parametrize(
    ("email", "words"), [("", "Give your work e-mail"), ("mayor", "is no e-mail address"), ("a@b@c.de", "no e-mail")]
)
def test_the_sender_must_be_reachable(rules: Rules, email: str, words: str) -> None:
    assert words in problems(checked(rules, email=email))["email"]


def test_new_names_are_taken_with_their_level_and_place(rules: Rules) -> None:
    new = {"us_actor": "Atlantis Port Authority", "us_level": "agency", "us_state": "TX", "counterpart": "Reef League"}
    found = checked(rules, {**new, "counterpart_level": "network"})
    assert problems(found) == {}
    assert (found.rows[0]["us_actor"], found.rows[0]["counterpart_country"]) == ("Atlantis Port Authority", "")


def test_of_many_engagements_each_has_its_own_problems_and_repeats_are_told(rules: Rules) -> None:
    found = problems(checked(rules, {}, {"start_date": "never"}, {}))
    assert sorted(found) == ["1-start_date", "2-us_actor"]
    assert "says the same as another engagement" in found["2-us_actor"]
    many = [{"summary": f"Agreement {number}."} for number in range(MOST_ENGAGEMENTS + 2)]
    assert "take 2 out" in problems(checked(rules, *many))[f"{MOST_ENGAGEMENTS}-us_actor"]


def test_a_correction_holds_only_what_differs_and_must_say_why(rules: Rules, known: Known) -> None:
    current = known.row("E00001")
    unchanged = {**{name: current[name] for name in COLUMN_NAMES if name in TYPED}, "engagement": "E00001"}
    assert set(problems(checked(rules, unchanged))) == {"0-us_actor", "0-reason"}
    found = checked(rules, {**unchanged, "start_date": "March 5, 2025", "reason": "The press release has the day."})
    assert problems(found) == {}
    assert differences(current, found.rows[0]) == {"start_date": "2025-03-05"}
    [proposal] = proposals_of(planned(found, known))
    assert (proposal.kind, proposal.engagement, proposal.fields) == (
        "correction",
        "E00001",
        {"start_date": "2025-03-05"},
    )


def test_a_likely_duplicate_is_sent_as_the_sender_chooses(rules: Rules, known: Known) -> None:
    again = {"counterpart": "Adelaide", "engagement_type": "sister_agreement", "start_date": "1983"}
    again |= {"summary": "Sister cities.", "source_name": "City Hall"}
    [plan] = planned(checked(rules, again), known)
    [first, *_] = plan.candidates
    assert (first.row["counterpart"], first.row["start_date"][:4]) == ("Adelaide", "1983")
    assert not plan.is_decided
    assert "start_date" not in first.changes, "a year says less than the day that is known"
    for choice, kinds in (("mine", ["new"]), ("leave", []), (first.row["id"], ["correction"])):
        plans = planned(checked(rules, {**again, "choice": choice}), known)
        assert plans[0].is_decided
        assert [each.kind for each in proposals_of(plans)] == kinds
    [correction] = proposals_of(planned(checked(rules, {**again, "choice": first.row["id"]}), known))
    assert correction.engagement == first.row["id"]
    assert correction.fields["source_name"] == "City Hall"
    assert not {"id", "title", "collection_track"} & set(correction.fields)


def test_the_key_is_the_same_only_for_the_same_text() -> None:
    form = Form("Mayor", "m@a.example", "key", (Entry(0, GOOD),))
    assert key_of(form) == key_of(Form("Mayor", "m@a.example", "key", (Entry(0, dict(reversed(GOOD.items()))),)))
    others = [
        Form("Mayor", "m@a.example", "other", (Entry(0, GOOD),)),
        Form("M", "m@a.example", "key", (Entry(0, GOOD),)),
    ]
    assert len({key_of(each) for each in (form, *others)}) == 3


def test_engagements_are_added_copied_and_taken_out() -> None:
    form = read_form(
        {"0-us_actor": ["City of Austin"], "0-title": ["A"], "3-title": ["B"], "3-issues": ["energy", "health"]}
    )
    assert [entry.number for entry in form.entries] == [0, 3]
    assert form.entries[1].issues == ["energy", "health"]
    added, copied = with_entry(form).entries[-1], with_entry(form, 0).entries[-1]
    assert (added.number, added["title"]) == (4, "")
    assert (copied["us_actor"], copied["title"]) == ("City of Austin", "A")
    assert [entry["title"] for entry in without_entry(form, 0).entries] == ["B"]
    assert len(without_entry(without_entry(form, 0), 3).entries) == 1


def test_what_cannot_be_shown_is_taken_out_and_said(rules: Rules) -> None:
    posted = {f"0-{name}": [value] for name, value in GOOD.items() if name != "issues"}
    form = read_form(
        {**posted, "0-issues": ["energy"], "0-title": ["A\x00 b\u202ec"], "office": ["M"], "email": ["m@a.example"]}
    )
    assert form.entries[0]["title"] == "A bc"
    assert problems(check_form(form, rules)) == {
        "0-title": "Title had characters that cannot be shown. They are taken out: look at it and go on."
    }


names = st.one_of(
    st.sampled_from(
        ["office", "email", "key", *(f"{n}-{name}" for n in (0, 7) for name in (*TYPED, "document", "engagement"))]
    ),
    st.text(max_size=12),
)
values = st.one_of(st.text(max_size=40), st.sampled_from([*GOOD.values(), "E00001", "\x00", "=1+1", "<script>", "٣"]))


@given(st.dictionaries(names, st.lists(values, max_size=3), max_size=14))
@settings(max_examples=60)
def test_any_posting_is_read_and_checked(rules: Rules, posted: dict[str, list[str]]) -> None:
    form = read_form(posted)
    found = check_form(form, rules)
    assert len(found.rows) == len(form.entries) >= 1
    assert found.problems
    fields = {"office", "email", *(entry.at(name) for entry in form.entries for name in TYPED)}
    assert {each.field for each in found.problems} <= fields | form.mended
    assert all(each.words.endswith((".", "?")) for each in found.problems)
