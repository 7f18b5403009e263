"""Settings: what the environment says, and what holds when it says nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.settings import Settings, site_address


def test_without_an_environment_the_defaults_hold() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port, settings.network.name) == ("127.0.0.1", 8050, "novateca")
    assert settings.database.startswith("sqlite:///")


def test_the_environment_decides() -> None:
    given = {"PORT": "9000", "VITRINA_NETWORK": "chicago", "VITRINA_DATABASE": "sqlite:///other.db"}
    settings = Settings.from_environment(given)
    assert (settings.port, settings.network.name, settings.database) == (9000, "chicago", "sqlite:///other.db")


def test_a_port_that_is_no_number_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="choose one such as 8050"):
        Settings.from_environment({"PORT": "http"})


KEY = "kJ3v-0aQ9xw_Zp7LmNd2RtYuEoIcBfGh"
PUBLIC = {"HOST": "0.0.0.0"}  # noqa: S104 (that is what is refused)
SAFE = {
    **PUBLIC,
    "VITRINA_ACCOUNTS": "sqlite:///accounts.db",
    "VITRINA_SECRET_KEY": KEY,
    "VITRINA_ADDRESS": "https://vitrina.example.md/",
}


@pytest.mark.parametrize(
    ("environment", "lines"),
    [
        ({}, []),
        ({"HOST": "localhost"}, []),
        (SAFE, []),
        (PUBLIC, ["VITRINA_ACCOUNTS", "VITRINA_SECRET_KEY", "VITRINA_ADDRESS"]),
        ({**SAFE, "VITRINA_ACCOUNTS": ""}, ["VITRINA_ACCOUNTS"]),
        ({**SAFE, "VITRINA_SECRET_KEY": "secret"}, ["VITRINA_SECRET_KEY"]),
        ({**SAFE, "VITRINA_SECRET_KEY": "a" * 64}, ["VITRINA_SECRET_KEY"]),
        ({**SAFE, "VITRINA_ADDRESS": ""}, ["VITRINA_ADDRESS"]),
        ({**SAFE, "VITRINA_ADDRESS": "http://vitrina.example.md"}, ["VITRINA_ADDRESS"]),
        ({**SAFE, "HOST": "127.0.0.1", "VITRINA_ADDRESS": ""}, []),
        ({**SAFE, "HOST": "127.0.0.1", "VITRINA_ADDRESS": "http://vitrina.example.md"}, ["VITRINA_ADDRESS"]),
        ({"VITRINA_ACCOUNTS": "sqlite:///accounts.db"}, ["VITRINA_SECRET_KEY"]),
    ],
)
def test_what_is_not_safe_is_said_in_a_line_each(environment: dict[str, str], lines: list[str]) -> None:
    said = Settings.from_environment(environment).unsafe()
    assert len(said) == len(lines)
    assert all(name in line for name, line in zip(lines, said, strict=True))
    assert all("\n" not in line for line in said)


def test_half_of_signing_in_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="VITRINA_OIDC_CLIENT_SECRET is missing"):
        Settings.from_environment({"VITRINA_OIDC_ISSUER": "https://id.example.md", "VITRINA_OIDC_CLIENT_ID": "vitrina"})


def test_a_public_address_does_not_start_without_them() -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, **PUBLIC, "PORT": "0", "VITRINA_DATABASE": "sqlite://"}
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Vitrina"] * 3


def test_the_address_of_the_site_is_what_the_environment_says() -> None:
    assert site_address({"VITRINA_ADDRESS": "https://vitrina.example/"}) == "https://vitrina.example"
    assert site_address({}) == ""
