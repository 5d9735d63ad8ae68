"""What stands in the boxes of a setup: it is an answer as a whole, or it blocks; nothing of it is lost."""

from dataclasses import replace

import pytest

from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, TOKEN, VPC_ID, VPCE_ID, cluster
from tui.domain.draft import Draft, twin
from tui.domain.ids import Box

FULL = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
OTHER_VPC = "vpc-0bbbbbbbbbbbbbbb1"
TEXTS = {Box.SUBNETS: " ".join(SUBNET_IDS[:2]), Box.GROUPS: OPEN_GROUP}


def texts(draft: Draft) -> dict[Box, str]:
    return {box: draft.text(box) for box in TEXTS}


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (Box.SUBNETS, f"{SUBNET_IDS[0]} subnet-0"),
        (Box.GROUPS, f"{OPEN_GROUP} sg-0"),
        (Box.GROUPS, OPEN_GROUP[:-2]),
        (Box.ENDPOINT, VPCE_ID[:-1]),
    ],
)
def test_a_box_with_something_wrong_has_no_answer_and_keeps_its_text(box: Box, text: str) -> None:
    draft = FULL.enter(box, text)
    assert draft.text(box) == text
    assert draft.wrong(box).startswith(box.label)
    assert "Expected " in draft.wrong(box)
    answers = {Box.SUBNETS: draft.subnet_ids, Box.GROUPS: draft.security_group_ids, Box.ENDPOINT: draft.vpc_endpoint_id}
    assert not answers[box]


@pytest.mark.parametrize("box", list(Box))
def test_a_box_that_was_put_right_is_an_answer_again(box: Box) -> None:
    before = replace(FULL, vpc_endpoint_id=VPCE_ID)
    right = before.text(box)
    assert before.enter(box, right[:-1]) != before
    assert before.enter(box, right[:-1]).enter(box, right) == before


def test_an_emptied_box_of_groups_is_an_answer() -> None:
    assert FULL.enter(Box.GROUPS, "sg-0").enter(Box.GROUPS, " ") == replace(FULL, security_group_ids=())


def test_another_vpc_typed_key_by_key_takes_nothing_away_before_its_box_is_left() -> None:
    draft = FULL
    for end in range(len(OTHER_VPC) + 1):
        draft = draft.enter(Box.VPC, OTHER_VPC[:end], left=False)
        assert texts(draft) == TEXTS
        assert draft.wrong(Box.VPC)
    left = draft.enter(Box.VPC, OTHER_VPC)
    assert (left.vpc_id, texts(left)) == (OTHER_VPC, {Box.SUBNETS: "", Box.GROUPS: ""})


def test_leaving_the_box_with_a_piece_of_an_id_takes_nothing_away() -> None:
    left = FULL.enter(Box.VPC, OTHER_VPC[:-1])
    assert texts(left) == TEXTS
    assert left.enter(Box.VPC, VPC_ID, left=False) == FULL


def test_what_was_entered_for_a_vpc_comes_back_with_it_as_it_was() -> None:
    half = FULL.enter(Box.GROUPS, f"{OPEN_GROUP} sg-0")
    there = half.enter(Box.VPC, OTHER_VPC).enter(Box.SUBNETS, SUBNET_IDS[2])
    back = there.enter(Box.VPC, VPC_ID)
    assert {box: back.text(box) for box in Box} == {box: half.text(box) for box in Box}
    assert back.wrong(Box.GROUPS) == half.wrong(Box.GROUPS)
    assert back.enter(Box.VPC, OTHER_VPC).subnet_ids == (SUBNET_IDS[2],)


def test_subnets_that_were_entered_first_stay_with_the_vpc_that_follows() -> None:
    draft = Draft(TOKEN, cluster().id, "", REGION).enter(Box.SUBNETS, SUBNET_IDS[0])
    for end in range(len(VPC_ID) + 1):
        draft = draft.enter(Box.VPC, VPC_ID[:end], left=False)
    assert draft.wrong(Box.VPC) == f"VPC ID: Tab takes {VPC_ID}."
    taken = draft.enter(Box.VPC, VPC_ID)
    assert (taken.vpc_id, taken.subnet_ids, taken.unread) == (VPC_ID, (SUBNET_IDS[0],), ())


def test_the_first_vpc_counts_as_it_is_typed() -> None:
    assert Draft(TOKEN).enter(Box.VPC, VPC_ID, left=False).vpc_id == VPC_ID


def test_a_new_setup_is_the_unfinished_one_in_which_nothing_was_entered() -> None:
    new, same = Draft("new", "c"), Draft("old", "c", "", REGION)
    assert twin(new, [Draft("other", "d"), same]) is same


@pytest.mark.parametrize(
    "other",
    [
        Draft("old", "c", "another group"),
        Draft("old", "c", "", REGION, VPC_ID),
        Draft("old", "c", "", REGION).enter(Box.VPC, "vpc-1"),
        Draft("old", "c", "", REGION, vpc_endpoint_id=VPCE_ID),
        Draft("new", "c"),
    ],
)
def test_a_setup_with_an_answer_of_its_own_is_another(other: Draft) -> None:
    assert twin(Draft("new", "c"), [other]) is None
