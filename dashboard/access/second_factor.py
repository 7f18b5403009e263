"""The second factor: a code of six digits from a telephone (TOTP, RFC 6238), each taken once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

_ISSUER = "Vitrina"
_SECONDS = 30
_NEIGHBOURS = (0, -1, 1)  # clocks may differ by one step


class SecondFactor:
    """Makes secrets and tries codes. Secrets are kept encrypted with the server's key."""

    def __init__(self, key: str) -> None:
        digest = hashlib.sha256(b"second factor " + key.encode()).digest()
        self._box = Fernet(base64.urlsafe_b64encode(digest))

    def new(self) -> str:
        """Return a new secret, encrypted."""
        return self._box.encrypt(pyotp.random_base32().encode()).decode()

    def secret(self, kept: str) -> str | None:
        """Return the secret itself; None where it was encrypted with another key."""
        try:
            return self._box.decrypt(kept.encode()).decode()
        except InvalidToken:
            return None

    def step(self, kept: str, code: str, at: datetime) -> int | None:
        """Return which 30 seconds a code belongs to, or None where it is wrong."""
        secret = self.secret(kept)
        said = "".join(code.split())
        if secret is None or not (said.isascii() and said.isdecimal()):
            return None
        totp, now = pyotp.TOTP(secret), int(at.timestamp()) // _SECONDS
        right = [now + shift for shift in _NEIGHBOURS if hmac.compare_digest(totp.generate_otp(now + shift), said)]
        return right[0] if right else None


def address(secret: str, name: str) -> str:
    """Return what a telephone reads: the otpauth address of a secret."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER))


def picture(said: str) -> str:
    """Return an address as a QR code: the source of an image."""
    drawn = io.BytesIO()
    segno.make(said, error="m").save(drawn, kind="svg", scale=5, border=3, light="#ffffff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
