"""Lists that are read a page at a time: which page, of how many, and where it begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list, counted from 1: `first` rows stand before it, and `size` at most on it."""

    number: int
    pages: int
    size: int

    @property
    def first(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The rows of one page, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int
    leaf: Leaf

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        return iter(self.rows)


def leaf_of(total: int, size: int, asked: int = 1) -> Leaf:
    """The page that was asked for, or the nearest that there is. An empty list has one page."""
    pages = max(1, -(-total // size))
    return Leaf(min(max(asked, 1), pages), pages, size)
