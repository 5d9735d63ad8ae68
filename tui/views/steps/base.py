"""What the pages of the five steps share: what they are made from, and their way on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.domain.clusters import TidbSide
from tui.domain.commands import Command
from tui.domain.draft import Draft, Step
from tui.domain.snapshot import Snapshot, facts
from tui.domain.status import Turn
from tui.domain.wizard import Facts, blockers, why_another
from tui.views.page import Action, Field, Page, Question, action
from tui.views.terms import Terms

TITLE = "Create a private endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A draft at one step, and what is known of it."""

    step: Step
    draft: Draft
    snapshot: Snapshot
    terms: Terms
    busy: str = ""
    """The operation under way, as a sentence; empty while there is none."""
    facts: Facts = field(init=False)
    why_another: str = field(init=False)
    """Why the endpoint of this setup has to be replaced; empty where it need not be."""

    def __post_init__(self) -> None:
        known = facts(self.draft, self.snapshot)
        another = why_another(self.draft, known) if self.step >= Step.INTERFACE_ENDPOINT else ""
        object.__setattr__(self, "facts", known)
        object.__setattr__(self, "why_another", another)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """What keeps the step from being complete."""
        return blockers(self.step, self.draft, self.facts)


def page(
    setup: Setup,
    lines: Sequence[tuple[str, str]],
    *,
    blocks: tuple[str, ...],
    fields: Sequence[Field] = (),
    command: Command | None = None,
    actions: Sequence[Action] = (),
    next_label: str = "",
    next_question: Question | None = None,
    goes_on: bool = False,
) -> Page:
    """The page of a step: `actions` are its own; what is under way blocks before all else.

    `goes_on`: whether all that blocks passes by itself.
    """
    blocks = (setup.busy,) if setup.busy else blocks
    another = (action("flow", "another", label="Create another"),) if setup.why_another else ()
    return Page(
        title=f"{TITLE}, step {setup.step} of {len(Step)}: {setup.step.label}",
        turn=_provider(setup) if setup.busy or goes_on else Turn.YOU,
        lines=tuple(lines),
        fields=tuple(fields),
        command=command,
        blocks=blocks,
        actions=(
            *actions,
            *another,
            action("flow", "next", " ".join(blocks), label=next_label, question=next_question),
            action("flow", "back"),
            action("flow", "leave"),
        ),
    )


def _provider(setup: Setup) -> Turn:
    return Turn.TIDB if setup.snapshot.tidb_side is TidbSide.TIDB_CLOUD else Turn.AWS
