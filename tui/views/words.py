"""Words that several pages have."""

from tui.domain.status import Turn

WHOSE = {
    Turn.YOU: "Your turn",
    Turn.AWS: "Waiting for AWS",
    Turn.TIDB: "Waiting for TiDB",
    Turn.NOBODY: "Nothing to do",
}
"""Whose turn it is, as a sentence."""
