"""The flow bar above each step."""

from textual.content import Content
from textual.widget import Widget

from tui.domain.draft import Step

_MOST_LINES = 2


class FlowBar(Widget):
    """Choose Cluster > … > Enable Private DNS: marks tell what is done, current and to come."""

    DEFAULT_CSS = """
    FlowBar {
        height: auto;
        padding: 0 1;
        background: $surface;
    }
    """

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step

    def render(self) -> Content:
        """All five names, on as many lines as they take; the arrows give way first."""
        width = self.size.width
        for between in (" > ", "  "):
            lines = self._lines(width, between)
            if len(lines) <= _MOST_LINES and max(line.cell_length for line in lines) <= width:
                return Content("\n").join(lines)
        return Content.styled(f"Step {self._step.value} of {len(Step)}: {self._step.label}", "bold")

    def _lines(self, width: int, between: str) -> list[Content]:
        """Filled up to `width` one after the other."""
        end = between.rstrip()
        lines = [Content("")]
        for name in map(self._one, Step):
            if lines[-1] and lines[-1].cell_length + len(between) + name.cell_length + len(end) > width:
                lines[-1] += Content(end)
                lines.append(name)
            else:
                lines[-1] = lines[-1] + Content(between) + name if lines[-1] else name
        return lines

    def _one(self, step: Step) -> Content:
        if step < self._step:
            return Content(f"✓ {step.label}")
        if step > self._step:
            return Content.styled(f"○ {step.label}", "dim")
        return Content.styled(f"▶ {step.label}", "bold reverse")
