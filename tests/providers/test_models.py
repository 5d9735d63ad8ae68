"""What is read of botocore's models is what they say."""

import gzip
import json
import re
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import botocore
import pytest
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.loaders import JSONFileLoader, Loader

import tui.providers
from tui.domain import requests
from tui.providers.models import USED, Entries, ModelFiles, Models, model

DATA = Path(botocore.__file__).parent / "data"


def path_of(service: str, kind: str = "service-2") -> str:
    return str(max(DATA.glob(f"{service}/*/{kind}.json.gz"))).removesuffix(".json.gz")


@pytest.mark.parametrize("service", ["ec2", "elbv2", "sts"])
def test_an_entry_is_what_the_whole_file_says_of_it(service: str) -> None:
    read, whole = model(gzip.decompress(Path(f"{path_of(service)}.json.gz").read_bytes())), load_whole(service)
    assert {name: type(read[name]) for name in ("operations", "shapes")} == {"operations": Entries, "shapes": Entries}
    assert {name: dict(part) if isinstance(part, Entries) else part for name, part in read.items()} == whole


@pytest.mark.parametrize("service", ["ec2", "elbv2", "pricing", "sts"])
def test_a_client_is_made_of_the_operations_that_are_used_where_a_service_has_many(service: str) -> None:
    operations, whole = ModelFiles().load_file(path_of(service))["operations"], load_whole(service)["operations"]
    assert dict(operations) == {name: whole[name] for name in USED.get(service, whole)}


def load_whole(service: str) -> Any:
    return JSONFileLoader().load_file(path_of(service))


def test_what_is_used_is_what_the_providers_ask_for() -> None:
    asked = re.compile(r'\b(ec2|elbv2)\.(?:get_paginator\("(\w+)"|(\w+)\()')
    source = "".join(path.read_text() for path in Path(tui.providers.__file__).parent.glob("*.py"))
    found = {(service, page or call) for service, page, call in asked.findall(source)} - {
        ("ec2", "get_paginator"),
        ("elbv2", "get_paginator"),
    }
    found |= {("ec2", write) for write in re.findall(r'\bRequest\("(\w+)"', Path(requests.__file__).read_text())}
    assert found == {(service, xform_name(name)) for service, names in USED.items() for name in names}


def test_every_service_is_known_and_one_that_is_not_there_is_not() -> None:
    assert set(Loader().list_available_services("service-2")) <= set(Models([]).list_available_services("service-2"))
    with pytest.raises(UnknownServiceError, match="ec3"):
        Models([]).load_service_model("ec3", "service-2")


def test_what_is_not_packed_is_read_too() -> None:
    assert ModelFiles().load_file(str(DATA / "endpoints")) == JSONFileLoader().load_file(str(DATA / "endpoints"))


def test_there_is_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    assert ModelFiles().load_file(str(tmp_path / "service-2")) is None


@pytest.mark.parametrize(
    "text",
    [
        b'{"operations":{"A":{"name":"A"}},"shapes":{"B":{}}}',
        b'{\n  "operations":{\n    "A":{}\n  },\n  "shapes":{}\n}',
        b'{\n  "operations":{\n    "A":{},\n    "B":{}\n  },\n  "shapes":{\n    "C":{"type":"string"}\n  }\n}',
    ],
)
def test_a_file_of_another_layout_says_the_same(text: bytes) -> None:
    assert {name: dict(part) for name, part in model(text).items()} == json.loads(text)


def test_threads_that_ask_for_a_file_at_once_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, read = Barrier(2, timeout=10), list[str]()

    def load_file(_: object, path: str) -> Any:
        read.append(path)
        return JSONFileLoader().load_file(path)

    def load() -> None:
        begun.wait()
        models.load_data_with_path("endpoints")

    monkeypatch.setattr(ModelFiles, "load_file", load_file)
    models, threads = Models([]), [Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([path for path in read if path.endswith("endpoints")]) == 1
