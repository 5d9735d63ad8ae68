"""Nothing glides: what was typed next goes on from where the last led, and no step between is written to the line."""

from typing import Any

from textual._animator import Animator


class AtOnce(Animator):
    """Sets what is to be animated to where it ends."""

    def animate(self, obj: object, attribute: str, value: Any, **options: Any) -> None:
        """As Textual calls it, with any of its options."""
        final = options.get("final_value", ...)
        setattr(obj, attribute, value if final is ... else final)
        if done := options.get("on_complete"):
            self.app.call_later(done)
