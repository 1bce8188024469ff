"""How a source says what it is: tables with checked columns, variables with coverage, what using it owes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from symmachy.world import Coverage, UnitOfAnalysis

    Rows: TypeAlias = Callable[[Mapping[str, pl.LazyFrame]], pl.LazyFrame]

__all__ = ["Citation", "Column", "Form", "Kind", "Measure", "Reference", "Scheme", "Source", "Table"]


class Kind(Enum):
    """What the cells of a column hold."""

    WHOLE = "whole numbers"
    NUMBER = "numbers"
    TEXT = "text"
    DAY = "days, YYYY-MM-DD"


class Scheme(Enum):
    """The scheme of state codes that a table is written in; the values are the register's own words."""

    COW = "cow"
    COW_LETTERS = "cow_letters"
    GW = "gw"
    ISO3 = "iso3"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    meaning: str
    kind: Kind = Kind.WHOLE
    unit: str = ""
    low: float = -math.inf
    """Smallest value allowed, itself included."""
    high: float = math.inf
    """Largest value allowed, itself included."""
    special: tuple[float, ...] = ()
    """Codes outside the range that are kept as they are (unknown, not applicable)."""
    missing: tuple[float, ...] = ()
    """Codes that say missing and are stored as null."""
    filled: bool = False
    """Whether every row must have a value."""
    required: bool = True
    """Whether a file without it is not this table."""
    scheme: Scheme | None = None
    """For numbers of states: the list in which they must occur."""
    beyond: tuple[int, ...] = ()
    """Numbers of states that are known to be in no list (made up, or older than it)."""
    keeps_na: bool = False
    """Whether the letters NA are a value of their own (Namibia's code) and not a gap."""
    flawed: bool = False
    """Whether letters with accents were lost to a wrong encoding in the owner's own file."""
    aliases: tuple[str, ...] = ()
    """Other spellings in files of the owner, in lower case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """Another shape in which the owner publishes a table, and how it becomes the table."""

    columns: tuple[str, ...]
    """The columns, in lower case, that a file of this shape has."""
    reshape: Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Values of a column that must occur in a column of another table."""

    column: str
    table: str
    to: str
    except_for: tuple[int, ...] = ()
    """Values known to be outside the other table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table of a source: what a file must hold to be it."""

    name: str
    what: str
    """One row is ..."""
    key: tuple[str, ...]
    """The columns that name a row; a key occurs once, and null counts as a value."""
    columns: tuple[Column, ...]
    years: Coverage | None
    """The years of its rows in the version described, or None where rows have no year."""
    size: int
    """Rows in the version described."""
    year_columns: tuple[str, ...] = ("year",)
    """The columns that the years of a file are read from; values below 1 are no years."""
    ascending: tuple[str, str] | None = None
    """For unordered pairs: the two columns of which the first must be the smaller."""
    forms: tuple[Form, ...] = ()
    admits: Callable[[pl.DataFrame], bool] | None = None
    """A look at the values, where columns alone do not tell; they may still be text."""
    admits_says: str = ""
    """What `admits` looks for, as the end of a sentence."""
    keeps_others: bool = True
    """Whether columns that are not declared here are kept; the owner's codebook explains them."""
    references: tuple[Reference, ...] = ()

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which a file is not this table."""
        return tuple(c for c in self.columns if c.required)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """How a table, or several, becomes a variable of a world."""

    name: str
    """With the source before the dot: ``nmc.cinc``."""
    tables: tuple[str, ...]
    """The tables it is read from; the first one's years bound its coverage."""
    rows: Rows
    """From tables by name to ``year``, ``code``, for pairs ``other``, and ``value``, still in `scheme`."""
    unit_of_analysis: UnitOfAnalysis
    coverage: Coverage
    """The years in which the version described speaks."""
    absent: float | None
    """What no row means inside the coverage: 0.0 for an event that did not happen, None for unknown."""
    meaning: str
    unit: str = ""
    scheme: Scheme = Scheme.COW
    hindsight: bool = False
    made_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A work that using a source owes."""

    key: str
    """Short and stable, as BibTeX wants it: ``leeds2002``."""
    author: str
    year: str
    title: str
    where: str = ""
    """Journal with volume and pages, or publisher."""
    kind: str = "article"
    """article, book or misc, as BibTeX calls them."""
    address: str = ""

    def __str__(self) -> str:
        """Write the citation as one line of text."""
        parts = [self.author, self.year, self.title, self.where, self.address]
        return ". ".join(p.rstrip(".") for p in parts if p) + "."

    def bibtex(self) -> str:
        """Write the citation as a BibTeX entry.

        Examples
        --------
        >>> print(Citation(key="a2001", author="A, B.", year="2001", title="T", kind="misc").bibtex())
        @misc{a2001,
          author = {A, B.},
          title = {T},
          year = {2001},
        }
        """
        place = {"article": "journal", "book": "publisher"}.get(self.kind, "howpublished")
        fields = {
            "author": self.author,
            "title": self.title,
            place: self.where,
            "year": self.year,
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{self.kind}{{{self.key},", *lines, "}"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One source of the full record, declared once."""

    id: str
    title: str
    version: str
    citations: tuple[Citation, ...]
    terms: str
    """What is known of the terms of use; says so where nobody has read them."""
    address: str = ""
    """Where its owner offers it; empty where no such place is known here."""
    download: str = ""
    """The address of a file that can be fetched as it stands; empty where one must go by hand."""
    sha256: str = ""
    """Checksum of that file, where it is known."""
    noncommercial: bool = False
    """Whether the owner allows non-commercial use only, or is treated so until the terms are read."""
    tables: tuple[Table, ...]
    measures: tuple[Measure, ...] = ()
    limits: tuple[str, ...] = field(default=())
    """Sentences on what it does not say."""

    def table(self, name: str) -> Table:
        """Find a table by name.

        Raises
        ------
        UnknownName
            With the nearest names of its tables.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise UnknownName.among(f"table of the source {self.id!r}", name, [t.name for t in self.tables])
