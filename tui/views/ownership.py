"""What is asked once more where another program made an endpoint."""

from tui.domain.endpoints import VpcEndpoint
from tui.views.page import Question
from tui.views.plain import plain


def once_more(endpoint: VpcEndpoint | None, yes: str) -> Question | None:
    """None where no tag tells that another program made it; `yes` is the label of what does it all the same."""
    if endpoint is None or not endpoint.managed_by:
        return None
    whose = plain(endpoint.managed_by, 100)
    lines = (
        f"The tags of {endpoint.id} say that {whose} made it.",
        "It may undo what is done here, or fail because of it: better do it there.",
    )
    return Question(title=f"It belongs to {whose}. Do it all the same?", lines=lines, yes=yes)
