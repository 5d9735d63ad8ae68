"""Copy and Run: the command goes to the clipboard, or to AWS, only once nothing speaks against it."""

from textual.widgets import Button

from tui.screens.dialogs import agreed
from tui.screens.messages import CopyRequested
from tui.screens.wizard.base import WizardScreen
from tui.views.page import Page
from tui.widgets.command_box import CommandBox


class CopiesCommand(WizardScreen):
    """A step that shows a command. Its keys are dim exactly where its buttons are off."""

    def draw_step(self, page: Page) -> None:
        if page.command:
            self.query_one(CommandBox).command = page.command
        for name in ("copy", "run"):
            self.query_one(f"#{name}", Button).disabled = bool(page.why_not(name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in {"copy", "run"}:
            return super().check_action(action, parameters)
        return None if self.page.why_not(action) else True

    def action_copy(self) -> None:
        if (copy := self.page.action("copy")) and copy.copies:
            self.post_message(CopyRequested(*copy.copies))

    async def confirmed(self) -> bool:
        """Whether the operator wants Run, and nothing came to speak against it meanwhile."""
        run = self.page_now.action("run")
        if run is None or run.question is None or not await agreed(self, run.question):
            return False
        return not self.page_now.why_not("run")
