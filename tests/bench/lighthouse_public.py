"""What Lighthouse says of impact pages on a slow phone: scores and the first paint, from the application and as files.

    npm install --prefix var/lighthouse lighthouse
    python tests/bench/lighthouse_public.py --network var/demo --lighthouse var/lighthouse/node_modules/.bin/lighthouse

Needs Node.js and Chromium (VITRINA_CHROMIUM, else the one installed); no part of `make test`. Publishes a stage and a
year of the network, and lets Lighthouse open each page in each language as a phone does: 1.6 Mbit/s, 150 ms, a
processor four times slower (its own mobile profile). *Files* are the same folder behind a plain server of files that
compresses, as web servers do; *raw* behind one that does not. Exit code 1 where a score of the first two is below the
limit, or a page paints later.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "journeys")]

from tests.bench.bench_public import YEAR  # noqa: E402
from tests.bench.served import serving  # noqa: E402 (this is a script)

CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST, LATEST = 95, 1_000  # of each score; milliseconds to the first paint
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-component-update"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Raw(http.server.SimpleHTTPRequestHandler):
    """A plain server of files."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: results alone go to the terminal."""


class Compressing(Raw):
    """The same, which compresses pages."""

    def do_GET(self) -> None:
        """Answer a file; a page as gzip."""
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        body = gzip.compress(Path(self.translate_path(self.path)).read_bytes())
        self.send_response(200)
        for name, value in (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", len(body))):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def as_files(folder: Path, how: type[Raw]) -> Iterator[int]:
    """Yield the port of a server of files."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(how, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def looked_at(lighthouse: str, url: str) -> tuple[dict[str, int], float, list[str]]:
    """Return the scores of a page, the milliseconds to its first paint, and what Lighthouse would have better."""
    browser = os.environ.get("VITRINA_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    asked = [lighthouse, url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    asked.append(f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(asked, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    scores = {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weighty = [one["id"] for name in CATEGORIES for one in told["categories"][name]["auditRefs"] if one["weight"]]
    short = [
        name
        for name in weighty
        if (told["audits"][name]["score"] or 0) < 0.9 and told["audits"][name]["score"] is not None
    ]
    return scores, told["audits"]["first-contentful-paint"]["numericValue"], short


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--network", type=Path, required=True)
    given.add_argument("--database", default=os.environ.get("VITRINA_DATABASE", "sqlite:///var/vitrina.db"))
    given.add_argument("--lighthouse", default="lighthouse", help="its program; else the one on the path")
    asked = given.parse_args()
    network, poor = asked.network / "network", 0
    with tempfile.TemporaryDirectory() as folder:
        where = ("--to", folder, "--network", str(network), "--database", asked.database)
        command = (sys.executable, "-m", "dashboard.publish", "--stage", "CAMP-NVB.S2", "--all", *YEAR, *where)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        pages = [path.relative_to(folder).as_posix() for path in sorted(Path(folder).rglob("??.html"))]
        os.environ["VITRINA_PUBLIC"] = folder
        at = Path(folder)
        with (
            serving(asked.database, network) as (port, _),
            as_files(at, Compressing) as files,
            as_files(at, Raw) as raw,
        ):
            for name, base in (("application", f"{port}/public"), ("files", f"{files}"), ("raw", f"{raw}")):
                for page in pages:
                    scores, paint, short = looked_at(asked.lighthouse, f"http://localhost:{base}/{page}")
                    poor += name != "raw" and (min(scores.values()) < LEAST or paint >= LATEST)
                    shown = "  ".join(f"{key} {score:3d}" for key, score in scores.items())
                    sys.stdout.write(f"{name:<12} {page:<34} {shown}  first paint {paint:5.0f} ms  {' '.join(short)}\n")
                    sys.stdout.flush()
    return int(poor > 0)


if __name__ == "__main__":
    sys.exit(main())
