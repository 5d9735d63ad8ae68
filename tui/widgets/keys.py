"""Keys on screen: bindings made from the keymap, and the line at the bottom that shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding, BindingType

from tui import keymap
from tui.widgets.lines import Lines, Part

if TYPE_CHECKING:
    from textual.screen import Screen


_TEXT = {"question_mark", "r", "q", "colon"}
"""Keys of the application that are text in a box."""


_LEAVES = "leave"
"""Its key, ctrl+x, is what a box would take for its own."""


def bindings(*scopes: str, priority: bool = False) -> list[BindingType]:
    """The keymap's rows for `scopes` as Textual bindings."""
    return [
        Binding(
            names,
            action,
            key.label,
            show=key.shown,
            tooltip=key.help,
            priority=priority or key.action == _LEAVES,
            id=key.id,
        )
        for scope in scopes
        for key in keymap.of(scope)
        for names, action in _actions(key)
    ]


def _actions(key: keymap.Key) -> Iterator[tuple[str, str]]:
    """Keys and the action that they do: one of NUMBERED gets the key for its value."""
    if key.action in keymap.NUMBERED:
        yield from ((name, f"{key.action}({name})") for name in key.keys.split(","))
    else:
        yield key.keys, key.action


def everywhere() -> list[BindingType]:
    """The application's keys: those that are no text work over dialogs and in text boxes too."""
    return [
        Binding(name, key.action, key.label, show=key.shown, tooltip=key.help, priority=name not in _TEXT, id=key.id)
        for key in keymap.of("everywhere")
        for name in key.keys.split(",")
    ]


def bindings_to(namespace: str, scope: str, action: str) -> list[BindingType]:
    """One row of the keymap, for a widget that would else take the key: sent to `namespace`."""
    rows = [key for key in keymap.of(scope) if key.action == action]
    return [
        Binding(key.keys, f"{namespace}.{key.action}", key.label, show=False, tooltip=key.help, id=key.id)
        for key in rows
    ]


def scopes_here(screen: "Screen[object]") -> list[str]:
    """The scopes whose keys work on `screen` now, as the keymap has them; those of all pages last."""
    ids = {each.binding.id.partition(".")[0] for each in screen.active_bindings.values() if each.binding.id}
    return sorted((scope for scope in keymap.SCOPES if scope in ids), key="everywhere".__eq__)


_KEPT = {"app.help", "app.quit", "back", "close", "cancel", "clear", "dismiss", "show_all"}
"""What a person who is lost needs: help and the ways out."""


_GAP = "  "


@dataclass(frozen=True, slots=True)
class _Shown:
    key: str
    label: str
    enabled: bool
    kept: bool

    @property
    def name(self) -> str:
        return keymap.spelled(self.key)

    @property
    def width(self) -> int:
        return len(self.name) + 1 + len(self.label) + len(_GAP)

    @property
    def parts(self) -> list[Part]:
        dim = "" if self.enabled else "dim"
        return [(self.name, dim or "bold"), (f" {self.label}", dim), (_GAP, "")]


class KeyBar(Lines):
    """The keys that work now, one line; those that do not yet are dim. Cheaper than one widget a key."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text;
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: "Screen[object]") -> None:
        if self.screen.is_current:
            self.redraw()

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Keys in the keymap's order, as many as fit; Help and the ways out always do."""
        return [[part for shown in self._fitting(width) for part in shown.parts]]

    def _fitting(self, width: int) -> Iterator[_Shown]:
        working = list(self._working())
        room = width - sum(shown.width for shown in working if shown.kept)
        for shown in working:
            room -= 0 if shown.kept else shown.width
            if shown.kept or room >= 0:
                yield shown

    def on_click(self, event: events.Click) -> None:
        """As if the key that is named there was pressed."""
        at = event.get_content_offset_capture(self).x
        for shown in self._fitting(self.content_size.width):
            if 0 <= at < shown.width - len(_GAP):
                self.app.simulate_key(shown.key)
            at -= shown.width

    def _working(self) -> Iterator["_Shown"]:
        """Each action once: its key, its label, and whether it works. The application has others where one is text."""
        active = self.screen.active_bindings
        seen: set[str] = set()
        for key in keymap.KEYMAP:
            names = key.keys.split(",")
            others = names if key.action.startswith("app.") else ()
            name = next((each for each in others if each in active), names[0])
            state = active.get(name)
            if key.action in self._above_dialogs:
                yield _Shown(_no_text(key), key.label, enabled=True, kept=True)
            elif key.shown and key.action not in seen and state and state.binding.id == key.id:
                seen.add(key.action)
                yield _Shown(name, key.label, state.enabled, kept=key.action in _KEPT)

    @property
    def _above_dialogs(self) -> set[str]:
        """What Textual does not count among a dialog's keys, though it works there."""
        if not self.screen.is_modal:
            return set()
        return {"app.help", "app.quit"} if getattr(self.screen, "help_topic", "Keys") else {"app.quit"}


def _no_text(key: keymap.Key) -> str:
    """The first of its keys that works in a text box, too."""
    names = key.keys.split(",")
    return next((name for name in names if name not in _TEXT), names[0])
