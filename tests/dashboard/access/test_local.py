"""Without accounts: this computer only, and the page says so."""

from __future__ import annotations

import pytest
from dash import Dash


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050", "[::1]:8050"])
def test_this_computer_is_answered(app: Dash, host: str) -> None:
    assert app.server.test_client().get("/ro/overview", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "vitrina.example.md"},
        {"Host": "192.168.1.10:8050"},
        {"Host": "127.0.0.1.evil.example"},
        {"X-Forwarded-For": "10.0.0.1"},
        {"Forwarded": "for=10.0.0.1"},
    ],
)
def test_whoever_comes_by_another_name_or_another_server_is_not(app: Dash, headers: dict[str, str]) -> None:
    for path in ("/ro/overview", "/ro/overview.csv", "/_dash-layout"):
        answer = app.server.test_client().get(path, headers=headers)
        assert answer.status_code == 403
        assert len(answer.data) < 4_000


def test_the_page_says_that_there_are_no_accounts(app: Dash) -> None:
    text = app.server.test_client().get("/en/overview").text
    assert "Local evaluation: no accounts, this computer only" in text
    assert app.server.test_client().get("/en/accounts").status_code == 404
