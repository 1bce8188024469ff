"""What was tried for forecasts of endings: mechanisms and recalibrations, scored up to a cut and after it.

Run ``python benchmarks/endings_tried.py``. Every choice was made on origins up to 1990 and is shown on those after
it too; log skill against the base rate of the last decade within 1, 5 and 10 years, pairs with a pact, the
chronicle. About three minutes of one core. Nothing is drawn by chance.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.forecasting.backtest.blocks import blocks_of, forecast_block
from symmachy.forecasting.backtest.forecasts import combined
from symmachy.forecasting.backtest.plan import Plan
from symmachy.forecasting.backtest.run import cases_of
from symmachy.forecasting.recalibration import Recalibration, recalibrate
from symmachy.forecasting.rungs import BaseRate, HazardFew, RecalibratedFew
from symmachy.forecasting.rungs.hazards import FEW, RidgeHazards
from symmachy.forecasting.scores import log_score
from symmachy.record import open_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.backtest.blocks import Block
    from symmachy.forecasting.backtest.forecasts import AtHorizon
    from symmachy.forecasting.cases import Cases

CUT = 1990

MECHANISMS: dict[str, tuple[str, ...]] = {
    "as shipped": FEW,
    "and pressure, likeness, rise": (
        *FEW,
        *("joint_pressure", "great_power_pressure", "wedge", "same_regime", "rising_power"),
    ),
    "and network": (*FEW, "shared_allies", "popularity", "indirect_allies", "inertia"),
    "and bases, protection, alignment": (
        *FEW,
        *("base", "protected", "nonalignment", "neutrality", "nuclear_power"),
    ),
    "eight only": (
        *("hostility_between", "other_pledges", "allies_elsewhere", "common_allies"),
        *("great_power", "log_members", "joint_democracy", "mixed_regimes"),
    ),
    "time alone": (),
}
"""Which mechanisms the hazard looks at."""


class _Ways(RecalibratedFew):
    """The recalibration, learnt from windows of other lengths."""

    def __init__(self, lengths: Sequence[int], half_life: float | None = None) -> None:
        self.lengths, self.half_life, self.nearest = lengths, half_life, tuple(lengths) == (1,)  # type: ignore[misc]  # made, not declared

    def learn(self, earlier: Sequence[Any], able: Sequence[str]) -> dict[str, Any]:
        """Return the line, older windows counting less where a half-life is given."""
        del able
        if not earlier:
            found = Recalibration()
        else:
            ago = np.arange(len(earlier))[::-1]
            weights = np.ones(len(earlier)) if self.half_life is None else 0.5 ** (ago / self.half_life)
            found = recalibrate(np.tensordot(weights, np.array(earlier), axes=1) / len(self.lengths))
        return {"intercept": found.intercept, "slope": found.slope}


def skills(at: Mapping[int, AtHorizon], rung: str) -> tuple[list[float], list[float]]:
    """Return the log skill within 1, 5 and 10 years, at origins up to the cut and after it."""
    found: tuple[list[float], list[float]] = ([], [])
    for forecasts in at.values():
        own, base = (
            np.array([log_score(p, y).sum() for p, y in zip(forecasts.said[n], forecasts.came, strict=True)])
            for n in (rung, "base_rate")
        )
        early = np.array(forecasts.origins) <= CUT
        for out, rows in zip(found, (early, ~early), strict=True):
            out.append(float(1 - own[rows].sum() / base[rows].sum()))
    return found


def forecasts_of(cases: Cases, columns: tuple[str, ...]) -> Block:
    """Return the forecasts of the base rate and of a hazard on some mechanisms at every strength."""
    raw: Block = {}
    for block in blocks_of(Plan().first - Plan().warm_up, cases.last):
        raw |= forecast_block(cases, (BaseRate(), RidgeHazards("few", columns)), block, Plan().horizons)
    return raw


def row(title: str, at: Mapping[int, AtHorizon], rung: str) -> None:
    """Print a line of the table."""
    early, late = skills(at, rung)
    print(
        f"{title:46} {' '.join(f'{s:+.3f}' for s in early)}  mean {np.mean(early):+.3f}   "
        f"{' '.join(f'{s:+.3f}' for s in late)}  mean {np.mean(late):+.3f}",
        flush=True,
    )


def main() -> None:
    """Print the tables."""
    began = time.process_time()
    known = open_record("chronicle").as_known(hindsight=False)
    cases = cases_of(known, Plan(targets=("ending",)))["ending"]
    options = {"target": "ending", "horizons": Plan().horizons, "first": Plan().first}
    print(f"{'log skill within 1, 5, 10 years':46} {'origins to ' + str(CUT):38} after")
    for title, columns in MECHANISMS.items():
        raw = forecasts_of(cases, columns)
        at, _ = combined(cases, raw, (BaseRate(), HazardFew(), RecalibratedFew()), **options)  # type: ignore[arg-type]  # as declared
        row(f"{title}: as it stands", at, "hazard_few")
        row(f"{title}: recalibrated", at, "hazard_few_recalibrated")
        if title != "as shipped":
            continue
        for name, way in {
            "one line from windows of all lengths": _Ways((1, 5, 10)),
            "one line, years count half after 20": _Ways((1,), half_life=20),
        }.items():
            at, _ = combined(cases, raw, (BaseRate(), HazardFew(), way), **options)  # type: ignore[arg-type]  # as declared
            row(f"{title}: {name}", at, "hazard_few_recalibrated")
    print(f"{time.process_time() - began:.0f} CPU s")


if __name__ == "__main__":
    main()
