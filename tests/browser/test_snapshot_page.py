"""A snapshot on screen: it says which, its numbers stay its own from page to page, and leaving it leaves all of it."""

from __future__ import annotations

from explorer import Explorer
from playwright.sync_api import expect

from dashboard.settings import Settings
from dashboard.snapshots import numbers_in

NUMBER = numbers_in(Settings().shelf)[0]


def test_links_stay_in_it_and_the_name_of_the_site_leads_out(explorer: Explorer) -> None:
    page, note = explorer.page, explorer.page.locator(".frozen")
    explorer.open(f"?state=TX&snapshot={NUMBER}")
    expect(note).to_contain_text(f"Snapshot {NUMBER}")
    page.get_by_role("link", name="Networks", exact=True).first.click()
    page.wait_for_url(f"**/networks?snapshot={NUMBER}")
    expect(note).to_contain_text(f"Snapshot {NUMBER}")
    page.go_back()
    explorer.drawn(f"?state=TX&snapshot={NUMBER}")
    page.locator(".brand").click()
    expect(note).to_have_count(0)
    explorer.drawn("")
    page.go_back()
    expect(note).to_contain_text(f"Snapshot {NUMBER}")
