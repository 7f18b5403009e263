"""What the environment says: which database, which network, which port, and whether people sign in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from data.catalogue import network_folder
from data.store import database_url

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8050
ADDRESS = "VITRINA_ADDRESS"
DEFAULT_FILES = Path("var") / "files"
DEFAULT_PUBLISHED = Path("var") / "public"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SHORTEST_KEY = 32
_LETTERS_OF_A_KEY = 12  # different ones; fewer were typed, not drawn
_MAKE_A_KEY = 'python -c "import secrets; print(secrets.token_urlsafe(48))"'


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """Where people sign in elsewhere (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str


def site_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address that people type, e.g. "https://vitrina.example"; "" where nobody said."""
    return environment.get(ADDRESS, "").rstrip("/")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the figures are, where they are served, and to whom: without `accounts`, to whoever sits at this computer.

    `accounts` is the address of the database that holds them, `address` the one that people type, `proxies` how many
    servers of one's own stand before this one, `files` the folder of what is sent through the page.
    """

    database: str
    network: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    accounts: str = ""
    secret_key: str = ""
    address: str = ""
    proxies: int = 0
    files: Path = DEFAULT_FILES
    openid: OpenIdSettings | None = None
    open_data: bool = False  # figures of releases are handed to everybody's programs
    published: Path = DEFAULT_PUBLISHED  # the folder of snapshots that everybody may see

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings of the environment (docs/operations.md lists them), each with its default.

        Raises ValueError, with the remedy, where a number is none.
        """
        return cls(
            database=database_url(environment.get("VITRINA_DATABASE")),
            network=network_folder(environment.get("VITRINA_NETWORK")),
            host=environment.get("HOST") or DEFAULT_HOST,
            port=_number(environment, "PORT", DEFAULT_PORT),
            accounts=environment.get("VITRINA_ACCOUNTS", ""),
            secret_key=environment.get("VITRINA_SECRET_KEY", ""),
            address=site_address(environment),
            proxies=_number(environment, "VITRINA_PROXIES", 0),
            files=Path(environment.get("VITRINA_FILES") or DEFAULT_FILES),
            openid=_openid(environment),
            open_data=environment.get("VITRINA_OPEN_DATA", "").lower() in ("1", "yes", "true"),
            published=Path(environment.get("VITRINA_PUBLIC") or DEFAULT_PUBLISHED),
        )

    @property
    def public(self) -> bool:
        """True where others than this computer can reach the server."""
        return not is_loopback(self.host)

    @property
    def https(self) -> bool:
        """True where browsers come by https, so that cookies travel by nothing else."""
        return urlsplit(self.address).scheme == "https"

    def unsafe(self) -> list[str]:
        """Return why the server must not start like this, a line each with the remedy; nothing where it may."""
        found = []
        if self.public and not self.accounts:
            found.append(
                f"HOST={self.host} can be reached by others, and there are no accounts: set VITRINA_ACCOUNTS to the "
                "address of a database for them (e.g. sqlite:///var/accounts.db), or leave HOST at 127.0.0.1"
            )
        wanted = bool(self.accounts) or self.public
        if wanted and not is_real_key(self.secret_key):
            found.append(f"VITRINA_SECRET_KEY is missing or can be guessed: make one with {_MAKE_A_KEY}")
        reached = urlsplit(self.address).hostname or ""
        if (self.public or (self.address and not is_loopback(reached))) and not self.https:
            found.append(
                "cookies must travel by https only: set VITRINA_ADDRESS to the address that people type, e.g. "
                "https://vitrina.example.md, with a server before this one that speaks https (docs/operations.md)"
            )
        return found


def is_loopback(host: str) -> bool:
    """Return True for a name or a number of this very computer."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_real_key(key: str) -> bool:
    """Return True for a key that nobody guesses: long, and drawn rather than typed."""
    return len(key) >= _SHORTEST_KEY and len(set(key)) >= _LETTERS_OF_A_KEY


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    said = environment.get(name) or str(default)
    if not said.isdecimal():
        raise ValueError(f"{name}={said!r} is not a number; choose one such as {default}")
    return int(said)


def _openid(environment: Mapping[str, str]) -> OpenIdSettings | None:
    names = ("VITRINA_OIDC_ISSUER", "VITRINA_OIDC_CLIENT_ID", "VITRINA_OIDC_CLIENT_SECRET")
    given = [environment.get(name, "") for name in names]
    if not any(given):
        return None
    missing = [name for name, value in zip(names, given, strict=True) if not value]
    if missing:
        raise ValueError(f"{', '.join(missing)} is missing: signing in elsewhere needs {', '.join(names)}")
    return OpenIdSettings(given[0].rstrip("/"), given[1], given[2])
