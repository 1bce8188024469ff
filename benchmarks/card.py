"""What the shipped track record says of the default forecasts; run: python benchmarks/card.py.

It reads the card that ``symmachy backtest --jobs 2`` makes (four to five minutes on two cores) and that the tests
keep in step with the record.
"""

from __future__ import annotations

import json

from figures import note

from symmachy.forecasting.skill import shipped_path

HORIZON = 5
TARGETS = {
    "skill-formation": "formation",
    "skill-formation-treaties": "formation-by-treaty",
    "skill-ending": "ending",
    "skill-ending-treaties": "ending-of-treaties",
}
"""The section of the card, by the figure's name in ``goals.toml``."""


def main() -> None:
    """Print the log skill against the base rate with its interval, and keep the interval's lower end."""
    card = json.loads(shipped_path().read_text(encoding="utf-8"))
    for name, target in TARGETS.items():
        (section,) = (s for s in card["sections"] if s["target"] == target and s["horizon"] == HORIZON)
        (rung,) = (r for r in section["rungs"] if r["rung"] == card["recommended"])
        skill = rung["log_skill"]
        print(f"{target:<22}{skill['value']:7.3f}  ({skill['lo']:.3f} to {skill['hi']:.3f})")
        note(name, skill["lo"])


if __name__ == "__main__":
    main()
