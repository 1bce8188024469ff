"""A fit as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.estimation.hazards.fit import Fit

__all__ = ["summarise"]


def summarise(fit: Fit) -> str:
    """Return the fit as text: the model, one line for each coefficient, and what the numbers rest on."""
    rows = fit.tidy().rows()
    width = max(len("term"), *(len(name) for name in fit.names))
    reference = "z" if fit.degrees is None else f"t({fit.degrees:g})"
    left_out = f"; {fit.dropped_rows:,} rows with missing values left out" if fit.dropped_rows else ""
    foundations = "".join(f"; {count:,} {name}" for name, count in fit.groups)
    lines = [
        f"Discrete-time hazard of {fit.model.outcome!r}, {fit.model.link.name} link",
        f"{fit.n:,} rows, {fit.events:,} events{left_out}",
        "",
        f"{'term':<{width}}  {'estimate':>10}  {'std.error':>10}  {reference:>8}  {'p':>7}  95% interval",
    ]
    for term, estimate, error, statistic, p, low, high in rows:
        shown_p = "< .001" if p < 0.001 else f"{p:.3f}"
        lines.append(
            f"{term:<{width}}  {estimate:>10.4f}  {error:>10.4f}  {statistic:>8.2f}  {shown_p:>7}  "
            f"[{low:.4f}, {high:.4f}]"
        )
    likelihood = f"Log-likelihood {fit.log_likelihood:.3f} (intercept only {fit.null_log_likelihood:.3f})"
    lines += [
        "",
        f"Standard errors: {fit.model.covariance.describe()}{foundations}",
        f"{likelihood}; AIC {fit.aic:.1f}, BIC {fit.bic:.1f}, McFadden {fit.mcfadden:.4f}",
    ]
    if fit.model.penalty is not None:
        lines.append(f"Penalty: {fit.model.penalty}")
    lines += [f"Left out for missing values: {name} {count:,}" for name, count in fit.dropped]
    lines += [f"Note: {note}" for note in fit.notes]
    return "\n".join(lines)
