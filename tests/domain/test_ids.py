"""IDs: taken as AWS writes them, refused with what was expected."""

import re
import time

import pytest

from tui.domain.ids import (
    ENDPOINT_SERVICE,
    SECURITY_GROUP,
    SUBNET,
    VPC,
    VPC_ENDPOINT,
    Box,
    InvalidId,
    Pasted,
    parse_id,
    parse_ids,
    pasted,
    read,
)


@pytest.mark.parametrize("prefix", [VPC, SUBNET, SECURITY_GROUP, VPC_ENDPOINT, ENDPOINT_SERVICE])
@pytest.mark.parametrize("digits", ["0123abcd", "0123456789abcdef0"])
def test_old_and_new_ids_are_taken_without_the_blanks_around_them(prefix: str, digits: str) -> None:
    assert parse_id(prefix, f"  {prefix}-{digits}\n") == f"{prefix}-{digits}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vpce",
        "vpce-",
        "vpce-0123456",  # 7
        "vpce-012345678",  # 9
        "vpce-0123456789abcdef",  # 16
        "vpce-0123456789abcdef01",  # 18
        "vpce-0123456789abcdefg",
        "VPCE-0123456789abcdef0",
        "vpce-0123456789ABCDEF0",
        "vpc-0123456789abcdef0",
        "vpce-svc-0123456789abcdef0",
        "vpce-0123456789abcdef0 vpce-0123456789abcdef1",
        "vpce-٠١٢٣٤٥٦٧",  # digits, but not AWS's
        "vpce-0123456789abcdef0\x00",
        "vpce-" + "0" * 10_000,
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_what_is_no_vpc_endpoint_id_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InvalidId, match=r"^Expected vpce- followed by 8 or 17 hex digits\.$"):
        parse_id(VPC_ENDPOINT, text)


def test_several_ids_may_stand_between_blanks_commas_and_lines() -> None:
    assert parse_ids(SUBNET, " subnet-0000000a, subnet-0000000b\nsubnet-0000000c ") == (
        "subnet-0000000a",
        "subnet-0000000b",
        "subnet-0000000c",
    )


def test_no_ids_is_an_empty_list() -> None:
    assert parse_ids(SUBNET, " , ") == ()


def test_the_wrong_one_of_several_ids_is_named() -> None:
    with pytest.raises(InvalidId, match=r"^vpc-0000000b: Expected subnet- "):
        parse_ids(SUBNET, "subnet-0000000a vpc-0000000b")


def test_a_long_wrong_id_is_cut_in_the_message() -> None:
    with pytest.raises(InvalidId) as caught:
        parse_ids(SUBNET, "x" * 10_000)
    assert len(str(caught.value)) < 120


def test_an_id_twice_is_refused() -> None:
    with pytest.raises(InvalidId, match=r"^subnet-0000000a is there twice\.$"):
        parse_ids(SUBNET, "subnet-0000000a subnet-0000000a")


A, B, C = (f"subnet-{digit * 17}" for digit in "abc")


@pytest.mark.parametrize(
    "text",
    [
        f"{A} {B} {C}",
        f"{A}\n{B}\r\n{C}\n",
        f"{A}, {B},{C}",
        f"{A};{B}; {C}",
        f"{A}\t{B}\t{C}",
        f'"{A}" "{B}" "{C}"',
        f"'{A}', '{B}', '{C}'",
        f"\u201c{A}\u201d \u201c{B}\u201d\u00a0{C}\u200b",
        f'["{A}","{B}","{C}"]',
        f'[\n    "{A}",\n    "{B}",\n    "{C}"\n]',
        f'{{"SubnetIds": ["{A}", "{B}", "{C}"]}}',
        f'"SubnetId": "{A}",\n"SubnetId": "{B}",\n"SubnetId": "{C}",\n',
        f'subnet_ids = [\n  "{A}",\n  "{B}",\n  "{C}",\n]',
        f"SubnetId={A} SubnetId={B} SubnetId={C}",
        f"- {A}\n- {B}\n- {C}\n".replace("- ", "  "),
        f"|  {A}  |\n|  {B}  |\n|  {C}  |",
        f"{A} {B} {A} {C}",
    ],
)
def test_a_paste_brings_all_of_its_ids_whatever_stands_between_them(text: str) -> None:
    found = pasted(Box.SUBNETS, text)
    assert read(Box.SUBNETS, found.text) == (A, B, C)
    assert found.left_over == ()


def test_what_a_paste_has_besides_ids_is_named() -> None:
    row = f"orders-a\t{A}\tavailable\tvpc-{'d' * 17} | apps\t10.0.1.0/24"
    found = pasted(Box.SUBNETS, row)
    assert found.text == A
    assert found.left_over == ("orders-a", "available", f"vpc-{'d' * 17}", "apps", "10.0.1.0/24")


def test_an_arn_brings_its_id() -> None:
    arn = f"arn:aws:ec2:us-west-2:111122223333:subnet/{A}"
    assert pasted(Box.SUBNETS, f"{A} {arn}").text == A


@pytest.mark.parametrize("damaged", [B[:-1], f"{B}0", B.upper(), "ubnet-" + "b" * 17, "subnet-"])
def test_what_may_be_a_damaged_id_stays_in_the_box_and_is_wrong(damaged: str) -> None:
    found = pasted(Box.SUBNETS, f"{A}\n{damaged}\n")
    assert found.text == f"{A} {damaged}"
    with pytest.raises(InvalidId, match=re.escape(damaged[:40])):
        read(Box.SUBNETS, found.text)


def test_a_piece_of_an_id_is_pasted_as_it_is() -> None:
    assert pasted(Box.SUBNETS, "aaaaaaaa\n") == Pasted("aaaaaaaa", whole=False)


def test_a_text_without_an_id_is_pasted_as_it_is_and_wrong() -> None:
    found = pasted(Box.GROUPS, "default\nmy group")
    assert found.text == "default my group"
    with pytest.raises(InvalidId, match=r"^default, my, group: Expected sg- "):
        read(Box.GROUPS, found.text)


def test_all_words_that_are_wrong_are_named_up_to_three() -> None:
    with pytest.raises(InvalidId, match=r"^sg-1, sg-2, sg-3 and 2 more: Expected sg- "):
        read(Box.GROUPS, f"sg-1 sg-2 sg-{'a' * 17} sg-3 sg-4 sg-5")


def test_one_box_takes_one_id() -> None:
    with pytest.raises(InvalidId, match=r"^Expected one VPC ID, not 2\.$"):
        read(Box.VPC, "vpc-0123abcd vpc-0123abce")
    assert read(Box.VPC, '"VpcId": "vpc-0123abcd"') == ("vpc-0123abcd",)
    assert read(Box.VPC, " ") == ()


def test_a_name_with_a_colon_behind_it_hides_no_id() -> None:
    for text in ("sg-0123abcd:", "sg-deadbeef =", "sg: 0123abcd"):
        with pytest.raises(InvalidId):
            read(Box.GROUPS, text)


@pytest.mark.parametrize(
    "text", ["a" * 3_000_000, "a=" * 1_000_000, '"a" ' * 700_000, "subnet-" * 400_000, "-" * 3_000_000]
)
def test_a_huge_paste_is_read_at_once(text: str) -> None:
    began = time.process_time()
    found = pasted(Box.SUBNETS, f"{A} {text}")
    assert found.text.startswith(A)
    assert "the rest of a long text" in found.left_over
    assert time.process_time() - began < 1
