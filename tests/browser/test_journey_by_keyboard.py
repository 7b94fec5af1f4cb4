"""The main journey by keyboard alone, with what assistive technology is told at each step: the tree of roles and names.

From the search box to Texas, narrowed to energy, into a record and back, to the file whose rows are the selection's.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from explorer import ALL, Explorer
from oracle import engagements, ids
from playwright.sync_api import Locator, expect
from test_keyboard import FOCUSED, press_until

TEXAS, CHOSEN = {"state": ["TX"]}, {"issue": ["energy"], "state": ["TX"]}


def tells(part: Locator, tree: str) -> None:
    """What a part of the page tells: these roles, names and states, in this order, whatever stands between."""
    expect(part).to_match_aria_snapshot(tree)


def find_texas(explorer: Explorer) -> None:
    """By the search box, with the best match chosen by arrow."""
    page = explorer.page
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("texas")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    tells(
        page.get_by_role("search"),
        """
        - search:
          - combobox /Search/ [expanded]: texas
          - listbox "Results":
            - group "Best match":
              - option /^Texas U\\.S\\. state/ [selected]
          - status
        """,
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/state/TX")
    explorer.calm()
    expect(page).to_have_title("Texas · Multilevel Diplomacy Dashboard")
    expect(page.locator("#page")).to_be_focused()
    tells(
        page.get_by_role("main"),
        f"""
        - main:
          - heading "Texas" [level=1]
          - link "Open in Explore"
          - button "Download"
          - paragraph: /{len(ids(TEXAS))} of {ALL:,} engagements/
          - region /With whom/:
            - heading /With whom/ [level=2]
        """,
    )


def narrow_to_energy(explorer: Explorer) -> None:
    """In the explorer, by the box in the list of issues."""
    page = explorer.page
    press_until(explorer, "it.textContent === 'Open in Explore'")
    page.keyboard.press("Enter")
    explorer.drawn("?state=TX")
    press_until(explorer, "it.value === 'energy' && it.type === 'checkbox'")
    tells(page.locator("#filters"), '- group "Issue":\n  - checkbox /Energy/')
    page.keyboard.press("Space")
    explorer.drawn("?issue=energy&state=TX")
    assert page.evaluate(f"{FOCUSED}.value") == "energy", "the focus stays on the box"
    tells(page.locator("#filters"), '- group "Issue":\n  - checkbox /Energy/ [checked]')
    tells(
        page.get_by_role("main"),
        f"""
        - main:
          - heading /How U.S. states/ [level=1]
          - paragraph: /{len(ids(CHOSEN))} of {ALL:,} engagements. energy, Texas/
          - 'link "Issue: Energy"'
          - 'link "State: Texas"'
          - link "Clear all"
        """,
    )


def open_and_close_a_record(explorer: Explorer) -> None:
    """A row of the table, read in full; closed, the focus is where it was."""
    page = explorer.page
    explorer.rows()
    press_until(explorer, "it.closest('#table .ag-header-cell, #table .ag-cell')")
    press_until(explorer, "it.closest('#table .ag-row')", key="ArrowDown", most=3)
    row = page.evaluate(f"{FOCUSED}.closest('.ag-row').getAttribute('row-id')")
    record = engagements().set_index("id").loc[row]
    assert row in ids(CHOSEN)
    tells(
        page.locator(".table-section"),
        """
        - region "The engagements":
          - heading "The engagements" [level=2]
          - grid "The engagements":
            - rowgroup:
              - row:
                - columnheader "Date"
                - columnheader "U.S. actor"
            - rowgroup:
              - row:
                - gridcell
        """,
    )
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Engagement")
    expect(dialog.get_by_role("heading", name=record["title"], exact=True)).to_be_visible()
    tells(
        dialog,
        f"""
        - dialog "Engagement":
          - button "Close"
          - heading [level=3]
          - paragraph:
            - link /Read the source/
          - term: Identifier
          - definition: {row}
          - paragraph:
            - link "Page of this engagement"
        """,
    )
    assert page.evaluate(f"Boolean({FOCUSED}.closest('[role=dialog]'))"), "the focus is in the dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_function(f"(row) => {FOCUSED}.closest('.ag-row')?.getAttribute('row-id') === row", arg=row)


def take_the_file(explorer: Explorer) -> str:
    """The text of the CSV, by the menu."""
    page = explorer.page
    press_until(explorer, "it.closest('#export') && it.tagName === 'BUTTON'", key="Shift+Tab")
    tells(page.locator("#export"), '- button "Download"')
    page.keyboard.press("Enter")
    rows = len(ids(CHOSEN))
    tells(
        page.locator("#export"),
        f"""
        - button "Download" [expanded]
        - text: These {rows} engagements
        - 'link "CSV: {rows} engagements"'
        - 'link "Excel: {rows} engagements"'
        """,
    )
    press_until(explorer, "it.matches('#exports a')", key="ArrowDown", most=2)
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    return Path(taken.value.path()).read_text("utf-8")


def test_texas_energy_a_record_and_the_file(explorer: Explorer) -> None:
    explorer.open()
    find_texas(explorer)
    narrow_to_energy(explorer)
    open_and_close_a_record(explorer)
    text = take_the_file(explorer)
    assert [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))] == ids(CHOSEN)
