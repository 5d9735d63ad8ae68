"""JSON Schema as TiDB Cloud's descriptions mean it: Swagger 2.0's flavour of Draft 4, read strictly.

Stricter than the letter in two ways, so that a slip is found here and not in service: an object with `properties` has
no others, and a request has no `readOnly` ones.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT4

BASE = "urn:tidb-cloud"
FORMATS = FormatChecker(())


def problem(description: dict[str, Any], pointer: str, value: Any, *, request: bool) -> str:
    """What is wrong with `value`, by the schema at `pointer` in `description`; empty if nothing is."""
    registry: Registry[Any] = Registry().with_resource(BASE, DRAFT4.create_resource(description))
    validator = (_Request if request else _Answer)(
        {"$ref": f"{BASE}#{pointer}"}, registry=registry, format_checker=FORMATS
    )
    found = next(iter(validator.iter_errors(value)), None)
    return f"{found.json_path}: {found.message}" if found else ""


@FORMATS.checks("int32")
def _is_int32(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """`type`, but that `x-nullable` admits null."""
    if not (value is None and schema.get("x-nullable")):
        yield from Draft4Validator.VALIDATORS["type"](validator, types, value, schema)


def _closed(validator: Any, properties: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """`properties`, and no others unless `additionalProperties` admits them."""
    yield from Draft4Validator.VALIDATORS["properties"](validator, properties, value, schema)
    if isinstance(value, dict) and "additionalProperties" not in schema:
        for name in value.keys() - properties.keys():
            yield ValidationError(f"unknown field {name!r}")


def _read_only(_validator: Any, read_only: Any, _value: Any, _schema: Any) -> Iterator[ValidationError]:
    if read_only:
        yield ValidationError("is read only")


_extend: Any = extend  # its stub has no types
_Answer = _extend(Draft4Validator, {"type": _type, "properties": _closed})
_Request = _extend(_Answer, {"readOnly": _read_only})
