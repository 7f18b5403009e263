"""A library is looked for from the keyboard; the address says what was looked for, and going back forgets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_what_is_typed_stands_in_the_address_and_finds_names_with_accents(page, visit):
    visit(page, "/ro/libraries?from=2015-01&to=2015-12")
    field = page.get_by_label("Nume, loc sau cod")
    everything = page.locator(".finding").inner_text()
    field.fill("balti")
    field.press("Enter")
    page.wait_for_url(lambda url: "q=balti" in url and "from=2015-01" in url)
    expect(page.locator(".finding")).not_to_have_text(everything)
    territories = page.locator("main tbody tr td:nth-child(2)").all_inner_texts()
    assert territories
    assert all("Bălți" in name for name in territories)
    expect(page.get_by_label("Nume, loc sau cod")).to_be_focused()
    page.go_back()
    expect(page.locator(".finding")).to_have_text(everything)
    expect(page.get_by_label("Nume, loc sau cod")).to_have_value("")
