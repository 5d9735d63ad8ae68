"""The clients one can connect with, the chosen one marked."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.reactive import var

from tui.domain.connect_strings import Client
from tui.widgets.lines import Lines, Part


class ClientStrip(Lines):
    """All their names, on as many lines as they take."""

    DEFAULT_CSS = """
    ClientStrip {
        height: auto;
        padding: 0 1;
    }
    """

    client: var[Client] = var(Client.MYSQL)

    def watch_client(self) -> None:
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self.parts(width))

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Every name takes the same room whether chosen or not, so that nothing moves."""
        lines: list[list[Part]] = [[]]
        for each in Client:
            name = f"[{each}]" if each is self.client else f" {each} "
            if sum(len(text) for text, _ in lines[-1]) + len(name) > width:
                lines.append([])
            lines[-1].append((name, "bold reverse" if each is self.client else ""))
        return lines
