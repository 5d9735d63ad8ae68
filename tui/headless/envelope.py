"""A view as JSON: its fields by their names, in an envelope that says how whole it is."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from tui.domain.snapshot import Snapshot
from tui.views.sources import not_read


def envelope(kind: str, value: object, snapshot: Snapshot) -> str:
    """One line of JSON, in ASCII: nothing in it is obeyed by a terminal. See assets/schemas/output.json."""
    whole = {
        "schema": f"tidb-pe/{kind}/1",
        "as_of": snapshot.as_of,
        "complete": snapshot.complete,
        "problems": not_read(snapshot),
        "data": value,
    }
    return json.dumps(as_data(whole))


def as_data(value: object) -> Any:
    """`value` in what JSON has: objects for values, ISO 8601 in UTC for times."""
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value
