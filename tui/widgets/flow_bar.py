"""The flow bar above each step."""

from textual.content import Content
from textual.widget import Widget

from tui.domain.wizard import Step

_FIRST_LINE = 3
"""How many steps stand on the first line when there are two."""


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
        """One line where it fits, two at 80 columns, the current step alone below that."""
        width = self.size.width
        lines = self._lines(len(Step))
        if lines[0].cell_length > width:
            lines = self._lines(_FIRST_LINE)
        if max(line.cell_length for line in lines) > width:
            label = f"Step {self._step.value} of {len(Step)}: {self._step.label}"
            return Content.styled(label, "bold")
        return Content("\n").join(lines)

    def _lines(self, first: int) -> list[Content]:
        steps = list(Step)
        joined = [
            Content(" > ").join([self._one(step) for step in part]) for part in (steps[:first], steps[first:]) if part
        ]
        return [line + Content(" >") if index + 1 < len(joined) else line for index, line in enumerate(joined)]

    def _one(self, step: Step) -> Content:
        if step < self._step:
            return Content(f"✓ {step.label}")
        if step > self._step:
            return Content.styled(f"○ {step.label}", "dim")
        return Content.styled(f"▶ {step.label}", "bold reverse")
