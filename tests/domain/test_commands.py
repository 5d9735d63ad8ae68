"""The `aws` command lines: placeholders until known, then run as they stand."""

import json
import shlex
from dataclasses import replace

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, TOKEN, VPC_ID, VPCE_ID
from tui.domain.commands import (
    Command,
    CommandContext,
    admit_port,
    create_vpc_endpoint,
    delete_vpc_endpoint,
    enable_private_dns,
    modify_vpc_endpoint,
    turn_on_dns,
)
from tui.domain.draft import Draft, asked
from tui.domain.endpoints import EndpointChange
from tui.domain.ids import Box
from tui.domain.network import DnsAttribute

PLAIN = CommandContext()
SERVICE_NAME = "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0"
EMPTY = Draft(TOKEN, "c")
FULL = Draft(TOKEN, "c", "", "us-west-2", VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,), VPCE_ID)


def test_an_empty_create_command_has_the_documents_placeholders_in_its_order() -> None:
    command = create_vpc_endpoint(asked(EMPTY, "", None), PLAIN)
    assert command.missing == (
        "<your_vpc_id>",
        "<your_region>",
        "<your_endpoint_service_name>",
        "<your_application_subnet_ids>",
    )
    assert str(command).startswith(
        "aws ec2 create-vpc-endpoint --vpc-id <your_vpc_id> --region <your_region>"
        " --service-name <your_endpoint_service_name> --vpc-endpoint-type Interface"
        " --subnet-ids <your_application_subnet_ids>"
    )


def test_a_full_create_command_misses_nothing_and_can_be_found_again() -> None:
    command = create_vpc_endpoint(asked(FULL, SERVICE_NAME, None), PLAIN)
    assert command.missing == ()
    words = shlex.split(str(command))
    assert words == list(command.argv)
    assert words[words.index("--subnet-ids") + 1 :][:2] == list(SUBNET_IDS[:2])
    assert words[words.index("--security-group-ids") + 1] == OPEN_GROUP
    assert words[words.index("--client-token") + 1] == TOKEN
    labels = [{"Key": "tidb-pe:draft", "Value": TOKEN}, {"Key": "Name", "Value": "tidb-pe"}]
    assert json.loads(words[-1]) == [{"ResourceType": "vpc-endpoint", "Tags": labels}]
    assert "--no-private-dns-enabled" in words


def test_without_security_groups_aws_takes_its_default() -> None:
    assert "--security-group-ids" not in create_vpc_endpoint(asked(EMPTY, SERVICE_NAME, None), PLAIN).argv


@pytest.mark.parametrize(
    ("box", "text", "placeholder"),
    [
        (Box.VPC, "vpc-12", "<your_vpc_id>"),
        (Box.SUBNETS, f"{SUBNET_IDS[0]} subnet-1", "<your_application_subnet_ids>"),
        (Box.GROUPS, "sg-0123456789abcde", "<your_security_group_ids>"),
        (Box.GROUPS, f"{OPEN_GROUP} sg-0", "<your_security_group_ids>"),
    ],
)
def test_a_box_that_cannot_be_read_is_a_placeholder_whatever_else_it_has(box: Box, text: str, placeholder: str) -> None:
    """A security group two digits short is not the VPC's default group."""
    creating = replace(FULL, vpc_endpoint_id="").enter(box, text)
    command = create_vpc_endpoint(asked(creating, SERVICE_NAME, None), PLAIN)
    assert command.missing == (placeholder,)
    assert OPEN_GROUP not in command.argv or box is not Box.GROUPS


def test_the_dns_command_names_endpoint_and_region() -> None:
    expected = f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID} --region us-west-2 --private-dns-enabled"
    assert str(enable_private_dns(FULL, PLAIN)) == expected
    assert enable_private_dns(EMPTY, PLAIN).missing == ("<your_vpc_endpoint_id>", "<your_region>")


def test_options_and_environment_go_with_every_command() -> None:
    context = CommandContext(("--endpoint-url", "http://127.0.0.1:5000"), (("AWS_ACCESS_KEY_ID", "demo-operator"),))
    text = str(enable_private_dns(FULL, context))
    assert text.startswith("AWS_ACCESS_KEY_ID=demo-operator aws ec2 ")
    assert text.endswith("--endpoint-url http://127.0.0.1:5000")


def test_a_placeholder_inside_a_word_is_missing_too() -> None:
    assert Command(("curl", "https://x/<your_tidb_node_group_id>/y")).missing == ("<your_tidb_node_group_id>",)


@pytest.mark.parametrize("hostile", ["$(reboot)", "a;b", "it's", "a b", "\x1b[2J", "`id`"])
def test_whatever_a_value_holds_the_shell_reads_it_as_one_word(hostile: str) -> None:
    command = Command(("aws", hostile), (("NAME", hostile),))
    assert shlex.split(str(command)) == [f"NAME={hostile}", "aws", hostile]


def test_a_dns_attribute_is_turned_on_by_the_value_that_the_shell_leaves_alone() -> None:
    command = turn_on_dns("us-west-2", "vpc-0aaaaaaaaaaaaaaaa", DnsAttribute.HOSTNAMES, CommandContext())
    assert str(command) == (
        "aws ec2 modify-vpc-attribute --vpc-id vpc-0aaaaaaaaaaaaaaaa --region us-west-2"
        """ --enable-dns-hostnames '{"Value":true}'"""
    )


def test_a_deletion_names_endpoint_and_region() -> None:
    command = delete_vpc_endpoint("us-west-2", VPCE_ID, CommandContext(("--profile", "apps")))
    expected = f"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {VPCE_ID} --region us-west-2 --profile apps"
    assert str(command) == expected


def test_a_port_is_admitted_from_a_network() -> None:
    context = CommandContext(("--profile", "apps"))
    command = admit_port("us-west-2", "sg-0123456789abcdef0", 4000, "10.1.0.0/16", context)
    assert str(command) == (
        "aws ec2 authorize-security-group-ingress --group-id sg-0123456789abcdef0 --region us-west-2"
        """ --ip-permissions '[{"IpProtocol":"tcp","FromPort":4000,"ToPort":4000,"IpRanges":"""
        """[{"CidrIp":"10.1.0.0/16","Description":"TiDB, by tidb-pe"}]}]' --profile apps"""
    )


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (EndpointChange(), ""),
        (EndpointChange(private_dns=True), " --private-dns-enabled"),
        (EndpointChange(private_dns=False), " --no-private-dns-enabled"),
        (
            EndpointChange(SUBNET_IDS, remove_groups=("sg-2", "sg-3")),
            f" --add-subnet-ids {' '.join(SUBNET_IDS)} --remove-security-group-ids sg-2 sg-3",
        ),
        (
            EndpointChange((), SUBNET_IDS[2:], ("sg-1",)),
            f" --remove-subnet-ids {SUBNET_IDS[2]} --add-security-group-ids sg-1",
        ),
    ],
)
def test_a_change_has_the_options_that_it_needs_and_no_others(change: EndpointChange, options: str) -> None:
    command = modify_vpc_endpoint("us-west-2", VPCE_ID, change, CommandContext(("--profile", "it's")))
    expected = f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID} --region us-west-2{options}"
    assert shlex.split(str(command)) == [*expected.split(), "--profile", "it's"]
