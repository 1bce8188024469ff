"""What is known of a pair of states, as a value, and how it is shown."""

from __future__ import annotations

from symmachy.report.assessment.bonds import Bond
from symmachy.report.assessment.network_estimate import Driver
from symmachy.report.assessment.value import Assessment, assess

__all__ = ["Assessment", "Bond", "Driver", "assess"]
