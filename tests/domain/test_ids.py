"""IDs: taken as AWS writes them, refused with what was expected."""

import pytest

from tui.domain.ids import (
    ENDPOINT_SERVICE,
    SECURITY_GROUP,
    SUBNET,
    VPC,
    VPC_ENDPOINT,
    InvalidId,
    parse_id,
    parse_ids,
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
