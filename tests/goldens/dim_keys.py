"""A key that a button has too is dim exactly where the button is off."""

from textual.widgets import Button

from tests.screens.harness import Session


def disagreeing(session: Session) -> set[str]:
    """The actions that a key and a button of the page on top do not agree about."""
    keys = {
        bound.binding.action.removeprefix("screen."): bound.enabled
        for bound in session.app.screen.active_bindings.values()
    }
    buttons = {
        str(each.action).removeprefix("screen."): not each.disabled
        for each in session.app.screen.query(Button)
        if each.action and each.display and each.region
    }
    return {action for action, on in buttons.items() if keys.get(action, on) is not on}
