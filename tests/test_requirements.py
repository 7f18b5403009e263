"""The pinned packages are enough wherever the README says that Vitrina runs, not only where they were compiled."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}


def needed(requirement: Requirement, system: dict[str, str]) -> bool:
    """True when a requirement holds on a system, no extras asked for."""
    return requirement.marker is None or requirement.marker.evaluate({**system, "extra": ""})


def pinned(file: str) -> list[Requirement]:
    """Return what a requirements file pins."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[a-z0-9]", line)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_pinned_package_needs_is_pinned(system):
    here = {canonicalize_name(one.name) for one in pinned("requirements.txt") if needed(one, SYSTEMS[system])}
    missing = {}
    for name in here:
        try:
            needs = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # of another system
            continue
        missing |= {(name, one.name): one for one in needs if needed(one, SYSTEMS[system])}
    assert sorted(pair for pair in missing if canonicalize_name(pair[1]) not in here) == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text)
    assert all("==" in package and "--hash=sha256:" in package for package in packages)
    assert "://" not in re.sub(r"#.*", "", text)
