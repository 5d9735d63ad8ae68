"""How a stage of something under way is asked for: shown, within the budget, and again where it was put off."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import replace

from tui.domain.errors import InvalidRequest, Throttled
from tui.domain.work import Work
from tui.operations.looking import Looking

PUT_OFF_S = 5.0
"""After which a write that was put off is asked for again, where the provider does not say when."""


class Asking(Looking):
    """Stages are asked for once; only what the provider put off is asked for again by itself."""

    async def _ask(self, work: Work, stage: str, ask: Callable[[], Awaitable[None]]) -> Work:
        """The work once `stage` was asked for, or put off; other errors stop it. A poll follows."""
        if not self._list.put(replace(work, doing=stage)):
            return work
        try:
            await ask()
        except Throttled as error:
            return self._put_off(work, error.summary, error.retry_after_s or PUT_OFF_S)
        except InvalidRequest as error:
            if not error.retryable:
                raise
            return self._put_off(work, error.summary, PUT_OFF_S)
        self._poller.look_again()
        return replace(work, doing="", asked=work.asked | {stage})

    def _budget(self, id_: str, requests: int) -> str:
        """What has to be waited for before that many requests of TiDB's side; empty: nothing."""
        wait_s = self._pace.wait_s(requests) if requests else 0.0
        if not wait_s:
            return ""
        self._list.later(id_, wait_s)
        return (
            f"Begins in {math.ceil(wait_s)} s: it takes {requests} requests of those that TiDB Cloud allows a minute."
        )

    def _put_off(self, work: Work, summary: str, wait_s: float) -> Work:
        self._list.later(work.id, wait_s, rests=True)
        return replace(work, doing="", waits=f"{summary} It is asked again in {math.ceil(wait_s)} s.")
