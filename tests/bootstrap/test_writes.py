"""What writes is refused where one only reads; elsewhere it is audited and logged."""

import json
import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bootstrap.connecting import aws
from tests.fakes import VPCE_ID, service
from tui.domain.errors import ReadOnlyRefusal, Unreachable
from tui.local import places
from tui.settings.problems import SettingsError


@pytest.mark.usefixtures("signed_in")
async def test_read_only_is_in_the_label_and_refuses_to_write_on_both_sides(resources: ExitStack) -> None:
    runtime = aws(resources, regions="us-west-2", read_only="true", endpoint_url="http://127.0.0.1:1")
    assert (runtime.label, runtime.read_only) == ("default · read-only", True)
    with pytest.raises(ReadOnlyRefusal):
        await runtime.operations._aws[""].delete_vpc_endpoint("us-west-2", VPCE_ID)
    with pytest.raises(ReadOnlyRefusal):
        await runtime.operations._tidb.accept(service(), VPCE_ID)
    assert not places.state_folder("audit.jsonl").exists()


@pytest.mark.usefixtures("signed_in")
async def test_what_writes_is_audited_and_logged(
    resources: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    path = tmp_path / "logs" / "x.log"
    runtime = aws(resources, regions="us-west-2", endpoint_url="http://127.0.0.1:1", log_file=str(path))
    with pytest.raises(Unreachable):
        await runtime.operations._aws[""].delete_vpc_endpoint("us-west-2", VPCE_ID)
    with pytest.raises(Unreachable):
        await runtime.operations._tidb.accept(service(), VPCE_ID)
    await runtime.operations._flushed()
    audit = [json.loads(line) for line in places.state_folder("audit.jsonl").read_text().splitlines()]
    assert [(line["call"], line["account"]) for line in audit] == [
        ("delete_vpc_endpoint", ""),
        ("accept", "444455556666"),
    ]
    await runtime.poller.poll_once()
    resources.close()
    log = path.read_text()
    assert re.search(r"WARNING tui.providers.logged delete_vpc_endpoint us-west-2 \S+ s .*Unreachable Endpoint", log)
    assert re.search(r"INFO tui.monitor.poller polled: 0 rows, failed: \['TiDB', 'AWS'\]", log)


@pytest.mark.usefixtures("signed_in")
def test_a_log_that_cannot_be_opened_is_one_clear_error(resources: ExitStack, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"log_file: .*: Is a directory\."):
        aws(resources, regions="us-west-2", log_file=str(tmp_path))
