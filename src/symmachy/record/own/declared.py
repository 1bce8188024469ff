"""What a user says of own files: which hold ties, variables and composition, and how they are to be read."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Composition", "OwnNetworks", "PairVariables", "StateVariables", "Ties"]


class _Part(BaseModel):
    """One part of a declaration: nothing unknown in it, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(_Part):
    """A column of a table as a variable, in other units."""

    column: str = Field(description="The column.")
    times: float = Field(default=1.0, description="What each value is multiplied by.")


Columns = tuple[str, ...] | dict[str, str | Column]


class Ties(_Part):
    """The ties: one square matrix a wave (`files`), or one long table (`table`).

    Give one of the two. A cell or value is 1 for a tie, 0 for none; empty, NA and NaN are not known.
    """

    files: tuple[str, ...] = Field(default=(), description="One square matrix (CSV) for each wave, in order.")
    table: str | None = Field(
        default=None, description="One table (CSV or Parquet), a row for a pair in a wave."
    )
    year: str = Field(default="year", description="The table's column of the wave, a whole number.")
    one: str = Field(
        default="one", description="The table's column of the first of the two, who sends the tie."
    )
    other: str = Field(default="other", description="The table's column of the second, who receives it.")
    tie: str | None = Field(
        default=None, description="The table's column of the tie; without it every row is a tie."
    )
    absent: Literal[0] | None = Field(
        default=None,
        description="0 where a pair without a row has no tie; otherwise such a pair is refused.",
    )
    missing: tuple[float, ...] = Field(default=(), description="Codes that say: not known.")
    structural_zero: float | None = Field(
        default=None, description="The code of a tie that could not be (RSiena: 10)."
    )
    structural_one: float | None = Field(
        default=None, description="The code of a tie that could not but be (RSiena: 11)."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.files) == (self.table is not None):
            msg = "give either files (one matrix a wave) or table"
            raise ValueError(msg)
        if self.table is not None and self.tie is None and self.absent is None:
            msg = "without a column tie every row is a tie: say absent = 0, so that no row is none"
            raise ValueError(msg)
        return self


class StateVariables(_Part):
    """Variables of states: one `file` with a row for a state and a column for a wave, or a long `table`."""

    file: str | None = Field(
        default=None,
        description="A file with one row for each state and one column for each wave; a single column holds "
        "for all waves, and the last wave's column may be absent.",
    )
    name: str | None = Field(default=None, description="What the variable of `file` is called.")
    table: str | None = Field(
        default=None, description="A table (CSV or Parquet), one row for a state in a wave."
    )
    id: str = Field(default="id", description="The table's column of the state.")
    year: str | None = Field(
        default=None, description="The table's column of the wave; without it the values hold for all waves."
    )
    columns: Columns = Field(
        default=(), description="The table's columns that are variables, or variables with their columns."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.file is None) == (self.table is None):
            msg = "give either file (a row for a state, a column for a wave) or table"
            raise ValueError(msg)
        if self.file is not None and self.name is None:
            msg = "say what the variable of file is called: name"
            raise ValueError(msg)
        if self.table is not None and not self.columns:
            msg = "say which columns of table are variables: columns"
            raise ValueError(msg)
        return self


class PairVariables(_Part):
    """Variables of pairs: square matrices (`files`, one for all waves or one for each), or a long `table`."""

    files: tuple[str, ...] = Field(
        default=(), description="One matrix for all waves, or one for each wave but perhaps the last."
    )
    name: str | None = Field(
        default=None,
        description="What the variable of files is called, or that every row of a table is a 1 of.",
    )
    table: str | None = Field(
        default=None, description="A table (CSV or Parquet), one row for a pair (in a wave)."
    )
    year: str | None = Field(
        default=None, description="The table's column of the wave; without it the values hold for all waves."
    )
    one: str = Field(default="one", description="The table's column of the first of the two.")
    other: str = Field(default="other", description="The table's column of the second.")
    columns: Columns = Field(
        default=(), description="The table's columns that are variables, or variables with their columns."
    )
    absent: float | None = Field(
        default=None, description="The value of a pair without a row; not known where it is not given."
    )
    directed: bool = Field(
        default=False, description="Whether the value from one to the other is not that back."
    )
    combine: Literal["larger", "smaller"] | None = Field(
        default=None,
        description="Which of two different values of a pair is its value; a matrix of which only the upper "
        "triangle is filled needs larger. Without it different values are refused.",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.files) == (self.table is not None):
            msg = "give either files (square matrices) or table"
            raise ValueError(msg)
        if self.files and self.name is None:
            msg = "say what the variable of files is called: name"
            raise ValueError(msg)
        if self.table is not None and not self.columns and (self.name is None or self.absent is None):
            msg = "say which columns of table are variables: columns (or name and absent, where each row is a 1)"
            raise ValueError(msg)
        return self


class Composition(_Part):
    """When states were there: a table with one row for each stay."""

    table: str = Field(description="A table (CSV or Parquet).")
    id: str = Field(default="id", description="The column of the state.")
    from_: str = Field(
        default="from", alias="from", description="The column of the first wave, year or day (YYYY-MM-DD)."
    )
    to: str = Field(default="to", description="The column of the last one, included; empty for none.")


class OwnNetworks(_Part):
    """Networks of one's own, observed at waves."""

    years: tuple[int, ...] = Field(
        default=(),
        description="The waves in order, each a whole number of 1 or more; 1, 2, 3, ... for matrices, and those of "
        "the table for a table, where it is not given.",
    )
    ties: Ties = Field(description="The ties: a table of its own, below.")
    states: tuple[StateVariables, ...] = Field(default=(), description="Variables of states, below.")
    pairs: tuple[PairVariables, ...] = Field(default=(), description="Variables of pairs, below.")
    composition: Composition | None = Field(
        default=None, description="When states were there, below; needed where waves have different states."
    )
