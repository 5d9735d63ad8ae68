"""Where what has to outlive the program is kept."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Disk(Protocol[T]):
    """Records by ID; every call blocks."""

    def load(self) -> Iterable[T]: ...

    def save(self, kept: T, /) -> None: ...

    def delete(self, id_: str, /) -> None: ...
