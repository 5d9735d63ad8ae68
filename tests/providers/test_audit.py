"""Every call that changes something leaves a line, however it ends."""

import asyncio
import errno
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clock import FrozenClock
from tests.demo.running import OPERATOR_KEY, REGION, DemoCloud
from tests.fakes import ACCOUNT, VPCE_ID, FakeAws, FakeTidb, cluster, request, service
from tests.providers.test_guarded import WRITES
from tests.screens.worlds import never_answers
from tui.domain.endpoints import EndpointChange
from tui.domain.errors import InvalidRequest, NotFound, Unreachable
from tui.domain.parts import whole
from tui.providers.audit import AuditFile, account_of_cluster, audited
from tui.providers.aws import Boto3Aws
from tui.providers.session import Access, Clients


class Audit:
    """Both fakes under audit, and the lines in the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[str] = []
        self.fake_aws, self.clock = FakeAws(), FrozenClock()
        self.fake_tidb = FakeTidb(self.fake_aws)
        self.fake_tidb.clusters, self.fake_tidb.services = [cluster()], [service()]
        self.file = AuditFile(path, self.told.append)
        self.aws = audited(self.fake_aws, self.file, self.clock.now, lambda _: ACCOUNT)
        self.tidb = audited(self.fake_tidb, self.file, self.clock.now, account_of_cluster)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text("ascii").splitlines()]


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(tmp_path / "state" / "audit.jsonl")


async def test_a_change_leaves_when_who_what_with_what_and_how_it_ended(audit: Audit) -> None:
    made = await audit.aws.create_vpc_endpoint(request(service()))
    audit.clock.advance(0.25)
    await audit.aws.modify_vpc_endpoint(REGION, made.id, EndpointChange(add_groups=("sg-1",)))
    first, second = audit.lines
    assert (first["at"], first["account"], first["call"], first["result"]) == (
        "2026-08-01T12:00:00.000Z",
        ACCOUNT,
        "create_vpc_endpoint",
        "ok",
    )
    assert first["parameters"]["request"]["vpc_id"] == request(service()).vpc_id
    assert second["at"] == "2026-08-01T12:00:00.250Z"
    assert second["parameters"]["vpc_endpoint_id"] == made.id
    assert second["parameters"]["change"]["add_groups"] == ["sg-1"]


@pytest.mark.parametrize("name", WRITES)
async def test_every_write_is_audited_with_its_account(audit: Audit, name: str) -> None:
    on_tidb = hasattr(audit.fake_tidb, name)
    (audit.fake_tidb if on_tidb else audit.fake_aws).fail[name] = InvalidRequest("no", code="IncorrectState")
    with pytest.raises(InvalidRequest):
        await getattr(audit.tidb if on_tidb else audit.aws, name)(*WRITES[name])
    (line,) = audit.lines
    assert (line["call"], line["result"]) == (name, "IncorrectState")
    assert line["account"] == ("444455556666" if on_tidb else ACCOUNT)


async def test_the_parameters_have_their_names_also_around_what_is_around(audit: Audit) -> None:
    await audited(audit.aws, audit.file, audit.clock.now, lambda _: "").delete_vpc_endpoint(REGION, VPCE_ID)
    names = {"region": REGION, "vpc_endpoint_id": VPCE_ID}
    assert [line["parameters"] for line in audit.lines] == [names, names]


async def test_reading_leaves_no_line(audit: Audit) -> None:
    await audit.aws.list_vpcs(REGION)
    whole(await audit.tidb.list_connections([service()]))
    assert not audit.path.exists()


async def test_an_error_without_a_code_leaves_its_kind(audit: Audit) -> None:
    audit.fake_tidb.fail["accept"] = Unreachable("no answer")
    with pytest.raises(Unreachable):
        await audit.tidb.accept(service(), VPCE_ID)
    assert audit.lines[0]["result"] == "Unreachable"


async def test_a_call_that_was_left_before_its_answer_leaves_a_line_too(audit: Audit) -> None:
    never_answers(audit.fake_tidb, "reject")
    calling = asyncio.ensure_future(audit.tidb.reject(service(), VPCE_ID))
    await asyncio.sleep(0)
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    assert audit.lines[0]["result"] == "unanswered"


async def test_the_file_is_for_the_owner_alone_and_only_grows(audit: Audit) -> None:
    for _ in range(2):
        await audit.aws.delete_vpc_endpoint(REGION, VPCE_ID)
    assert len(audit.lines) == 2
    assert stat.S_IMODE(audit.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(audit.path.parent.stat().st_mode) == 0o700


async def test_a_hostile_name_stays_on_its_line_and_obeyed_by_no_terminal(audit: Audit) -> None:
    hostile = "a\nb\x1b[2J\u202e\U0001f980"
    await audit.tidb.ensure_service(cluster(hostile, id="local"), "")
    text = audit.path.read_text("ascii")
    assert text.count("\n") == 1
    assert text.rstrip("\n").isprintable()
    assert (audit.lines[0]["parameters"]["cluster"]["name"], audit.lines[0]["account"]) == (hostile, "")


async def test_a_cluster_of_tidb_cloud_is_in_no_account_of_aws(audit: Audit) -> None:
    await audit.tidb.ensure_service(cluster(id="10757937805044000001"), "")
    (line,) = audit.lines
    assert (line["account"], line["parameters"]["cluster"]["id"]) == ("", "10757937805044000001")


async def test_a_full_disk_stops_nothing_and_is_told_once(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "open", full)
    for _ in range(2):
        await audit.aws.delete_vpc_endpoint(REGION, VPCE_ID)
    assert audit.fake_aws.called("delete_vpc_endpoint") == 2
    assert audit.told == [f"What is changed cannot be noted in {audit.path}: No space left on device."]


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoCloud]:
    with DemoCloud() as made:
        yield made


async def test_the_ids_that_aws_gave_the_requests_are_in_the_line(cloud: DemoCloud, audit: Audit) -> None:
    clients = Clients(Access(endpoint_url=cloud.url, key=(OPERATOR_KEY, "demo")))
    aws = audited(Boto3Aws(clients), audit.file, audit.clock.now, lambda _: ACCOUNT)
    try:
        with pytest.raises(NotFound) as caught:
            await aws.admit_port(REGION, "nonsense", 4000, "10.0.0.0/16")
    finally:
        clients.close()
    (line,) = audit.lines
    assert line["requests"] == [f"AuthorizeSecurityGroupIngress {caught.value.request_id}"]
    assert caught.value.request_id
    assert line["result"] == caught.value.code
