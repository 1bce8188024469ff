"""Names of states and blocs in the brief's own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.report.words import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.world import World

__all__ = ["BLOCS", "is_state", "namer"]

BLOCS = {
    "ALLIES": "the Allied Powers",
    "ARAB": "the Arab states",
    "ARABLEAGUE": "the Arab League",
    "AU": "the African Union",
    "AXIS": "the Axis",
    "BALKAN": "the Balkan League or Entente",
    "BALTIC": "the Baltic states",
    "CENTO": "the Baghdad Pact (CENTO)",
    "CIS": "the Commonwealth of Independent States",
    "COMECON": "Comecon",
    "COMMONWEALTH": "the Commonwealth",
    "EASTBLOC": "the Eastern bloc",
    "ENTENTE": "the Entente",
    "EU": "the European Union or Communities",
    "EUROPE": "Europe",
    "FIVEEYES": "the Five Eyes",
    "GULF": "the Gulf states",
    "HEZBOLLAH": "Hezbollah",
    "LATIN": "Latin America",
    "LEAGUE": "the League of Nations",
    "NAM-BLOC": "the Non-Aligned Movement",
    "NORDIC": "the Nordic states",
    "QUAD": "the Quad",
    "SEASIA": "South-East Asia",
    "SOUTH": "the global South",
    "TRIPLE": "the Central Powers or Triple Alliance",
    "UN": "the United Nations",
    "V4": "the Visegrád group",
    "WEST": "the West",
    "WTO": "the Warsaw Pact",
}
"""By code, where the code itself is not what people write."""


def is_state(code: str, world: World) -> bool:
    """Whether a code is that of a state of the record, of any year."""
    return code in world.index


def namer(world: World) -> Callable[[str, int | None], str]:
    """Return a function that names a code in a year, as a sentence writes it; the record's last year for None.

    A code that is neither a state of the record nor in `BLOCS` is its own name.
    """
    last = world.coverage.last

    def name(code: str, year: int | None) -> str:
        if not is_state(code, world):
            return BLOCS.get(code, code)
        return named(world.states[code].name(min(year or last, last)))

    return name
