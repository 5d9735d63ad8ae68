"""What is read is a set of parts: an answer that is missing, refused or cut takes no fact away."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, Self, TypeVar

from tui.domain.errors import PrivateEndpointError

T = TypeVar("T")

LIST = ""
"""The place of the part that is the list of places itself, such as that of the projects; it has no facts."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One answer of one side: a project's clusters, a node group's endpoint service, a region's connections."""

    place: str
    """What tells it from the other parts of a kind: a project's ID, a region, a node group."""
    facts: tuple[T, ...] = ()
    complete: bool = True
    """Whether the answer says that these are all; else they are added to what is known."""
    problem: PrivateEndpointError | None = None
    """Why it was not read (whole); such a part is not complete."""
    label: str = ""
    """How people call the place: `project shop`."""
    of: int = 0
    """How many facts there are, where the answer told and gave fewer."""
    gone: bool = False
    """Whether the place is not there any more, as the list of places says that was read whole."""
    note: str = ""
    """A sentence for the operator, such as that a configured project has nothing in it."""
    as_of: datetime | None = None
    """When it was last read whole, as its keeper stamps it; None: never."""

    def __post_init__(self) -> None:
        if self.problem:
            object.__setattr__(self, "complete", False)

    def then(self, answer: "Part[T]", at: datetime, key: Callable[[T], Hashable]) -> "Part[T]":
        """This part after `answer` came: in its place where that is complete, else with what it adds or changes."""
        if answer.complete:
            return replace(answer, as_of=at)
        known = {key(each) for each in answer.facts}
        kept = tuple(each for each in self.facts if key(each) not in known)
        return replace(answer, facts=kept + answer.facts, label=answer.label or self.label, as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class Parts(Generic[T]):
    """The parts of one kind as last read.

    A part leaves only by an answer that says that its place is gone, a fact only by one of its part that is complete.
    """

    key: Callable[[T], Hashable]
    """What tells facts apart."""
    kept: Mapping[str, Part[T]] = field(default_factory=dict)
    """By place."""

    def then(self, answers: Iterable[Part[T]], at: datetime) -> Self:
        """With the answers that came at `at`; a part without one stays as it is, but for that of a call that failed."""
        kept = {place: part for place, part in self.kept.items() if place != LIST or part.facts or part.as_of}
        for answer in answers:
            kept[answer.place] = kept.get(answer.place, Part(answer.place)).then(answer, at, self.key)
        return replace(self, kept={place: part for place, part in kept.items() if not part.gone})

    def failed(self, problem: PrivateEndpointError) -> Self:
        """After a call that told nothing: every part has the problem, or the list of them where none is known."""
        none: Part[T] = Part(LIST)
        parts = self.kept.values() or [none]
        return replace(self, kept={each.place: replace(each, problem=problem) for each in parts})

    def only(self, places: Iterable[str]) -> Self:
        """Without the parts that are not asked for any more."""
        wanted = frozenset(places)
        return replace(self, kept={place: part for place, part in self.kept.items() if place in wanted})

    @property
    def facts(self) -> list[T]:
        """Of all parts."""
        return [fact for part in self.kept.values() for fact in part.facts]

    @property
    def unfinished(self) -> bool:
        """Whether a part is short without a problem: the budget was spent, or its list ended early."""
        return any(not part.complete and not part.problem for part in self.kept.values())


def group_place(cluster_id: str, node_group_key: str = "") -> str:
    """The place of a node group's endpoint service; an ARN has no `#`."""
    return f"{cluster_id}#{node_group_key}"


def whole(parts: Sequence[Part[T]]) -> list[T]:
    """The facts of all parts; raises the first problem, for whom a part is not enough."""
    for part in parts:
        if part.problem:
            raise part.problem
    return [fact for part in parts for fact in part.facts]
