"""botocore's API models, read only as far as they are used.

EC2's is 4 MB of JSON of which this program needs a fiftieth. Parsed whole it takes 30 MB, and 0.2 s in one call that
no other thread can interrupt: keys would wait for it.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from botocore.loaders import JSONFileLoader, Loader

USED = {
    "ec2": (
        "AcceptVpcEndpointConnections",
        "AuthorizeSecurityGroupIngress",
        "CreateVpcEndpoint",
        "CreateVpcEndpointServiceConfiguration",
        "DeleteVpcEndpointServiceConfigurations",
        "DeleteVpcEndpoints",
        "DescribeAvailabilityZones",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeVpcAttribute",
        "DescribeVpcEndpointConnections",
        "DescribeVpcEndpointServiceConfigurations",
        "DescribeVpcEndpointServicePermissions",
        "DescribeVpcEndpointServices",
        "DescribeVpcEndpoints",
        "DescribeVpcs",
        "ModifyVpcAttribute",
        "ModifyVpcEndpoint",
        "ModifyVpcEndpointServicePermissions",
        "RejectVpcEndpointConnections",
        "StartVpcEndpointServicePrivateDnsVerification",
    ),
    "elbv2": ("DescribeLoadBalancers", "DescribeTags"),
}
"""What this program asks of services with many operations; a client gets a method for each that its model has."""
_OPERATIONS, _SHAPES, _END = b'\n  "operations":{', b'\n  },\n  "shapes":{', b"\n  }"
_ENTRY = re.compile(rb'\n    "(\w+)":')
"""How botocore's files are laid out: an entry of a section stands four blanks deep, all in it deeper."""


class Entries(Mapping[str, Any]):
    """A section of a model, from `start` to `end` of `text`; each entry is parsed when it is asked for."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        self._text = text
        found = list(_ENTRY.finditer(text, start, end))
        ends = [each.start() for each in found[1:]] + [end]
        self._places = {each[1].decode(): (each.end(), till) for each, till in zip(found, ends, strict=True)}

    def __getitem__(self, name: str) -> Any:
        start, end = self._places[name]
        return json.loads(self._text[start:end].rstrip(b","))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def model(text: bytes) -> Any:
    """What a file says; operations and shapes as Entries where it is laid out as expected."""
    operations = text.find(_OPERATIONS)
    shapes = text.find(_SHAPES, operations)
    end = text.find(_END, shapes + len(_SHAPES))
    if -1 in {operations, shapes, end}:
        return json.loads(text)
    rest = json.loads(text[:operations].rstrip(b",") + text[end + len(_END) :])
    return rest | {"operations": Entries(text, operations, shapes), "shapes": Entries(text, shapes, end)}


class ModelFiles(JSONFileLoader):
    """botocore's reader of JSON files, but for the parsing."""

    def load_file(self, file_path: str) -> Any:
        file, packed = Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")
        if file.is_file():
            return _as_used(model(file.read_bytes()), file)
        return _as_used(model(gzip.decompress(packed.read_bytes())), file) if packed.is_file() else None


class Models(Loader):
    """botocore's loader, quicker, and with threads that ask for the same file at once none is read twice."""

    FILE_LOADER_CLASS = ModelFiles
    _lock = RLock()

    def load_data_with_path(self, name: str) -> Any:
        with self._lock:
            return super().load_data_with_path(name)

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - botocore's signature
        """Every folder: botocore looks into all 400 for a file of the type, to know one of them."""
        roots = [Path(root) for root in self.search_paths]
        return sorted({each.name for root in roots if root.is_dir() for each in root.iterdir() if each.is_dir()})


def _as_used(read: Any, file: Path) -> Any:
    """`read`, a file `SERVICE/VERSION/service-2.json`, with those of its operations alone that are USED."""
    used = USED.get(file.parts[-3]) if file.name == "service-2.json" else None
    return read | {"operations": {name: read["operations"][name] for name in used}} if used else read
