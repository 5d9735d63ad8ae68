"""Read-only: whatever key is pressed, nothing changes."""

from typing import Any, TypeVar

from tui.domain.errors import read_only_refusal
from tui.providers.around import Call, around
from tui.providers.base import READS

P = TypeVar("P")


def read_only(provider: P) -> P:
    """`provider` without what changes something: any method but READS raises ReadOnlyRefusal, and nothing is asked."""
    return around(provider, _refuse_writes)


async def _refuse_writes(call: Call) -> Any:
    if call.name in READS:
        return await call.make()
    raise read_only_refusal()
