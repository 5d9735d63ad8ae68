"""A line for every call that changes something: JSON, appended, readable by the owner alone."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tui.domain.errors import PrivateEndpointError
from tui.local.writer import AtOnce, Writing, tell_end
from tui.providers.around import Call, around
from tui.providers.base import READS
from tui.providers.requests import collected

P = TypeVar("P")

OK, UNANSWERED = "ok", "unanswered"
"""Results beside the error codes; the second where the program was left before the answer."""

_ACCOUNT_OF_ARN = 4


class AuditFile:
    """Appends lines to `path`; a file that cannot be written stops nothing, and is told to `tell` once."""

    def __init__(self, path: Path, tell: Callable[[str], None], writer: Writing | None = None) -> None:
        self._path, self._tell, self._writer = path, tell, writer or AtOnce()
        self._told = False

    def append(self, line: str) -> None:
        """Add one line, sooner or later: no call waits for the disk."""
        tell_end(self._writer.put(object(), lambda: self._write(line)), self._noted)

    def _write(self, line: str) -> None:
        """One write, so that two programs never mix theirs."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.write(f"{line}\n".encode())

    def _noted(self, error: BaseException | None) -> None:
        if isinstance(error, OSError):
            if not self._told:
                self._told = True
                self._tell(f"What is changed cannot be noted in {self._path}: {error.strerror}.")
        elif error:
            raise error


def audited(provider: P, file: AuditFile, now: Callable[[], datetime], account: Callable[[Call], str]) -> P:
    """`provider`, with a line in `file` for each call that is not one of READS: when, account, call, with what, result.

    The line is written when the call ended, however it did. `account` says whose account a call changes.
    """

    async def audit(call: Call) -> Any:
        if call.name in READS:
            return await call.make()
        began, result = now(), UNANSWERED
        with collected() as requests:
            try:
                answer = await call.make()
                result = OK
            except PrivateEndpointError as error:
                result = error.code or type(error).__name__
                raise
            finally:
                file.append(_line(began, account(call), call, requests, result))
        return answer

    return around(provider, audit)


def account_of_cluster(call: Call) -> str:
    """The account that the load balancer of the call's cluster is in, by its ARN; empty where it has none."""
    cluster, service = call.parameters.get("cluster"), call.parameters.get("service")
    parts = (cluster.id if cluster else service.cluster_id if service else "").split(":")
    return parts[_ACCOUNT_OF_ARN] if len(parts) > _ACCOUNT_OF_ARN else ""


def _line(began: datetime, account: str, call: Call, requests: list[str], result: str) -> str:
    """ASCII: whatever a name holds, a terminal that shows the file obeys nothing in it."""
    values = {
        "at": began.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "account": account,
        "call": call.name,
        "parameters": {key: _plain(value) for key, value in call.parameters.items()},
        "requests": requests,
        "result": result,
    }
    return json.dumps(values, default=str)


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
