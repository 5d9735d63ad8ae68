"""`export --format shell`, run by bash with stand-ins for `aws`, `curl` and `sleep`."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.samples import OPEN_GROUP, REGION, VPC_ID, VPCE_ID, service
from tests.views.exports.samples import CLOSED, HOSTILE, NO_HOSTNAMES, endpoint, self_managed, tidb_cloud
from tui.domain import commands
from tui.domain.commands import CommandContext
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointRequest
from tui.views.exports.inputs import ExportInputs
from tui.views.exports.script import script

KEYS = {"TIDBCLOUD_PUBLIC_KEY": "public", "TIDBCLOUD_PRIVATE_KEY": "hush"}
MADE = "vpce-0fedcba9876543210"
AWS = """\
#!/usr/bin/env bash
printf '%s\\0' aws "$@" end >> calls
case "$2 $*" in
  authorize-*) cat refusal >&2; [ ! -s refusal ] ;;
  create-*) echo pendingAcceptance > state; echo MADE ;;
  accept-*) echo available > state ;;
  modify-vpc-endpoint\\ *) echo True > dns ;;
  *PrivateDnsEnabled) cat dns ;;
  *State) cat state; if [ "$(cat state)" = pending ]; then echo available > state; fi ;;
  describe-*) cat found ;;
esac
"""
CURL = """\
#!/usr/bin/env bash
printf '%s\\0' curl "$@" end >> calls
echo available > state
printf '{} %s' "$(cat answer)"
"""


@dataclass
class Ran:
    returncode: int
    stdout: str
    calls: list[list[str]]
    """Every command that was started, as words."""

    def asked(self) -> list[str]:
        """What was changed, in order."""
        return [call[2] if call[0] == "aws" else "curl" for call in self.calls if not call[2].startswith("describe-")]

    def words(self, operation: str) -> list[str]:
        return next(call for call in self.calls if operation in call)


@dataclass
class Shell:
    folder: Path

    def have(self, **files: str) -> None:
        """What AWS and TiDB Cloud answer: the endpoint `found`, its `state` and so on."""
        for name, text in files.items():
            (self.folder / name).write_text(text)

    def run(self, inputs: ExportInputs, keys: Mapping[str, str] = KEYS) -> Ran:
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-s"],
            input=script(inputs),
            cwd=self.folder,
            env={"PATH": path, **keys},
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        log = self.folder / "calls"
        words = log.read_text().split("\0end\0")[:-1] if log.exists() else []
        log.unlink(missing_ok=True)
        return Ran(done.returncode, done.stdout, [each.split("\0") for each in words])


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Where the endpoint waits to be accepted."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("aws", AWS.replace("MADE", MADE)), ("curl", CURL), ("sleep", "#!/bin/sh\n")):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    made = Shell(tmp_path)
    made.have(found=VPCE_ID, state="pendingAcceptance", dns="False", refusal="", answer="200")
    return made


@pytest.mark.parametrize(
    "inputs",
    [
        self_managed(),
        self_managed(checks=(CLOSED, NO_HOSTNAMES), cluster=replace(self_managed().cluster, name=HOSTILE)),
        tidb_cloud(endpoint=endpoint("rejected")),
    ],
)
def test_bash_takes_it(inputs: ExportInputs) -> None:
    done = subprocess.run(["bash", "-n"], input=script(inputs), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_all_steps_in_order_and_the_id_alone_on_stdout(shell: Shell) -> None:
    shell.have(found="None")
    ran = shell.run(self_managed(checks=(CLOSED, NO_HOSTNAMES)))
    assert (ran.returncode, ran.stdout) == (0, f"{MADE}\n")
    assert ran.asked() == [
        "modify-vpc-attribute",
        "authorize-security-group-ingress",
        "modify-vpc-endpoint-service-permissions",
        "create-vpc-endpoint",
        "accept-vpc-endpoint-connections",
        "modify-vpc-endpoint",
    ]
    assert MADE in ran.words("accept-vpc-endpoint-connections")
    assert MADE in ran.words("modify-vpc-endpoint")


def test_run_again_it_makes_no_second_endpoint(shell: Shell) -> None:
    for _ in range(2):
        ran = shell.run(self_managed())
        assert (ran.returncode, ran.stdout) == (0, f"{VPCE_ID}\n")
        assert "create-vpc-endpoint" not in ran.asked()
    assert "accept-vpc-endpoint-connections" not in ran.asked()


def test_it_waits_until_aws_is_done(shell: Shell) -> None:
    shell.have(state="pending")
    ran = shell.run(self_managed())
    assert ran.returncode == 0
    assert ran.asked()[-1] == "modify-vpc-endpoint"


@pytest.mark.parametrize("state", ["rejected", "failed", "deleted"])
def test_an_endpoint_that_ended_ends_it(shell: Shell, state: str) -> None:
    shell.have(state=state)
    ran = shell.run(self_managed())
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "modify-vpc-endpoint" not in ran.asked()


def test_a_rule_that_is_there_is_no_failure_and_another_refusal_is(shell: Shell) -> None:
    inputs = self_managed(checks=(CLOSED,))
    shell.have(refusal="An error occurred (InvalidPermission.Duplicate) when calling ...")
    assert shell.run(inputs).returncode == 0
    shell.have(refusal="An error occurred (UnauthorizedOperation) when calling ...")
    ran = shell.run(inputs)
    assert (ran.returncode, ran.asked()) == (1, ["authorize-security-group-ingress"])


@pytest.mark.parametrize(("answer", "code"), [("200", 0), ("409", 0), ("401", 1), ("500", 1)])
def test_tidb_cloud_accepts_by_its_api(shell: Shell, answer: str, code: int) -> None:
    shell.have(answer=answer)
    ran = shell.run(tidb_cloud())
    assert ran.returncode == code
    call = ran.words("--digest")
    assert call[call.index("--user") + 1] == "public:hush"
    assert call[call.index("--data") + 1] == f'{{"endpointId":"{VPCE_ID}"}}'
    assert call[-1].endswith("/v1beta1/clusters/9245/tidbNodeGroups/77/privateEndpointConnections")


def test_keys_come_from_the_environment_alone(shell: Shell) -> None:
    secret = CommandContext((), (("AWS_SECRET_ACCESS_KEY", "hush"),))
    inputs = tidb_cloud(aws=CommandContext(secret.options))
    assert "hush" not in script(inputs)
    ran = shell.run(inputs, keys={})
    assert (ran.returncode != 0, ran.calls) == (True, [])


def test_the_commands_are_those_that_copy_gives() -> None:
    inputs = self_managed(checks=(CLOSED, NO_HOSTNAMES))
    said, named = script(inputs), endpoint()
    token, id_ = "<your_token>", "<your_vpc_endpoint_id>"
    wanted = EndpointRequest(token, REGION, service().name, VPC_ID, named.subnet_ids, named.security_group_ids)
    copied = (
        commands.create_vpc_endpoint(wanted, inputs.aws),
        commands.enable_private_dns(Draft("", region=REGION), inputs.aws),
        commands.admit_port(REGION, OPEN_GROUP, 4000, "10.0.0.0/16", inputs.aws),
        inputs.tidb.accept(service(), inputs.cluster, id_),
    )
    for command in copied:
        filled = str(command).replace(f'"{token}"', '"\'"$token"\'"').replace(token, '"$token"')
        assert filled.replace(id_, '"$endpoint"') in said


def test_nothing_from_outside_is_obeyed(shell: Shell) -> None:
    shell.have(found="None")
    name = HOSTILE.replace("\n", " ")  # a word with a line break is one word, too, but no name of AWS's filters
    inputs = tidb_cloud(
        cluster=replace(tidb_cloud().cluster, name=HOSTILE, id=HOSTILE),
        service=replace(service(), name=name),
        aws=CommandContext(("--profile", HOSTILE)),
    )
    ran = shell.run(inputs)
    assert (ran.returncode, ran.stdout) == (0, f"{MADE}\n")
    create = ran.words("create-vpc-endpoint")
    assert create[create.index("--service-name") + 1] == name
    assert create[create.index("--profile") + 1] == HOSTILE
    assert not (shell.folder / "pwned").exists()


def test_the_token_and_tag_of_a_new_endpoint_are_one_word_each(shell: Shell) -> None:
    shell.have(found="None")
    create = shell.run(self_managed()).words("create-vpc-endpoint")
    token = create[create.index("--client-token") + 1]
    assert shlex.quote(token) == token
    assert f'{{"Key":"tidb-pe:draft","Value":"{token}"}}' in create[create.index("--tag-specifications") + 1]
