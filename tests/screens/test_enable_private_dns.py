"""Step 5: private DNS is switched on, and the endpoint is Active."""

from tests.fakes import VPC_ID, VPCE_ID, cluster
from tests.goldens.last_steps_cases import dns_refused, enabled, name_unverified, no_name, to_enable
from tui.domain.commands import CommandContext
from tui.domain.endpoints import VpcEndpointState


async def test_the_command_has_the_id_filled_in_and_can_be_copied_at_once() -> None:
    world = to_enable()
    world.context = CommandContext(("--profile", "production"))
    async with world.running() as session:
        await session.press("enter ctrl+y")
        assert session.app.clipboard == (
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID} --region us-west-2 --private-dns-enabled"
            " --profile production"
        )
        assert "sent to clipboard" in session.notices


async def test_create_waits_for_private_dns() -> None:
    async with to_enable().running() as session:
        await session.press("enter ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"
        assert "Private DNS is not on yet" in session.prose
        assert session.world.drafts.saved


async def test_run_enables_it_and_enter_then_creates() -> None:
    async with to_enable().running() as session:
        await session.press("enter")
        assert session.app.focused is session.button("run")
        await session.press("enter")
        for said in ("111122223333", "us-west-2", VPCE_ID, cluster().host, VPC_ID):
            assert said in session.prose
        assert not session.world.aws.called("modify_vpc_endpoint")
        await session.agree()
        assert session.world.aws.called("modify_vpc_endpoint") == 1
        assert "Private DNS: on" in session.prose
        await session.press("enter")
        assert session.screen == "FinishedScreen"


async def test_run_is_not_repeated_once_it_is_on() -> None:
    async with enabled().running() as session:
        await session.press("enter ctrl+r")
        assert not session.world.aws.called("modify_vpc_endpoint")
        assert session.button("run").disabled


async def test_run_pressed_twice_asks_once() -> None:
    async with to_enable().running() as session:
        await session.press("enter")
        for _ in range(3):
            session.send("ctrl+r")
        await session.settle()
        while session.screen == "ConfirmDialog":
            await session.agree()
        assert session.world.aws.called("modify_vpc_endpoint") == 1


async def test_called_off_nothing_is_enabled() -> None:
    async with to_enable().running() as session:
        await session.press("enter ctrl+r escape")
        assert session.screen == "EnablePrivateDnsScreen"
        assert not session.world.aws.called("modify_vpc_endpoint")


async def test_enabled_in_another_terminal_is_seen() -> None:
    async with to_enable().running() as session:
        await session.press("enter")
        session.world.aws.change(VPCE_ID, private_dns_enabled=True)
        await session.poll()
        assert "Private DNS: on" in session.prose
        await session.press("ctrl+n")
        assert session.screen == "FinishedScreen"


async def test_aws_refusal_tells_what_to_do_and_the_flow_stays() -> None:
    async with dns_refused().running() as session:
        await session.press("enter ctrl+r")
        await session.agree()
        assert "enableDnsHostnames" in session.prose
        assert "aws ec2 modify-vpc-attribute" in session.prose
        assert "InvalidParameter" in session.prose
        await session.press("escape")
        assert session.screen == "EnablePrivateDnsScreen"
        assert session.world.draft.vpc_endpoint_id == VPCE_ID


async def test_a_name_that_is_not_verified_is_told_with_its_record() -> None:
    async with name_unverified().running() as session:
        await session.press("enter")
        assert "_8ab3c.orders.tidb.example.com TXT vpce:XyZ0123456789" in session.prose


async def test_a_service_without_a_name_needs_no_private_dns() -> None:
    async with no_name().running() as session:
        await session.press("enter")
        assert not session.button("next").disabled
        await session.press("ctrl+n")
        assert session.screen == "FinishedScreen"


async def test_create_forgets_the_setup_and_shows_how_to_connect() -> None:
    async with enabled().running() as session:
        await session.press("enter ctrl+n")
        assert session.screen == "FinishedScreen"
        assert not session.world.drafts.saved
        assert "Active" in session.text
        for said in (cluster().host, "--ssl-mode=VERIFY_IDENTITY", "-P 4000", VPCE_ID):
            assert said in session.prose
        await session.press("y")
        assert session.app.clipboard.startswith("mysql ")
        assert f"-h {cluster().host}" in session.app.clipboard


async def test_the_finished_page_follows_what_happens() -> None:
    async with enabled().running() as session:
        await session.press("enter ctrl+n")
        session.world.aws.change(VPCE_ID, state=VpcEndpointState.DELETING, state_text="deleting")
        await session.poll()
        assert "Deleting" in session.text


async def test_the_finished_page_says_when_the_endpoint_is_gone() -> None:
    async with enabled().running() as session:
        await session.press("enter ctrl+n")
        session.world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there any more." in session.prose
