"""What docs/operations.md tells an administrator to write is understood by the programs that will read it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.DOTALL)
UNITS = {Path(body.split()[1]).name: body for kind, body in BLOCKS if kind == "ini"}
OF_THE_SHELL = {"VITRINA_REAL_DATA"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def named(program: str) -> str:
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if found is None:
        pytest.skip(f"{program} is not installed on this machine")
    return found


def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    nginx, openssl = named("nginx"), named("openssl")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = run(
        openssl,
        *["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=a"],
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    )
    assert made.returncode == 0, made.stderr
    (site,) = (body for kind, body in BLOCKS if kind == "nginx")
    site = re.sub(r"/etc/letsencrypt/live/[^/]+", str(tmp_path), site)
    site = site.replace("listen 443", "listen 24443").replace("listen 80;", "listen 24080;")  # whoever runs the tests
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}")
    said = run(nginx, "-t", "-p", str(tmp_path), "-c", str(whole))
    assert said.returncode == 0 and "[warn]" not in said.stderr, said.stderr


def test_a_reader_of_nginx_may_send_as_much_as_vitrina_takes() -> None:
    limits = (ROOT / "etl" / "limits.toml").read_text(encoding="utf-8")
    most = int(re.search(r"most_bytes = ([\d_]+)", limits)[1])  # type: ignore[index]
    allowed = int(re.search(r"client_max_body_size (\d+)m", PAGE)[1]) * 2**20  # type: ignore[index]
    assert most < allowed < 64_000_000


def test_systemd_understands_the_services(tmp_path: Path) -> None:
    analyze = named("systemd-analyze")
    (tmp_path / "vitrina.env").write_text("")
    for name, body in UNITS.items():
        here = body.replace("/srv/vitrina/app/.venv/bin/python", sys.executable).replace("/srv/vitrina/app", str(ROOT))
        here = here.replace("/etc/vitrina.env", str(tmp_path / "vitrina.env")).replace("User=vitrina", "User=root")
        (tmp_path / name).write_text(here)
    assert {"vitrina.service", "vitrina-inbox.service", "vitrina-backup.service", "vitrina-backup.timer"} == set(UNITS)
    said = run(analyze, "verify", *(str(tmp_path / name) for name in UNITS))
    assert str(tmp_path) not in said.stderr and said.returncode == 0, said.stderr


def test_the_settings_shown_are_safe_once_there_is_a_key(tmp_path: Path) -> None:
    (shown,) = (body for _, body in BLOCKS if body.startswith("# /etc/vitrina.env"))
    environment = dict(line.split("=", 1) for line in shown.splitlines() if not line.startswith("#"))
    without = Settings.from_environment(environment).unsafe()
    assert len(without) == 1 and "VITRINA_SECRET_KEY" in without[0]
    real = {**environment, "VITRINA_SECRET_KEY": "Zx81-a-key-drawn-for-this-test-only-0123456789"}
    settings = Settings.from_environment(real)
    assert settings.unsafe() == [] and settings.https and not settings.public and settings.proxies == 1


def test_every_setting_is_named_and_none_that_there_is_not() -> None:
    sources = [ROOT / "app.py", *(path for top in ("data", "dashboard", "etl") for path in (ROOT / top).rglob("*.py"))]
    read = {name for path in sources for name in re.findall(r"\bVITRINA_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"\bVITRINA_[A-Z_]+\b", PAGE)) == read - OF_THE_SHELL
