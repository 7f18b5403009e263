"""An evaluation of a loaded demonstration network held against what was put into it.

    python tests/bench/score_truth.py --network var/demo [--database URL] [--stage S2]

The truth file lies beside the workbooks and is read by nothing but tests and this. For every finding the table says
what was put in where the design looks for it, the estimate with its interval, the verdict, and whether a claim holds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.campaign.evaluate import evaluate
from data.campaign.material import load_material
from data.campaign.plan import find_stage, make_plan
from data.campaign.rules import load_rules
from data.catalogue import load_catalogue
from data.store import open_engine
from tests.data.campaign.truth import holds, injected

CAMPAIGN = "CAMP-NVB"


def main() -> None:
    """Evaluate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of the demonstration network")
    parser.add_argument("--database", help="address of the database it is loaded into")
    parser.add_argument("--stage", nargs="+", default=["S1", "S2"])
    asked = parser.parse_args()
    catalogue = load_catalogue(asked.network / "network")
    truth = json.loads((asked.network / "truth" / "effects.json").read_text(encoding="utf-8"))
    with Session(open_engine(asked.database)) as session:
        for code in asked.stage:
            stage = find_stage(catalogue, CAMPAIGN, code)
            started = time.perf_counter()
            found = evaluate(session, catalogue, make_plan(CAMPAIGN, stage, load_rules()))
            seconds = time.perf_counter() - started
            material, wrong = load_material(session, catalogue, stage, load_rules()), 0
            say(f"| {code}: design | outcome | put in, % | found, % | interval | verdict | holds |")
            say("|---|---|---:|---:|---|---|---|")
            for one in found.findings:
                expected = injected(one, material, truth) if one.estimate else None
                wrong += not holds(one, expected)
                ends = f"{one.estimate.percent:.1f} | {one.estimate.low:.1f} to {one.estimate.high:.1f}" if one.estimate else " | "  # fmt: skip # noqa: E501
                shown = "" if expected is None else f"{expected:.1f}"
                name = f"{one.outcome} {one.theme}".strip()
                verdict = one.verdict if one.missing is None else f"{one.verdict}: {one.missing}"
                held = "yes" if holds(one, expected) else "NO"
                say(f"| {one.design} | {name} | {shown} | {ends} | {verdict} | {held} |")
            say(f"{len(found.findings)} findings in {seconds:.1f} seconds; claims that do not hold: {wrong}\n")


def say(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
