"""Keys on screen: bindings made from the keymap, and the line at the bottom that shows them."""

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tui import keymap

if TYPE_CHECKING:
    from textual.screen import Screen


def bindings(*scopes: str, priority: bool = False) -> list[BindingType]:
    """The keymap's rows for `scopes` as Textual bindings."""
    return [
        Binding(key.keys, key.action, key.label, show=key.shown, tooltip=key.help, priority=priority)
        for scope in scopes
        for key in keymap.of(scope)
    ]


def bindings_to(namespace: str, scope: str, action: str) -> list[BindingType]:
    """One row of the keymap, for a widget that would else take the key: sent to `namespace`."""
    rows = [key for key in keymap.of(scope) if key.action == action]
    return [Binding(key.keys, f"{namespace}.{key.action}", key.label, show=False, tooltip=key.help) for key in rows]


class KeyBar(Widget):
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
            self.refresh()

    def render(self) -> Content:
        """Keys in the keymap's order, as many as fit."""
        active = self.screen.active_bindings
        parts: list[Content] = []
        seen: set[str] = set()
        width = 0
        for key in keymap.KEYMAP:
            first = key.keys.split(",")[0]
            state = active.get(first)
            if not key.shown or key.action in seen or state is None or not _is(state.binding, key):
                continue
            seen.add(key.action)
            name = keymap.spelled(first)
            if width + len(name) + len(key.label) + 3 > self.size.width:
                break
            width += len(name) + len(key.label) + 3
            style = "bold" if state.enabled else "dim"
            parts.append(Content.assemble((name, style), (f" {key.label}", "" if state.enabled else "dim"), "  "))
        return Content("").join(parts)


def _is(binding: Binding, key: keymap.Key) -> bool:
    return binding.action in {key.action, f"screen.{key.action}"} and binding.description == key.label
