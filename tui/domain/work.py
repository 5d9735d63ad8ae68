"""What was begun and goes on, whichever page is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from tui.domain.acceptance import Acceptance
from tui.domain.deletion import Deletion
from tui.domain.errors import NotFound, PrivateEndpointError
from tui.domain.preparation import FAILED, Preparation, PrepareStage

Task = Deletion | Acceptance | Preparation
T = TypeVar("T", Deletion, Acceptance, Preparation)


@dataclass(frozen=True, slots=True)
class Work:
    """A task, and how it goes on."""

    task: Task
    active: bool = True
    """Whether it goes on by itself; after a restart, and after an error, it waits until the operator says so."""
    doing: str = ""
    """The stage that is being asked for right now."""
    asked: frozenset[str] = frozenset()
    """The stages that were asked for since the operator said so; none is asked for twice."""
    waits: str = ""
    """Why the next stage is not asked for yet, as a sentence."""
    problem: PrivateEndpointError | None = None
    """Why it stopped."""

    @property
    def id(self) -> str:
        """Of the VPC endpoint; of a preparation see preparation_id."""
        return self.task.id

    @property
    def expected(self) -> bool:
        """Whether the problem is none yet: an endpoint service that TiDB Cloud has not made."""
        first = isinstance(self.task, Preparation) and self.task.stage is PrepareStage.SERVICE
        return first and isinstance(self.problem, NotFound)

    @property
    def stopped(self) -> str:
        """What stopped, and what goes on with it: a title."""
        match self.task:
            case Deletion():
                return f"{self.id} is not deleted: Delete goes on"
            case Acceptance():
                return f"{self.id} is not accepted: Edit goes on"
            case _:
                return f"{FAILED[self.task.stage]}: open the setup, Refresh asks again"

    @property
    def deletes(self) -> bool:
        """Whether it takes an endpoint away."""
        return isinstance(self.task, Deletion)

    @property
    def unfinished(self) -> bool:
        """Whether something is left of a deletion."""
        return self.deletes and not self.task.over


def work_on(works: Iterable[Work], id_: str, kind: type[T]) -> tuple[Work, T] | tuple[None, None]:
    """The work of that kind and ID, and its task."""
    for work in works:
        if work.id == id_ and isinstance(work.task, kind):
            return work, work.task
    return None, None
