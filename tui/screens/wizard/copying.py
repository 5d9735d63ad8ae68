"""Copy and Run: the command goes to the clipboard, or to AWS, only once nothing speaks against it."""

from textual.widgets import Button

from tui.domain.commands import Command
from tui.screens.messages import CopyRequested
from tui.screens.wizard.base import WizardScreen


class CopiesCommand(WizardScreen):
    """A step that shows a command. Its keys are dim exactly where its buttons are off."""

    @property
    def command(self) -> Command:
        """What Copy sends and Run does."""
        raise NotImplementedError

    def why_not_run(self) -> str:
        """Why Run does not work; empty if it does."""
        raise NotImplementedError

    def why_not_copy(self) -> str:
        """Why Copy does not work; empty if it does."""
        missing = self.command.missing
        return f"Not yet: {' '.join(missing)} still to fill in." if missing else ""

    def update_step(self) -> None:
        self.query_one("#copy", Button).disabled = bool(self.why_not_copy())
        self.query_one("#run", Button).disabled = bool(self.why_not_run())
        super().update_step()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        why_not = {"copy": self.why_not_copy, "run": self.why_not_run}.get(action)
        if why_not is None:
            return super().check_action(action, parameters)
        return None if why_not() else True

    def action_copy(self) -> None:
        self.post_message(CopyRequested(str(self.command), "Command"))
