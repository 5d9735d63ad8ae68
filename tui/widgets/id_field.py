"""A labelled box for AWS IDs, checked as they are typed."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.domain.ids import InvalidId, parse_id, parse_ids
from tui.widgets.keys import bindings


class IdField(Widget):
    """Enter on an empty box, or Down, asks for the list; Enter on a right one goes on to the next box."""

    DEFAULT_CSS = """
    IdField {
        height: auto;
        & > Horizontal { height: 1; }
        & .id-field--label { width: 17; }
        & Input { width: 1fr; }
        & > .id-field--wrong { padding-left: 17; height: auto; color: $text-error; display: none; }
        &.-wrong > .id-field--wrong { display: block; }
    }
    """
    BINDINGS = bindings("field")

    @dataclass
    class Edited(Message):
        """The IDs in the box; empty while the box is empty or wrong."""

        field: "IdField"
        ids: tuple[str, ...]

        @property
        def control(self) -> "IdField":
            return self.field

    @dataclass
    class PickRequested(Message):
        """Offer what AWS has."""

        field: "IdField"

        @property
        def control(self) -> "IdField":
            return self.field

    def __init__(self, label: str, prefix: str, *, many: bool = False, hint: str = "", id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label
        self._prefix = prefix
        self._many = many
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self._label, classes="id-field--label", markup=False)
            yield Input(placeholder=f"{self._prefix}-…  {self._hint}", compact=True)
        yield Static(classes="id-field--wrong", markup=False)

    @property
    def input(self) -> Input:
        """The box itself."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        return self.input.value

    @property
    def ids(self) -> tuple[str, ...]:
        """The IDs in the box; empty while it is empty or wrong."""
        return self._parse(self.text)[0]

    def show(self, ids: tuple[str, ...]) -> None:
        """Put `ids` into the box, as if typed."""
        self.input.value = " ".join(ids)

    @on(Input.Changed)
    def _check(self, event: Input.Changed) -> None:
        event.stop()
        ids, complaint = self._parse(event.value)
        self.query_one(".id-field--wrong", Static).update(f"✗ {complaint}")
        self.set_class(bool(complaint), "-wrong")
        self.post_message(self.Edited(self, ids))

    def _parse(self, text: str) -> tuple[tuple[str, ...], str]:
        if not text.strip():
            return (), ""
        try:
            return (parse_ids(self._prefix, text) if self._many else (parse_id(self._prefix, text),)), ""
        except InvalidId as error:
            return (), str(error)

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.action_pick()
        elif not self._parse(event.value)[1]:
            self.screen.focus_next()

    def action_pick(self) -> None:
        self.post_message(self.PickRequested(self))
