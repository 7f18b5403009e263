"""A message to a library that owes reports is opened, read and copied from the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEPT = """() => {
    window.kept = [];
    const writeText = text => (window.kept.push(text), Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', {value: {writeText}});
}"""


def test_the_message_is_copied_as_it_is_read(page, visit):
    visit(page, "/ro/reporting?view=chase&from=2015-01&to=2016-06")
    page.evaluate(KEPT)
    first = page.locator(".entry").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    message = first.locator(".letter").text_content()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_have_text("Mesaj copiat")
    assert page.evaluate("window.kept") == [message]
    assert message.count("\n\n") >= 3
