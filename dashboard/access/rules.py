"""How signing in works, as rules.toml declares it, with the values of a file of one's own before those."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE = Path(__file__).parent / "rules.toml"


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PasswordRules(_Rules):
    """Of passwords: their length, and what it costs to try one (argon2id)."""

    shortest: int = Field(ge=8)
    longest: int
    time_cost: int = Field(ge=1)
    memory_cost: int = Field(ge=8)  # KiB
    parallelism: int = Field(ge=1)


class SessionRules(_Rules):
    """Of sessions: how long one lasts."""

    idle_minutes: int = Field(ge=1)
    longest_hours: int = Field(ge=1)
    begun_minutes: int = Field(ge=1)
    touch_seconds: int = Field(ge=0)


class ThrottleRules(_Rules):
    """Of failed attempts: how many are let through in a window of time."""

    window_minutes: int = Field(ge=1)
    same_account_and_address: int = Field(ge=1)
    same_address: int = Field(ge=1)
    same_account: int = Field(ge=1)
    codes: int = Field(ge=1)


class LinkRules(_Rules):
    """Of links: how long one may hold, and how many browsers may open it."""

    longest_days: int = Field(ge=1)
    usual_days: int = Field(ge=1)
    most_browsers: int = Field(ge=1)
    usual_browsers: int = Field(ge=1)


class Rules(_Rules):
    """All of them."""

    password: PasswordRules
    session: SessionRules
    throttle: ThrottleRules
    link: LinkRules


def load_rules(own: Path | None = None) -> Rules:
    """Return the rules, those of `own` (else of VITRINA_ACCESS) first; raises ValueError naming file and remedy."""
    named = own or (Path(os.environ["VITRINA_ACCESS"]) if os.environ.get("VITRINA_ACCESS") else None)
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    try:
        if named is not None:
            said = _over(said, tomllib.loads(named.read_text(encoding="utf-8")))
        return Rules.model_validate(said)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{named or FILE}: {error}; compare it with {FILE}") from error


def _over(said: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Return the tables with the values of `own` in the place of others."""
    merged = dict(said)
    for key, value in own.items():
        before = merged.get(key)
        merged[key] = _over(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged
