"""What every action stands on: errors in AWS's words, filters, pages, DryRun."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, ClassVar, TypeVar

from moto.core.responses import ActionResult
from moto.ec2.exceptions import DryRunClientError, EC2ClientError
from moto.ec2.responses import EC2Response

from tui.demo.cloud import Cloud
from tui.demo.records import Record

RecordT = TypeVar("RecordT", bound=Record)
Fields = Mapping[str, Callable[[RecordT], str | Iterable[str]]]
"""Filter name to the values it looks at."""

PRECONDITION_FAILED = 412


class DemoResponse(EC2Response):
    """moto's EC2 with one request at a time, on the demo's clock."""

    cloud: ClassVar[Cloud]

    def call_action(self) -> Any:
        """Answer the request; DryRun comes before any other check, as it asks for permission only."""
        with self.cloud.lock:
            self.cloud.settle()
            if self._get_bool_param("DryRun", if_none=False):
                _, headers, body = self.serialized(ActionResult(DryRunClientError()))
                return PRECONDITION_FAILED, headers, body
            return super().call_action()

    def _page(self, key: str, rows: Sequence[Any]) -> dict[str, Any]:
        """One page of `rows`; NextToken is where the next one starts."""
        start = _position(self._get_param("NextToken"))
        most = self.cloud.page_size
        stop = start + min(int(self._get_param("MaxResults") or most), most)
        token = base64.b64encode(str(stop).encode()).decode() if stop < len(rows) else None
        return {key: rows[start:stop], "NextToken": token}

    def _matching(self, records: Iterable[RecordT], fields: "Fields[RecordT]") -> list[RecordT]:
        """Those of `records` that pass every filter of the request."""
        wanted = self._filters_from_querystring()
        return [record for record in records if all(_passes(record, *item, fields) for item in wanted.items())]

    def _repeated(self, records: Iterable[RecordT]) -> RecordT | None:
        """What an earlier request with this ClientToken made."""
        token = self._get_param("ClientToken")
        found = next((record for record in records if token and record.client_token == token), None)
        if found is not None and found.request != self._request():
            raise EC2ClientError(
                "IdempotentParameterMismatch",
                "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
            )
        return found

    def _request(self) -> dict[str, Any]:
        return {name: value for name, value in self.params.items() if name not in {"ClientToken", "DryRun"}}


def unsuccessful(resource_id: str, code: str, message: str) -> dict[str, Any]:
    """An item of an `Unsuccessful` list."""
    return {"ResourceId": resource_id, "Error": {"Code": code, "Message": message}}


def _position(token: str | None) -> int:
    try:
        return int(base64.b64decode(token)) if token else 0
    except (ValueError, binascii.Error) as error:
        raise EC2ClientError("InvalidNextToken", f"The token '{token}' is invalid") from error


def _passes(record: RecordT, name: str, patterns: Iterable[str], fields: "Fields[RecordT]") -> bool:
    values = _values(record, name, fields)
    return any(fnmatchcase(value, pattern) for value in values for pattern in patterns)


def _values(record: RecordT, name: str, fields: "Fields[RecordT]") -> list[str]:
    if name == "tag-key":
        return [tag["Key"] for tag in record.tags()]
    if name.startswith("tag:"):
        return [tag["Value"] for tag in record.tags() if tag["Key"] == name.removeprefix("tag:")]
    if name not in fields:
        raise EC2ClientError("InvalidFilter", f"The filter '{name}' is invalid")
    value = fields[name](record)
    return [value] if isinstance(value, str) else list(value)
