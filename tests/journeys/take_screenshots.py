"""Write docs/pictures/*.png from a running application: some pages, on a desk and on a phone (`make screenshots`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from conftest import NO_BROWSER, ROOT, application, browser_of, chromium
from playwright.sync_api import Browser

PICTURES = ROOT / "docs" / "pictures"
SIZES = {1280: 1500, 390: 1700}  # tall enough to show the first charts
BOTH, DESK = (1280, 390), (1280,)
TAKEN = {  # address, widths
    "overview": ("/en/overview?from=2017-01&to=2017-12", BOTH),
    "attendance": ("/ro/attendance?from=2016-01&to=2017-12", BOTH),
    "campaign": ("/en/campaign", DESK),
    "territories": ("/en/territories?from=2017-01&to=2017-12", DESK),
}


def take(browser: Browser, site: str, name: str, width: int) -> Path:
    """Return the picture of a page at a width, taken when its charts are drawn."""
    page = browser.new_page(base_url=site, viewport={"width": width, "height": SIZES[width]}, device_scale_factor=1.5)
    page.goto(TAKEN[name][0])
    page.locator("main .js-plotly-plot .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    picture = PICTURES / f"{name}-{width}.png"
    page.screenshot(path=picture)
    page.close()
    return picture


def main() -> int:
    """Return 0 when all pictures are written, 1 when there is no browser."""
    executable = chromium()
    if executable is None:
        sys.stderr.write(NO_BROWSER + "\n")
        return 1
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("VITRINA_NETWORK", str(ROOT / "var" / "demo" / "network"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with application() as site, browser_of(executable) as browser:
        for name, (_, widths) in TAKEN.items():
            for width in widths:
                sys.stdout.write(f"{take(browser, site, name, width).relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
