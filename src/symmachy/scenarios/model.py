"""The model that a scenario asks for, fitted to what was known in its base year."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from symmachy.errors import BadInput
from symmachy.scenarios.actors_model import ActorsModel
from symmachy.scenarios.hazards import HazardModel
from symmachy.scenarios.network_model import NetworkModel, refuse_other_ties
from symmachy.scenarios.past import Past
from symmachy.scenarios.tergm_model import TergmModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from symmachy.estimation import TieHazardsFit
    from symmachy.estimation.hazards.fit import Fit
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.scenarios.scenario import ModelChoice
    from symmachy.world.world import World

__all__ = ["fitted"]

_CLOCKS = ("waiting", "age")


def fitted(
    known: World, choice: ModelChoice, strengths: Mapping[str, float] | None = None
) -> HazardModel | NetworkModel:
    """Return the model that a scenario asks for.

    Parameters
    ----------
    known
        The world up to the base year, nothing later.
    choice
        The default, with further mechanisms, or fits from files.
    strengths
        Strength of the ridge of the default model, by ``formation`` and ``ending``, as earlier origins taught
        it; where none is known, the usual one.

    Raises
    ------
    BadInput
        Where two mechanisms would have one name, or a fit is of another form.
    UnknownName
        Where a mechanism or a variable is unknown.
    NotIdentified
        Where the record up to then has too few cases.
    """
    from symmachy.forecasting import MECHANISMS, fit_pacts, history
    from symmachy.forecasting.pact import RIDGE

    if choice.file is not None:
        return _from_file(known, choice.file)
    more = _more(known, choice.also)
    if choice.formation is None or choice.ending is None:
        taught = strengths or {}
        ridge = taught.get("formation", RIDGE)
        return HazardModel.of(
            fit_pacts(known, (*MECHANISMS, *more), ridge=ridge, ending_ridge=taught.get("ending", RIDGE))
        )
    from symmachy.estimation import Fit
    from symmachy.mechanisms import parse

    fits = Fit.from_json(choice.formation), Fit.from_json(choice.ending)
    names = dict.fromkeys(name for fit in fits for name in fit.model.covariates)
    terms = tuple(parse(name).terms[0] for name in names)
    return HazardModel.made(*fits, Past.of(history(known, _unlike(terms))))


def _from_file(known: World, path: Path) -> HazardModel | NetworkModel:
    from symmachy.estimation import ActorsFit, TergmFit, TieHazardsFit
    from symmachy.estimation.saved import from_json

    kinds = (TieHazardsFit, TergmFit, ActorsFit)
    fit = cast("TieHazardsFit | TergmFit | ActorsFit", from_json(kinds, path))
    if max(fit.years) > known.coverage.last:
        raise BadInput(
            f"the fit has read the years up to {max(fit.years)}, and nothing after the base year "
            f"{known.coverage.last} may be read: fit it to earlier years, or choose a later base year"
        )
    if isinstance(fit, TergmFit):
        return TergmModel.made(fit, known)
    return ActorsModel.made(fit, known) if isinstance(fit, ActorsFit) else _hazards(known, fit)


def _hazards(known: World, fit: TieHazardsFit) -> HazardModel:
    """Take formation and ending of hazards of a tie, under the names and clocks that are carried forward."""
    from symmachy.estimation import TieEvent
    from symmachy.forecasting import history

    refuse_other_ties(fit.model.relation)
    if any(later - year != 1 for year, later in pairwise(fit.years)):
        raise BadInput("the fit's networks are not of consecutive years; a what-if goes by years: fit these")
    parts = dict(fit.model.events)
    if TieEvent.FORMATION not in parts or TieEvent.ENDING not in parts:
        raise BadInput("the fit lacks the hazard of formation or of ending: fit both, in one model")
    both = (TieEvent.FORMATION, TieEvent.ENDING)
    terms = dict.fromkeys(t for event in both for t in parts[event] if t.label != "ties")
    formation, ending = (_renamed(fit.fits[e], clock, terms) for e, clock in zip(both, _CLOCKS, strict=True))
    return HazardModel.made(formation, ending, Past.of(history(known, _unlike(tuple(terms)))))


def _renamed(fit: Fit, clock: str, terms: Iterable[Mechanism]) -> Fit:
    """Return a fit whose covariates have the mechanisms' names, and whose time at risk is a clock here."""
    names = {t.label: t.name for t in terms}
    duration = fit.model.duration
    if duration is not None:
        renamed = replace(cast("Any", duration), column=clock)
        names |= dict(zip(duration.names, renamed.names, strict=True))
        duration = renamed
    model = replace(
        fit.model, covariates=tuple(names[label] for label in fit.model.covariates), duration=duration
    )
    return replace(fit, model=model, names=tuple(names.get(name, name) for name in fit.names))


def _more(known: World, text: str) -> tuple[Mechanism, ...]:
    from symmachy.forecasting import MECHANISMS
    from symmachy.mechanisms import parse

    if not text.strip():
        return ()
    asked = parse(text)
    asked.check(known)
    return _unlike((*MECHANISMS, *(t for t in asked.terms if t not in MECHANISMS)))[len(MECHANISMS) :]


def _unlike(terms: tuple[Mechanism, ...]) -> tuple[Mechanism, ...]:
    names = [t.name for t in terms]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise BadInput(
            f"the mechanism {twice[0]!r} would be in the model twice, with different options: name it once"
        )
    return terms
