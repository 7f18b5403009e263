"""Writes the files of the catalogue of messes anew: `python -m tests.etl.messes.keep [m13 …]`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def modules() -> list[str]:
    """Return the names of the test modules of single messes."""
    return sorted(path.stem for path in HERE.glob("test_m[0-3][0-9]_*.py") if not path.stem.startswith("test_m00"))


def main(wanted: list[str]) -> None:
    """Write the files of the modules named, or of all."""
    for name in modules():
        code = name.removeprefix("test_")[:3]
        make = getattr(import_module(f"tests.etl.messes.{name}"), "make_file", None)
        if make is not None and (not wanted or code in wanted):
            path = HERE / "files" / (name.removeprefix("test_") + ".xlsx")
            make(path)
            sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main([word.lower() for word in sys.argv[1:]])
