"""An API as its published description has it: which operations there are, and what fits them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.demo.tidb_cloud import schema
from tui.demo.tidb_cloud.refusal import invalid, not_found

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a request that fits the description asks for, in its types."""

    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any


@dataclass(frozen=True, slots=True)
class Operation:
    """A method on a path, such as `ClusterService_ListClusters`; IAM's have no ID and are called `GET /v1beta1/…`."""

    id: str
    method: str
    path: str
    description: Json

    def arguments(self, path: Mapping[str, str], query: Sequence[tuple[str, str]], body: bytes) -> Arguments:
        """Read a request; RefusedError if it does not fit."""
        unknown = {name for name, _ in query} - {each["name"] for each in self._parameters("query")}
        if unknown:
            raise invalid(f"unknown query parameter {min(unknown)!r}")
        given = {each["name"]: _value(each, query) for each in self._parameters("query")}
        wanted = {name: value for name, value in given.items() if value is not None}
        for each in self._parameters("path"):
            self._check(each, path[each["name"]])
        for each in self._parameters("query"):
            if each["name"] in wanted or each.get("required"):
                self._check(each, wanted.get(each["name"]))
        return Arguments(path, wanted, self._body(body))

    def answer_problem(self, status: int, body: Any) -> str:
        """Why `body` must not be answered with `status`; empty if it may."""
        responses = self._spec["responses"]
        described = str(status) if str(status) in responses else "default"
        if described not in responses:
            return ""  # the gateway's answers are in no description
        return schema.problem(self.description, f"{self._pointer}/responses/{described}/schema", body, request=False)

    @property
    def _spec(self) -> Json:
        spec: Json = self.description["paths"][self.path][self.method.lower()]
        return spec

    @property
    def _pointer(self) -> str:
        return f"/paths/{self.path.replace('~', '~0').replace('/', '~1')}/{self.method.lower()}"

    def _parameters(self, place: str) -> list[Json]:
        return [each for each in self._spec.get("parameters", ()) if each["in"] == place]

    def _check(self, parameter: Json, value: Any) -> None:
        rules = {name: rule for name, rule in parameter.items() if name not in {"in", "name", "required", "default"}}
        if wrong := schema.problem(rules, "", value, request=True):
            raise invalid(f"{parameter['name']}: {wrong}")

    def _body(self, raw: bytes) -> Any:
        index = next((at for at, each in enumerate(self._spec["parameters"]) if each["in"] == "body"), None)
        if index is None:
            if raw:
                raise invalid("a body is not expected")
            return {}
        body = _parsed(raw)
        pointer = f"{self._pointer}/parameters/{index}/schema"
        if wrong := schema.problem(self.description, pointer, body, request=True):
            raise invalid(wrong)
        return body


class Description:
    """The operations of one API."""

    def __init__(self, path: Path) -> None:
        whole = json.loads(path.read_text("utf-8"))
        self._base = whole.get("basePath", "")
        self.operations = [
            Operation(spec.get("operationId") or f"{method.upper()} {self._base}{path}", method.upper(), path, whole)
            for path, methods in whole["paths"].items()
            for method, spec in methods.items()
        ]
        self._patterns = [_pattern(self._base + each.path) for each in self.operations]

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        """The operation that a request is for, and the parameters in its path; RefusedError if there is none."""
        for operation, pattern in zip(self.operations, self._patterns, strict=True):
            if operation.method == method and (found := pattern.fullmatch(path)):
                return operation, dict(zip(_names(operation.path), found.groups(), strict=True))
        raise not_found("operation", f"{method} {path}")


def _names(path: str) -> list[str]:
    return re.findall(r"\{([^}]*)\}", path)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("([^/:]+)".join(re.escape(part) for part in re.split(r"\{[^}]*\}", path)))


def _value(parameter: Json, query: Sequence[tuple[str, str]]) -> Any:
    given = [text for name, text in query if name == parameter["name"]]
    if parameter["type"] == "array":
        return given or None
    if len(given) > 1:
        raise invalid(f"{parameter['name']} is given more than once")
    return _typed(parameter["type"], given[0]) if given else None


def _typed(kind: str, text: str) -> Any:
    """`text` in the type that the description names, or as it is, which the check then refuses."""
    if kind == "integer" and re.fullmatch(r"-?\d{1,19}", text, re.ASCII):
        return int(text)
    return {"true": True, "false": False}.get(text, text) if kind == "boolean" else text


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise invalid("the body is not JSON") from error
