"""What shape: blocs, exact balance, landscapes, likeness, poles, leaders, triangles, and when they changed."""

from symmachy.structure.balance import Triads, Walks, triads, walks
from symmachy.structure.changes import Change, Changes, changes
from symmachy.structure.clustering import clustering
from symmachy.structure.frustration import Division, frustration
from symmachy.structure.hedging import Position, hedging
from symmachy.structure.landscape import Landscape, Minima, Minimum, Move
from symmachy.structure.leaders import Bloc, Place, Standing, blocs, places
from symmachy.structure.poles import Concentration, Poles, concentration, poles
from symmachy.structure.reading import read_landscape, read_signed
from symmachy.structure.reconstruction import Coding, europe, misplaced
from symmachy.structure.rule import SignRule, Window
from symmachy.structure.series import Series, YearShape, series
from symmachy.structure.shape import Shape, shape, shape_of
from symmachy.structure.signed import SignedNetwork, Tie
from symmachy.structure.similarity import Distance, Similarity, portfolios, similarity
from symmachy.structure.triangle import Kind, Triangle, TriangleChange, TriangleYear, triangle
from symmachy.structure.votes import vote_positions

__all__ = [
    "Bloc",
    "Change",
    "Changes",
    "Coding",
    "Concentration",
    "Distance",
    "Division",
    "Kind",
    "Landscape",
    "Minima",
    "Minimum",
    "Move",
    "Place",
    "Poles",
    "Position",
    "Series",
    "Shape",
    "SignRule",
    "SignedNetwork",
    "Similarity",
    "Standing",
    "Tie",
    "Triads",
    "Triangle",
    "TriangleChange",
    "TriangleYear",
    "Walks",
    "Window",
    "YearShape",
    "blocs",
    "changes",
    "clustering",
    "concentration",
    "europe",
    "frustration",
    "hedging",
    "misplaced",
    "places",
    "poles",
    "portfolios",
    "read_landscape",
    "read_signed",
    "series",
    "shape",
    "shape_of",
    "similarity",
    "triads",
    "triangle",
    "vote_positions",
    "walks",
]
