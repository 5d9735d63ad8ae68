"""A page as a value: what it says, what is entered on it, what blocks it, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui import keymap
from tui.domain.commands import Command
from tui.domain.status import Turn
from tui.views.choices import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asked before a write; names as they came from outside."""

    title: str
    lines: tuple[str, ...]
    yes: str
    """The label of what does it."""
    command: Command | None = None
    """Does the same from a shell."""
    expected: str = ""
    """What has to be typed; empty: nothing on a screen, the label where a line is read."""
    again: "Question | None" = None
    """What is asked after a yes, where one is not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What can be done here."""

    name: str
    """As the keymap has it."""
    label: str
    key: str
    """As people write it: `^N`; empty where it has a button alone."""
    why_not: str = ""
    """Why it cannot be done now; empty if it can."""
    question: Question | None = None
    copies: tuple[str, str] | None = None
    """The text that goes to the clipboard, and what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A box, or a list to choose from."""

    name: str
    label: str
    text: str
    wrong: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    """What can be chosen, where that is known without asking anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one page says now."""

    title: str
    turn: Turn
    lines: tuple[tuple[str, str], ...] = ()
    """Name and text, of one or several lines; without a text nothing is said there. Text is plain."""
    fields: tuple[Field, ...] = ()
    command: Command | None = None
    blocks: tuple[str, ...] = ()
    """Why the page cannot be gone on from, in the order to mend it."""
    actions: tuple[Action, ...] = ()

    def line(self, name: str) -> str:
        """The text of that line."""
        return dict(self.lines)[name]

    def action(self, name: str) -> Action | None:
        """The action of that name, if the page has it."""
        return next((each for each in self.actions if each.name == name), None)

    def why_not(self, name: str) -> str:
        """Why the action of that name cannot be done now; empty if it can."""
        found = self.action(name)
        return found.why_not if found else "There is no such thing here."


def action(
    scope: str,
    name: str,
    why_not: str = "",
    *,
    label: str = "",
    question: Question | None = None,
    copies: tuple[str, str] | None = None,
) -> Action:
    """The action `name` of a scope of the keymap, with its key; `label` where it is called otherwise here."""
    [key] = [each for each in keymap.of(scope) if each.action == name]
    shown = keymap.spelled(key.keys.split(",")[0])
    return Action(name=name, label=label or key.label, key=shown, why_not=why_not, question=question, copies=copies)


def aligned(facts: Sequence[tuple[str, str]], width: int) -> tuple[str, ...]:
    """Labels and values on a line each, the values below each other."""
    return tuple(f"{label:<{width}}{value}" for label, value in facts)
