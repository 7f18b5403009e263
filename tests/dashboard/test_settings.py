"""Settings: what the environment says, and what holds when it says nothing."""

from __future__ import annotations

import pytest

from dashboard.settings import Settings


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
