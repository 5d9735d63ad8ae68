"""A key that a button has too is dim exactly where the button is off, on every page in every state."""

import pytest
from textual.widgets import Button

from tests.goldens.cases import Case
from tests.goldens.interface_endpoint_cases import INTERFACE_ENDPOINT_CASES
from tests.goldens.last_steps_cases import LAST_STEPS_CASES
from tests.goldens.removal_cases import REMOVAL_CASES
from tests.screens.harness import Session

CASES = (*INTERFACE_ENDPOINT_CASES, *LAST_STEPS_CASES, *REMOVAL_CASES)


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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_keys_and_buttons_agree(case: Case) -> None:
    async with case.world().running(demo=case.demo) as session:
        await case.play(session)
        assert disagreeing(session) == set()
