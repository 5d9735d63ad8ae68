"""The formats, and what an export is as a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.views.exports.inputs import ExportInputs
from tui.views.exports.policy import policy
from tui.views.exports.script import script
from tui.views.exports.terraform import terraform

_FORMATS: Mapping[str, Callable[[ExportInputs], str]] = {"terraform": terraform, "shell": script, "policy": policy}


@dataclass(frozen=True, slots=True)
class ExportView:
    """A private endpoint, written down."""

    endpoint_id: str
    format: str
    """`terraform`, `shell` or `policy`."""
    text: str
    """The file."""
    notes: tuple[str, ...]
    """What one has to know before it is used, as sentences."""


def export_view(format_: str, inputs: ExportInputs) -> ExportView:
    """The whole file in that format."""
    return ExportView(inputs.endpoint.id, format_, _FORMATS[format_](inputs), inputs.notes)
