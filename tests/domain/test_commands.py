"""The `aws` command lines: placeholders until known, then run as they stand."""

import shlex

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, TOKEN, VPC_ID, VPCE_ID
from tui.domain.commands import (
    Command,
    CommandContext,
    admit_port,
    create_vpc_endpoint,
    enable_private_dns,
    modify_vpc_endpoint,
    turn_on_dns,
)
from tui.domain.endpoints import EndpointChange
from tui.domain.network import DnsAttribute
from tui.domain.wizard import Draft

PLAIN = CommandContext()
SERVICE_NAME = "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0"
EMPTY = Draft(TOKEN, "c")
FULL = Draft(TOKEN, "c", "", "us-west-2", VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,), VPCE_ID)


def test_an_empty_create_command_has_the_documents_placeholders_in_its_order() -> None:
    command = create_vpc_endpoint(EMPTY, "", PLAIN)
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
    command = create_vpc_endpoint(FULL, SERVICE_NAME, PLAIN)
    assert command.missing == ()
    words = shlex.split(str(command))
    assert words == list(command.argv)
    assert words[words.index("--subnet-ids") + 1 :][:2] == list(SUBNET_IDS[:2])
    assert words[words.index("--security-group-ids") + 1] == OPEN_GROUP
    assert words[words.index("--client-token") + 1] == TOKEN
    assert words[-1] == f"ResourceType=vpc-endpoint,Tags=[{{Key=tidb-pe:draft,Value={TOKEN}}}]"
    assert "--no-private-dns-enabled" in words


def test_without_security_groups_aws_takes_its_default() -> None:
    assert "--security-group-ids" not in create_vpc_endpoint(EMPTY, SERVICE_NAME, PLAIN).argv


def test_the_dns_command_names_endpoint_and_region() -> None:
    expected = f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID} --region us-west-2 --private-dns-enabled"
    assert str(enable_private_dns(FULL, PLAIN)) == expected
    assert enable_private_dns(EMPTY, PLAIN).missing == ("<your_vpc_endpoint_id>", "<your_region>")


def test_options_and_environment_go_with_every_command() -> None:
    context = CommandContext(("--endpoint-url", "http://127.0.0.1:5000"), (("AWS_ACCESS_KEY_ID", "demo-operator"),))
    text = str(enable_private_dns(FULL, context))
    assert text.startswith("AWS_ACCESS_KEY_ID=demo-operator aws ec2 ")
    assert text.endswith("--endpoint-url http://127.0.0.1:5000")


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


def test_a_port_is_admitted_from_a_network() -> None:
    context = CommandContext(("--profile", "apps"))
    command = admit_port("us-west-2", "sg-0123456789abcdef0", 4000, "10.1.0.0/16", context)
    assert str(command) == (
        "aws ec2 authorize-security-group-ingress --group-id sg-0123456789abcdef0 --region us-west-2"
        " --protocol tcp --port 4000 --cidr 10.1.0.0/16 --profile apps"
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
