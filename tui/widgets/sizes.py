"""A widget's size follows its text.

Textual 8.2.8 lays a widget out once more with the size from before, if it was laid out between two changes of its text:
it forgets that size only where none of the changes waits for its turn already.
"""

from textual.widget import Widget

_forget = Widget.clear_cached_dimensions


def _forget_all(widget: Widget) -> None:
    _forget(widget)
    widget._box_model_cache.clear()  # noqa: SLF001 - nothing public forgets it


def follow() -> None:
    """For all widgets, from now on."""
    Widget.clear_cached_dimensions = _forget_all  # type: ignore[assignment, method-assign]
