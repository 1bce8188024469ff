"""Whole systems simulated from past base years, set against what happened: pacts, isolated states, groups.

    python benchmarks/whatif_past.py            # prints the table of docs/explanation/whatif.md
    python benchmarks/whatif_past.py --write    # and writes the file that every answer's line is taken from

From the end of each base year, with hazards of earlier years alone, 200 draws of ten years, seed 1, on the
chronicle; about two CPU minutes. Set beside them are the same hazards with every pair by itself. Counted are the
states that were members in the base year; what happened is counted among those that still were ten years later.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from symmachy.record import open_record
from symmachy.scenarios import Ground, Scenario, whatif
from symmachy.scenarios.moves import Pace
from symmachy.scenarios.track import past_runs_path

if TYPE_CHECKING:
    from symmachy.world import World

_YEARS, _DRAWS, _SEED = 10, 200, 1
_FROM = (1950, 1960, 1970, 1980, 1990, 2000, 2010, 2015)
_MEASURES = ("pacts", "isolated", "groups", "largest_group")


def happened(world: World, base_year: int) -> dict[str, int]:
    """Count what there was ten years later among the states of the base year."""
    network = world.in_year(base_year + _YEARS)
    places = [network.place[c] for c in world.in_year(base_year).states if c in network.place]
    ties = network.ties()[np.ix_(places, places)]
    sizes = [len(c) for c in nx.connected_components(nx.from_numpy_array(ties.astype(int))) if len(c) > 1]
    counts = (int(ties.sum()) // 2, int((ties.sum(axis=1) == 0).sum()), len(sizes), max(sizes))
    return dict(zip(_MEASURES, counts, strict=True))


def simulated(ground: Ground, asked: Scenario) -> dict[str, dict[str, float]]:
    """Return start, mean and the limits of nine in ten draws of each measure at the end."""
    found = {m.name: m for m in whatif(asked, ground=ground).measures}
    return {
        name: {
            "start": found[name].start,
            "mean": round(found[name].years[-1].baseline, 1),
            "low": found[name].quantiles[-1][0][0],
            "high": found[name].quantiles[-1][0][-1],
        }
        for name in _MEASURES
    }


def main() -> None:
    """Print the table; write the file where that is asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    world, runs = open_record("chronicle"), []
    print(f"{'from':5} {'measure':14} {'then':>6} {'came':>6}   as simulated       each pair by itself")
    for year in _FROM:
        asked = Scenario.of(
            {
                "title": "x",
                "base_year": year,
                "horizon": _YEARS,
                "draws": _DRAWS,
                "seed": _SEED,
                "shapes": 0,
            }
        )
        ground = Ground.of(asked, world)
        alone = replace(ground.model.past, pace=Pace(share=1.0, wave=1.0))
        apart: Any = replace(ground.model, past=alone)
        one = simulated(ground, asked)
        other = simulated(Ground(model=apart, baseline=ground.baseline), asked)
        came = happened(world, year)
        for name in _MEASURES:
            said = [f"{r['mean']:7.1f} ({r['low']:.0f} to {r['high']:.0f})" for r in (one[name], other[name])]
            print(
                f"{year:5} {name:14} {one[name]['start']:6} {came[name]:6}   {said[0]:22} {said[1]}",
                flush=True,
            )
            runs.append({"from": year, "measure": name, "came": came[name], **one[name]})
    if options.parse_args().write:
        head = {"record": "chronicle", "years": _YEARS, "draws": _DRAWS, "seed": _SEED}
        past_runs_path().write_text(json.dumps({**head, "runs": runs}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
