"""Passwords: kept as argon2id hashes, tried at the same cost whether the account exists or not."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.access.rules import PasswordRules

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
_COMMON = ("password", "parola", "пароль", "qwerty", "йцукен", "123456", "vitrina", "biblioteca", "novateca")


class WeakPassword(ValueError):
    """A password that will not do; `key` names what to say about it."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class Passwords:
    """Makes and tries hashes."""

    def __init__(self, rules: PasswordRules) -> None:
        self._rules = rules
        self._hasher = PasswordHasher(rules.time_cost, rules.memory_cost, rules.parallelism)
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    @property
    def shortest(self) -> int:
        """How many letters a password has at least."""
        return self._rules.shortest

    def hashed(self, password: str, name: str) -> str:
        """Return the hash of a new password; raises WeakPassword for one that is too short, too long or guessed."""
        if len(password) < self._rules.shortest:
            raise WeakPassword("short")
        if len(password) > self._rules.longest:
            raise WeakPassword("long")
        left, own = password.casefold(), name.casefold()
        for word in (own, *own.split("@"), *_COMMON):
            left = left.replace(word, "")
        if len(set(left)) < self._rules.shortest // 2:
            raise WeakPassword("common")
        return self._hasher.hash(password)

    def right(self, password: str, kept: str | None) -> bool:
        """Return True where a password is that of the hash; without a hash (None) never, and no sooner."""
        try:
            self._hasher.verify(kept or self._nobody, password[: self._rules.longest + 1])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Return True where a hash was made at another cost than is asked for now."""
        return self._hasher.check_needs_rehash(kept)

    def given(self) -> str:
        """Return a password to be handed over: 100 bits, in groups that can be read aloud."""
        return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
