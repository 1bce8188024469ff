"""A fitted TERGM as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.estimation.gaps import spans

if TYPE_CHECKING:
    from symmachy.estimation.tergm.fit import TergmFit

__all__ = ["summarise"]


def summarise(fit: TergmFit) -> str:
    """Return the fit as text: the model, one line for each coefficient, and what the numbers rest on."""
    width = max(len("term"), *(len(name) for name in fit.names))
    kind = "Separable temporal" if fit.model.separable else "Temporal"
    lines = [
        f"{kind} exponential random graph model, pooled maximum pseudolikelihood",
        f"{fit.networks:,} networks, {spans(fit.years)}",
    ]
    for (part, _), pairs, ties in zip(fit.model.parts, fit.pairs, fit.ties, strict=True):
        lines.append(f"{part + ': ' if part else ''}{pairs:,} pairs, {ties:,} tied")
    lines += ["", f"{'term':<{width}}  {'estimate':>10}  {'std.error':>10}  95% interval"]
    for row in fit.tidy().iter_rows(named=True):
        error, low, high = (
            "-" if v is None else f"{v:.4f}" for v in (row["std.error"], row["conf.low"], row["conf.high"])
        )
        lines.append(f"{row['term']:<{width}}  {row['estimate']:>10.4f}  {error:>10}  [{low}, {high}]")
    likelihood = sum(fit.log_pseudolikelihood)
    lines += [
        "",
        f"Standard errors: {fit.errors_are}; intervals: {fit.model.interval.value}",
        f"Log-pseudolikelihood {likelihood:.3f} (not a likelihood: it cannot be compared by AIC or BIC)",
    ]
    if fit.given_pairs:
        lines.append(f"Left out since the tie, or its absence, is given: {fit.given_pairs:,} pairs")
    if fit.dropped_pairs:
        by = ", ".join(f"{name} {count:,}" for name, count in fit.dropped)
        lines.append(f"Left out since something is missing: {fit.dropped_pairs:,} pairs ({by})")
    lines += [f"Note: {note}" for note in fit.notes]
    return "\n".join(lines)
