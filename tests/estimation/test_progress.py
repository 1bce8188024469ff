"""Progress of long estimations: shown on standard error where it is asked for, and nowhere else."""

from __future__ import annotations

import pytest
from tests.estimation.tergm.made import networks, random_world

from symmachy.estimation import BlockBootstrap, Tergm
from symmachy.estimation.progress import progress
from symmachy.mechanisms import parse


@pytest.mark.parametrize("show", [True, False])
def test_it_is_shown_on_standard_error_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], *, show: bool
) -> None:
    with progress("first", 10, show=show) as done:
        done("second", 10)
    printed = capsys.readouterr()

    assert printed.out == ""
    assert ("second" in printed.err) is show
    assert ("10/10" in printed.err) is show


def test_a_bootstrap_shows_how_far_it_is_and_changes_nothing_by_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    model = Tergm(specification=parse("ties"), bootstrap=BlockBootstrap("year", draws=60, seed=1))
    waves = networks(random_world(1))
    plain = model.fit(waves)
    silent = capsys.readouterr()
    shown = model.fit(waves, show=True)

    assert silent.err == ""
    assert f"{60 + len(plain.years)}/{60 + len(plain.years)}" in capsys.readouterr().err
    assert plain.to_json() == shown.to_json()
