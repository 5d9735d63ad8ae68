"""What is read of botocore's models is what they say."""

import json
from pathlib import Path

import botocore
import pytest
from botocore.loaders import JSONFileLoader

from tui.providers.models import Entries, ModelFiles, model

DATA = Path(botocore.__file__).parent / "data"


@pytest.mark.parametrize("service", ["ec2", "elbv2", "sts"])
def test_an_entry_is_what_the_whole_file_says_of_it(service: str) -> None:
    file = max(DATA.glob(f"{service}/*/service-2.json.gz"))
    path = str(file).removesuffix(".json.gz")
    read, whole = ModelFiles().load_file(path), JSONFileLoader().load_file(path)
    assert {name: type(read[name]) for name in ("operations", "shapes")} == {"operations": Entries, "shapes": Entries}
    assert {name: dict(part) if isinstance(part, Entries) else part for name, part in read.items()} == whole


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
