"""Taking what somebody changed for what is meant."""

from tui.domain.private_endpoint import PrivateEndpoint
from tui.views.page import Action, Question, action

TAKING = "Reading how it is …"


def take(row: PrivateEndpoint | None) -> tuple[Action, ...]:
    """The action, where `row` is not as it was set up here."""
    if row is None or not row.standing.differences:
        return ()
    lines = tuple(f"{each.what}: set up {each.set_up}, now {each.now}" for each in row.standing.differences)
    said = "Nothing on AWS is changed: it counts as set up like this from now on."
    question = Question(title="Take it as it is now?", lines=(*lines, said), yes="Take")
    return (action("detail", "take", question=question),)
