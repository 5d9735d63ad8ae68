"""Help: the keys, and what the words mean."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import keymap
from tui.domain.status import MARKS, Status
from tui.widgets.keys import KeyBar, bindings

MEANINGS = {
    Status.NOT_CONFIGURED: "the endpoint service is there, no endpoint yet: create one",
    Status.INITIATING: "a setup of yours that has no endpoint yet: go on with it",
    Status.PENDING: "waits for you: accept the connection, or enable private DNS",
    Status.SYSTEM_CHECKING: "accepted; TiDB or AWS is bringing it up",
    Status.DISCOVERED: "an endpoint asks for the service, made outside this program: accept it or not",
    Status.ACTIVE: "ready for use",
    Status.DELETING: "being removed",
    Status.FAILED: "creation failed; the reason stands below the list",
    Status.REJECTED: "the service's owner said no; delete it and create another",
    Status.UNKNOWN: "a state this version does not know; shown as it was sent",
}
_TURNS = (
    "TURN is whose turn it is: you, AWS or TiDB. FOR is how long it has been so; > where it began before the program"
    " looked. DNS is private DNS as AWS says: on, off, ? where AWS's side is not visible."
)


class HelpScreen(ModalScreen[None]):
    """Made from the keymap: it cannot tell of a key that is not there."""

    CSS_PATH = "../styles/finished.tcss"
    BINDINGS = bindings("dialog")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(help_text(), markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's signature
        return action != "copy"

    def action_close(self) -> None:
        self.dismiss()


def help_text() -> str:
    """Keys by place, then statuses."""
    lines: list[str] = []
    for scope, title in keymap.SCOPES.items():
        lines += [title, *(_line(key) for key in keymap.of(scope)), ""]
    lines += [
        "Statuses",
        *(f"  {MARKS[status]} {status:<16} {meaning}" for status, meaning in MEANINGS.items()),
        "",
        _TURNS,
    ]
    return "\n".join(lines)


def _line(key: keymap.Key) -> str:
    names = " ".join(keymap.spelled(name) for name in key.keys.split(","))
    return f"  {names:<12} {key.help}"
