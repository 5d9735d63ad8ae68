"""Read-only: whatever key is pressed, nothing changes."""

from typing import Any, TypeVar

from tui.domain.errors import ReadOnlyRefusal
from tui.providers.around import Call, around
from tui.providers.base import READS

P = TypeVar("P")


def read_only(provider: P) -> P:
    """`provider` without what changes something: any method but READS raises ReadOnlyRefusal, and nothing is asked."""
    return around(provider, _refuse_writes)


async def _refuse_writes(call: Call) -> Any:
    if call.name in READS:
        return await call.make()
    raise ReadOnlyRefusal(
        "The program is read-only: nothing was changed.",
        "Start it without --read-only (setting read_only), or copy the command for someone who may change it.",
    )
