"""What parsers raise on files that are not what they seem."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib

from python_calamine import CalamineError

PARSER_ERRORS = (
    CalamineError, zipfile.BadZipFile, zlib.error, struct.error, csv.Error, OSError, ValueError,
    LookupError, TypeError, AttributeError, ArithmeticError, EOFError, NotImplementedError, RuntimeError, SyntaxError,
    AssertionError,
)  # fmt: skip


def is_panic(error: BaseException) -> bool:
    """True for what a Rust parser raises when it gives up; it is no Exception."""
    return type(error).__name__ == "PanicException"
