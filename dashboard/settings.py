"""What the environment says: which database, which network, which port."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.catalogue import network_folder
from data.store import database_url

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8050


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the figures are and where they are served."""

    database: str
    network: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings of VITRINA_DATABASE, VITRINA_NETWORK, HOST and PORT, each with its default.

        Raises ValueError, with the remedy, where PORT is not a number.
        """
        port = environment.get("PORT") or str(DEFAULT_PORT)
        if not port.isdecimal():
            raise ValueError(f"PORT={port!r} is not a number; choose one such as {DEFAULT_PORT}")
        return cls(
            database=database_url(environment.get("VITRINA_DATABASE")),
            network=network_folder(environment.get("VITRINA_NETWORK")),
            host=environment.get("HOST") or DEFAULT_HOST,
            port=int(port),
        )
