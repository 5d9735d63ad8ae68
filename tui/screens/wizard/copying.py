"""Copy: the command goes to the clipboard only once no placeholder is left."""

from tui.domain.commands import Command
from tui.screens.messages import CopyRequested
from tui.screens.wizard.base import WizardScreen


class CopiesCommand(WizardScreen):
    """A step that shows a command."""

    @property
    def command(self) -> Command:
        """What Copy sends."""
        raise NotImplementedError

    def action_copy(self) -> None:
        if missing := self.command.missing:
            self.notify(f"Not yet: {' '.join(missing)} still to fill in.", markup=False)
            return
        self.post_message(CopyRequested(str(self.command), "Command"))
