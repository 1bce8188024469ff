"""A fitted actor-oriented model as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.estimation.actors.fit import ActorsFit

__all__ = ["summarise"]


def summarise(fit: ActorsFit) -> str:
    """Return the fit as text: the model, one line for each coefficient, and how it converged."""
    rows = fit.tidy().rows()
    width = max(len("term"), *(len(name) for name in fit.names))
    lines = [
        f"Actor-oriented model, {fit.model.rule.name}",
        _rests_on(fit),
        "",
        f"{'term':<{width}}  {'estimate':>10}  {'std.error':>10}  {'z':>8}  {'p':>7}  {'convergence':>11}",
    ]
    for term, estimate, error, statistic, p, _, _, convergence in rows:
        rate = term.startswith("rate ")  # that a rate is 0 is no hypothesis
        shown_z = "" if rate else f"{statistic:.2f}"
        shown_p = "" if rate else "< .001" if p < 0.001 else f"{p:.3f}"
        lines.append(
            f"{term:<{width}}  {estimate:>10.4f}  {error:>10.4f}  {shown_z:>8}  {shown_p:>7}  {convergence:>11.3f}"
        )
    lines += [
        "",
        f"Overall maximum convergence ratio {fit.overall:.3f}; {fit.simulations:,} simulations of all periods",
    ]
    if fit.centres:
        lines.append("Centred: " + ", ".join(f"{name} at {mean:.4g}" for name, mean in fit.centres))
    lines += [f"Note: {note}" for note in fit.notes]
    return "\n".join(lines)


def _rests_on(fit: ActorsFit) -> str:
    found = fit.glance().row(0, named=True)
    years = f"{fit.periods[0]} to {fit.periods[-1]}" if len(fit.periods) > 1 else fit.periods[0]
    return (
        f"{found['periods']} period{'s' * (len(fit.periods) > 1)} ({years}), up to {found['states']} states, "
        f"{found['changes']:g} ties changed"
    )
