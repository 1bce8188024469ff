"""The chronicle: the register of states, treaties, wars and borders that comes with symmachy.

It is written by hand from public facts under the coding rules in the docs; every row names its source
and in how many independent places it was checked.
"""

from symmachy.record.chronicle.build import chronicle, states
from symmachy.record.chronicle.tables import EDITION, LAST_DAY, TABLES, table

__all__ = ["EDITION", "LAST_DAY", "TABLES", "chronicle", "states", "table"]
