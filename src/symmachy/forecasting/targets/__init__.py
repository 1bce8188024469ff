"""What is forecast: each target one class, entered in a registry."""

from symmachy.forecasting.targets.accession import Accession
from symmachy.forecasting.targets.pairs import Ending, Formation, FormationByTreaty
from symmachy.forecasting.targets.target import HORIZONS, Target, target, target_named, targets
from symmachy.forecasting.targets.treaties import EndingOfTreaties

__all__ = [
    "HORIZONS",
    "Accession",
    "Ending",
    "EndingOfTreaties",
    "Formation",
    "FormationByTreaty",
    "Target",
    "target",
    "target_named",
    "targets",
]
