"""A cluster's private endpoints, to choose the one to connect through."""

from tui.domain.connect import usable
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import MARKS
from tui.views.plain import fit, fit_id, plain
from tui.widgets.keys import bindings_to
from tui.widgets.line_list import LineList

_GROUP = 12
MOST_LINES = 5
"""The heading and what is seen of the list at once; the rest scrolls."""


class EndpointChoice(LineList[PrivateEndpoint]):
    """As high as it needs, up to MOST_LINES. Keys that are about the string below go past it."""

    DEFAULT_CSS = """
    EndpointChoice { height: auto; }
    """
    BINDINGS = [
        binding
        for action in ("next_client", "previous_client", "scroll_down", "scroll_up")
        for binding in bindings_to("screen", "connect", action)
    ]

    def __init__(self) -> None:
        super().__init__()
        self._grouped = False
        self.fit_columns(78)

    def show(self, rows: tuple[PrivateEndpoint, ...]) -> None:
        self.styles.height = min(len(rows) + 1, MOST_LINES)
        self._grouped = any(row.node_group_id for row in rows)
        self.fit_columns(self._width)
        super().show(rows)

    def fit_columns(self, width: int) -> None:
        self._width = width
        group = _GROUP + 1 if self._grouped else 0
        ids = max((width - 20 - 4 - group) // 2, 8)
        self._widths = (17, 3, min(ids, 21), min(ids, 22), *([_GROUP] if group else ()))

    def key_of(self, row: PrivateEndpoint) -> str:
        return row.key

    def heading(self) -> str:
        titles = ("STATUS", "DNS", "VPC", "VPC ENDPOINT", "NODE GROUP")
        return " ".join(fit(title, width) for title, width in zip(titles, self._widths, strict=False))

    def cells(self, row: PrivateEndpoint) -> tuple[str, ...]:
        status, dns, vpc, endpoint, *group = self._widths
        return (
            fit(f"{MARKS[row.standing.status]} {row.standing.status}", status),
            fit({True: "on", False: "off", None: "?"}[row.private_dns], dns),
            fit_id(plain(row.vpc_id, 30) or "-", vpc),
            fit_id(row.vpc_endpoint_id, endpoint),
            *(fit(_group_of(row), width) for width in group),
        )

    def tones(self, row: PrivateEndpoint) -> tuple[str, ...]:
        return ("good",) if usable(row) else ("you",)


def _group_of(row: PrivateEndpoint) -> str:
    """Of the default group, which is meant where none is named, nothing."""
    return plain(row.cluster_name.rpartition("/")[2], 40) if row.node_group_id else ""
