"""The tables of accounts: who may sign in, who is signed in, what was done. A database of its own may hold them, apart
from the figures: whoever is handed a copy of the figures gets no password, no session and no name with it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

accounts_metadata = MetaData()

account = Table(
    "account",
    accounts_metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # what is typed to sign in, folded: an e-mail address, usually
    Column("role", Text, nullable=False),  # a role of dashboard/access/roles.toml
    Column("scope", Text, nullable=False),  # network | group | territory | library
    Column("scope_code", Text),  # null for the network
    Column("password_hash", Text),  # argon2id; null: signs in elsewhere (OpenID Connect)
    Column("temporary", Boolean, nullable=False),  # the password was given by somebody else and must be changed
    Column("second_factor", Text),  # secret of the codes, encrypted with the server's key; null: none is set up
    Column("second_factor_step", BigInteger),  # the last code used, by its 30 seconds: none is taken twice
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("disabled_at", DateTime(timezone=True)),
)

account_session = Table(
    "account_session",
    accounts_metadata,
    Column("token_hash", Text, primary_key=True),  # sha256 of what the browser holds, which is stored nowhere
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("stage", Text, nullable=False),  # begun (password was right, something is still to do) | whole
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

sign_in_failure = Table(
    "sign_in_failure",
    accounts_metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),  # a hash of what failed: an account, an address, or both
    Column("failed_at", DateTime(timezone=True), nullable=False),
)

share = Table(  # a link to what its bearer may see, or an embedding; kept after it is over, for the list
    "share",
    accounts_metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # link | embedding
    Column("known_by", Text, nullable=False, unique=True),  # sha256 of a link's token; the name of an embedding
    Column("label", Text, nullable=False),  # for whom, or where
    Column("address", Text, nullable=False),  # a page without its language: /attendance?from=2017-01
    Column("whole", Boolean, nullable=False),  # every page of figures, not this one alone
    Column("scope", Text, nullable=False),
    Column("scope_code", Text),
    Column("made_by", ForeignKey("account.id"), index=True),  # null: on the command line
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    Column("most_opened", Integer, nullable=False),  # browsers that may open it
    Column("opened", Integer, nullable=False),
    Column("used_at", DateTime(timezone=True)),
)

share_session = Table(  # a browser that opened a link
    "share_session",
    accounts_metadata,
    Column("token_hash", Text, primary_key=True),  # sha256 of its cookie, which is not the link's token
    Column("share_id", ForeignKey("share.id"), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

audit_event = Table(  # append only: the database itself refuses to change or delete a row (migration 0001)
    "audit_event",
    accounts_metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … without a gap
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),  # a kind of data/audit.py
    Column("who", Text, nullable=False),  # name of the account, "" for nobody
    Column("what", Text, nullable=False),  # JSON object
    Column("hash", Text, nullable=False),  # sha256 of the row and of the hash before it
)

Index("sign_in_failure_by_key", sign_in_failure.c.key, sign_in_failure.c.failed_at)
