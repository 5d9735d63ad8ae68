"""Checks: what AWS would refuse at this step."""

from tui.screens.checks import ChecksScreen
from tui.screens.wizard.base import WizardScreen


class HasChecks(WizardScreen):
    """A step that AWS may refuse."""

    def action_checks(self) -> None:
        self.open_page(ChecksScreen(self._runtime, self._store, self.draft, self.STEP))
