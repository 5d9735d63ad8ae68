"""Boxes for IDs on Interface Endpoint and Accept: what stands in them counts as a whole, or blocks, and is kept."""

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.draft import Step
from tui.domain.ids import Box
from tui.widgets.command_box import CommandBox

OTHER_VPC = "vpc-0bbbbbbbbbbbbbbb1"
WRONG = {
    "vpc": VPC_ID[:-2],
    "subnets": f"{SUBNET_IDS[0]} subnet-0",
    "groups": f"{OPEN_GROUP} sg-0",
}


async def fill(session: Session, box: str, text: str) -> None:
    """Type `text` in the place of what stands in the box."""
    session.box(box).focus()
    await session.settle()
    await session.press("ctrl+u")
    await session.write(text)


@pytest.mark.parametrize(("box", "text"), [*WRONG.items(), ("groups", OPEN_GROUP[:-2])])
async def test_a_wrong_box_blocks_next_run_and_copy_and_names_what_is_wrong(box: str, text: str) -> None:
    world = worlds.filled()
    async with world.running((100, 40)) as session:
        await session.press("enter")
        await fill(session, box, text)
        wrong = text.rsplit(maxsplit=1)[-1]
        assert session.prose.count("Expected ") == 2  # under the box, and in what blocks
        assert box == "vpc" or session.prose.count(f"{wrong}: Expected ") == 2
        assert all(session.button(name).disabled for name in ("next", "run", "copy"))
        assert session.one(CommandBox).command.missing  # type: ignore[union-attr]
        await session.press("ctrl+r ctrl+y ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"
        assert not session.app.clipboard
        assert not world.aws.called("create_vpc_endpoint")


@pytest.mark.parametrize(("box", "text"), WRONG.items())
async def test_a_half_typed_box_survives_a_restart_and_still_blocks(box: str, text: str) -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        await fill(session, box, text)
    assert world.draft.text(Box(box)) == text
    async with world.running((100, 40)) as session:
        await session.press("enter")
        assert session.box(box).value == text
        assert "Expected " in session.prose
        assert session.button("run").disabled


async def test_another_vpc_typed_key_by_key_takes_nothing_away_until_its_box_is_left() -> None:
    world = worlds.filled()
    async with world.running((100, 40)) as session:
        await session.press("enter")
        before = world.draft
        await fill(session, "vpc", OTHER_VPC)
        assert (world.draft.subnet_ids, session.box("subnets").value) == (SUBNET_IDS[:2], " ".join(SUBNET_IDS[:2]))
        aside = f"Tab takes {OTHER_VPC}, and sets the subnets and security groups of {VPC_ID} aside."
        assert aside in session.prose
        assert session.button("run").disabled
        await session.press("tab")
        assert (session.box("subnets").value, session.box("groups").value) == ("", "")
        assert "Enter at least one subnet ID." in session.prose
        await fill(session, "vpc", VPC_ID)
        await session.press("tab")
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert session.box("groups").value == OPEN_GROUP
        assert world.draft == before


async def test_looking_into_another_window_takes_nothing_away() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        await fill(session, "vpc", OTHER_VPC[: len("vpc-") + 8])
        session.app.app_focus = False
        await session.settle()
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        session.app.app_focus = True
        await session.settle()


async def test_a_paste_of_several_lines_fills_a_box_and_names_what_is_left_over() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)
    async with world.running((100, 40)) as session:
        await session.press("enter tab")
        rows = "".join(f"{each}\tavailable\tus-west-2a\r\n" for each in SUBNET_IDS)
        await session.paste(rows)
        assert session.box("subnets").value == " ".join(SUBNET_IDS)
        assert world.draft.subnet_ids == SUBNET_IDS
        assert "Left out of what was pasted: available, us-west-2a" in session.prose
        await session.press("end space")
        assert "Left out" not in session.prose


async def test_a_paste_behind_an_id_is_another_id_and_a_piece_completes_one() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)
    async with world.running() as session:
        await session.press("enter tab")
        await session.paste(SUBNET_IDS[0])
        await session.paste(f'"SubnetId": "{SUBNET_IDS[1]}",\n')
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        await session.write(" subnet-")
        await session.paste(f"{SUBNET_IDS[2].removeprefix('subnet-')}\n")
        assert world.draft.subnet_ids == SUBNET_IDS


async def test_a_vpc_id_comes_out_of_what_aws_printed() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    async with world.running() as session:
        await session.press("enter")
        await session.paste(f'\n    "VpcId": "{VPC_ID}",\n')
        assert session.box("vpc").value == VPC_ID
        assert world.draft.vpc_id == VPC_ID


async def test_a_hostile_paste_is_shown_plain() -> None:
    async with worlds.unfinished(Step.INTERFACE_ENDPOINT).running((100, 40)) as session:
        await session.press("enter")
        await session.paste("vpc-\x1b[31m\u202e [bold]x[/]")
        assert not set(session.text) & {"\x1b", "\u202e"}
        assert session.button("run").disabled


def to_accept() -> World:
    return worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)


async def test_a_wrong_vpc_endpoint_id_is_named_where_next_is_blocked_and_kept() -> None:
    world = to_accept()
    async with world.running((100, 40)) as session:
        await session.press("enter")
        session.box("endpoint").focus()
        await session.press("end backspace backspace")
        assert session.prose.count("Expected vpce- followed by 8 or 17 hex digits.") == 2
        assert session.button("next").disabled
        await session.press("ctrl+n")
    assert not world.tidb.called("accept")
    assert world.draft.text(Box.ENDPOINT) == VPCE_ID[:-2]


async def test_an_emptied_box_stays_empty_and_nothing_else_is_accepted() -> None:
    world = to_accept()
    world.aws.change(VPCE_ID, draft_id="")
    async with world.running((100, 40)) as session:
        await session.press("enter")
        await fill(session, "endpoint", "")
        await session.poll()
        assert session.box("endpoint").value == world.draft.vpc_endpoint_id == ""
        assert session.button("next").disabled


async def test_keys_are_dim_exactly_where_their_buttons_are_off() -> None:
    world = worlds.filled()
    async with world.running((100, 40)) as session:
        await session.press("enter")
        for box, text in (("groups", "sg-0"), ("groups", OPEN_GROUP), ("vpc", ""), ("vpc", VPC_ID)):
            await fill(session, box, text)
            assert enabled(session) == {name: not session.button(name).disabled for name in ("copy", "run")}
        await session.press("ctrl+r")
        await session.agree()
        assert session.button("run").disabled
        assert enabled(session) == {"copy": True, "run": False}


def enabled(session: Session) -> dict[str, bool]:
    active = session.app.screen.active_bindings
    return {"copy": active["ctrl+y"].enabled, "run": active["ctrl+r"].enabled}
