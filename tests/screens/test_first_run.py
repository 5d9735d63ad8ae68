"""The first-run pages: what is offered, what is asked, and what is kept."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.widgets import Input

from tests.goldens.first_run_cases import CLOUD, OWN, TYPED, key_in_environment, narrow_key
from tests.screens.harness import Session, World, typed
from tests.screens.setups import KEY_REFUSED, LOOKED_FOR, PRIVATE, PUBLIC, SIGNED_OUT, FakeSettingUp, first_run
from tui import demo_process
from tui.domain.clusters import TidbSide
from tui.domain.errors import CredentialsError
from tui.first_run.answers import Answers, Found, Keep, TypedKey
from tui.monitor.store import Store
from tui.runtime import NothingConfigured, Runtime

KEY = TypedKey(PUBLIC, PRIVATE)


@asynccontextmanager
async def opened(*keys: str, to: FakeSettingUp | None = None) -> AsyncIterator[tuple[Session, FakeSettingUp]]:
    setting_up = to or FakeSettingUp()
    async with first_run(setting_up).running(size=(80, 30)) as session:
        await session.press(*keys)
        yield session, setting_up


async def test_it_says_why_it_asks_and_where_it_looked() -> None:
    async with first_run(why="What shall it connect to?").running() as session:
        assert session.screen == "FirstRunScreen"
        assert "What shall it connect to?" in session.text
        assert all(each in session.prose for each in LOOKED_FOR)


@pytest.mark.parametrize(("keys", "side"), [("enter", "tidb-cloud"), ("down enter", "self-managed")])
async def test_a_demo_opens_at_once(keys: str, side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world, opened_ = first_run(), list[TidbSide | None]()
    connect = world._connect

    def noting(demo: TidbSide | None, store: Store, chosen: Mapping[str, str]) -> Runtime:
        opened_.append(demo)
        return connect(demo, store, chosen)

    monkeypatch.setattr(world, "_connect", noting)
    async with world.running() as session:
        await session.press(keys)
        assert session.screen == "EndpointsScreen"
    assert opened_ == [None, side]


async def test_a_demo_without_its_extra_says_so_and_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_process, "find_spec", lambda _: None)
    async with opened() as (session, _):
        assert "pip install 'tidb-private-endpoint[demo]'" in session.text
        await session.press("home enter")
        assert session.screen == "TidbCloudSetup"


@pytest.mark.parametrize("key", ["escape", "ctrl+g", "q"])
async def test_one_can_leave(key: str) -> None:
    async with opened(key) as (session, setting_up):
        assert session.app._exit
        assert not session.app.return_code
        assert not setting_up.saved


async def test_back_leads_to_the_choice_and_saves_nothing() -> None:
    async with opened(CLOUD, TYPED, "escape") as (session, setting_up):
        assert session.screen == "FirstRunScreen"
        assert not session.app._exit
        assert not setting_up.saved


async def test_a_key_in_the_environment_puts_one_on_tidb_cloud() -> None:
    async with key_in_environment().running() as session:
        await session.press("enter")
        assert session.screen == "TidbCloudSetup"


async def test_tidb_cloud_is_saved_once_key_and_identity_were_checked_and_then_it_starts() -> None:
    world = first_run(setting_up := FakeSettingUp())
    async with world.running(size=(80, 30)) as session:
        await session.press(CLOUD, TYPED, "tab tab", typed("app"), "ctrl+n")
        assert "Check it before it is saved." in session.prose
        await session.press("ctrl+t")
        assert "sees 2 projects: data, shop and 3 Dedicated clusters: orders, reports, search" in session.prose
        assert "Your AWS account: 111122223333 arn:aws:sts::111122223333:assumed-role/operator/alice" in session.prose
        await session.press("ctrl+n")
        assert session.screen == "EndpointsScreen"
    answers = Answers(TidbSide.TIDB_CLOUD, "default", "app")
    assert setting_up.asked == [KEY, "app", None]
    assert setting_up.saved == [(answers, KEY, Keep.FILE)]
    assert world.chosen == {"tidb_side": "tidb-cloud", "profile": "default", "aws_profile": "app"}


async def test_what_was_changed_after_the_check_has_to_be_checked_again() -> None:
    async with opened(CLOUD, TYPED, "ctrl+t x ctrl+n") as (session, setting_up):
        assert "API key of TiDB Cloud: changed since it was checked." in session.prose
        assert not setting_up.saved
        await session.press("backspace ctrl+n")
        assert [key for _, key, _ in setting_up.saved] == [KEY]


async def test_the_aws_profile_too_is_checked_as_it_is_saved() -> None:
    async with opened(CLOUD, TYPED, "ctrl+t tab tab x ctrl+n") as (session, setting_up):
        assert "Your AWS account: changed since it was checked." in session.prose
        assert not setting_up.saved


async def test_an_answer_to_what_is_not_in_the_boxes_any_more_counts_for_nothing() -> None:
    async with opened(CLOUD, TYPED) as (session, setting_up):
        original, box = setting_up.check_key, session.one(Input, "#public")

        async def change_while_it_asks(key: TypedKey | None) -> object:
            box.value = "ANOTHER1"
            return await original(key)

        setting_up.check_key = change_while_it_asks  # type: ignore[assignment, method-assign] # a fake's, for this test
        await session.press("ctrl+t ctrl+n")
        assert not setting_up.saved


async def test_a_key_that_fails_is_never_saved_and_says_whose_side_it_is() -> None:
    setting_up = FakeSettingUp()
    setting_up.fail["check_key"] = KEY_REFUSED
    async with opened(CLOUD, TYPED, "ctrl+t ctrl+n", to=setting_up) as (session, _):
        assert f"✗ API key of TiDB Cloud: TiDB Cloud does not accept the API key {PUBLIC}." in session.prose
        assert f"What to do: Check the API key {PUBLIC} in TiDB Cloud" in session.prose
        assert "Not saved before this works: API key of TiDB Cloud." in session.prose
        assert session.button("save").disabled
        assert session.screen == "TidbCloudSetup"
        assert not setting_up.saved


@pytest.mark.parametrize(("keys", "saved"), [("enter", 0), ("tab enter", 1)])
async def test_without_aws_it_is_saved_only_after_being_told_what_that_means(keys: str, saved: int) -> None:
    setting_up = FakeSettingUp()
    setting_up.fail["check_aws"] = SIGNED_OUT
    async with opened(CLOUD, TYPED, "ctrl+t ctrl+n", to=setting_up) as (session, _):
        assert "The AWS side will not be visible until you sign in." in session.prose
        assert not setting_up.saved
        await session.press(keys)
        assert len(setting_up.saved) == saved


async def test_a_key_that_may_not_list_projects_says_so() -> None:
    async with narrow_key().running(size=(80, 30)) as session:
        await session.press("home", CLOUD, TYPED, "ctrl+t")
        clusters = "cluster-0, cluster-1, cluster-2, cluster-3, cluster-4, 2 more"
        assert f"sees 7 Dedicated clusters: {clusters}" in session.prose
        assert "It may not list projects" in session.prose


async def test_the_environments_key_is_used_as_it_is_and_not_asked_for() -> None:
    to = FakeSettingUp(Found(LOOKED_FOR, key_in_environment=True))
    async with opened("enter ctrl+t ctrl+n", to=to) as (session, _):
        assert session.screen == "EndpointsScreen"
    assert [(key, keep) for _, key, keep in to.saved] == [(None, Keep.NOWHERE)]


async def test_it_can_be_kept_in_the_keyring_where_there_is_one() -> None:
    to = FakeSettingUp(Found(LOOKED_FOR, keyring=True))
    async with opened(CLOUD, TYPED, "ctrl+t ctrl+n", to=to):
        assert [keep for _, _, keep in to.saved] == [Keep.KEYRING]


async def test_where_it_goes_follows_the_profiles_name_and_one_that_is_there_is_told() -> None:
    to = FakeSettingUp(Found(LOOKED_FOR, profiles=("default",)))
    async with opened("home", CLOUD, to=to) as (session, _):
        assert "This profile is in ~/.config/tidb-pe/config.toml already" in session.prose
        await session.press("2")
        assert "~/.config/tidb-pe/keys/2.toml" in session.prose
        assert "other profiles stay" in session.prose


@pytest.mark.parametrize("left", ["ctrl+n", "ctrl+t"])
async def test_half_a_key_is_neither_checked_nor_saved(left: str) -> None:
    async with opened(CLOUD, "tab", typed(PUBLIC), left) as (session, setting_up):
        assert "Give both halves of the API key." in session.prose
        assert not setting_up.asked


async def test_what_was_not_saved_is_said_and_stays_to_be_tried_again() -> None:
    setting_up = FakeSettingUp()
    setting_up.fail["save"] = CredentialsError("The folder is full.", "Free some space.", "TiDB")
    async with opened(CLOUD, TYPED, "ctrl+t ctrl+n", to=setting_up) as (session, _):
        assert "The folder is full." in session.prose
        setting_up.fail.clear()
        await session.press("escape ctrl+n")
        assert [key for _, key, _ in setting_up.saved] == [KEY]
        assert session.screen == "EndpointsScreen"


async def test_the_private_key_is_on_no_screen_and_not_in_the_clipboard() -> None:
    async with opened(CLOUD, TYPED, "ctrl+t") as (session, _):
        assert session.one(Input, "#private").value == PRIVATE
        assert PRIVATE not in session.text
        await session.press("home shift+end ctrl+c ctrl+x")
        assert PRIVATE not in session.app.clipboard
        assert PRIVATE not in repr(KEY)


@pytest.mark.parametrize("between", ["tab", "\t", " ", "\n"])
async def test_both_halves_of_the_key_in_one_burst_leave_the_private_one_unseen(between: str) -> None:
    async with opened(CLOUD, "tab") as (session, _):
        if between == "tab":
            for key in f"{typed(PUBLIC)} tab {typed(PRIVATE)}".split():
                session.send(key)
        else:
            session.app.post_message(events.Paste(f"{PUBLIC}{between}{PRIVATE}"))
        await session.settle()
        assert [session.one(Input, box).value for box in ("#public", "#private")] == [PUBLIC, PRIVATE]
        assert PRIVATE not in session.text


async def test_self_managed_shows_both_accounts_and_saves_profiles_and_regions() -> None:
    world = first_run(setting_up := FakeSettingUp())
    async with world.running(size=(80, 30)) as session:
        await session.press(
            OWN, "tab", typed("app"), "tab", typed("tidb-platform"), "tab", typed("us-west-2, eu-west-1")
        )
        await session.press("ctrl+t")
        assert "✓ Your AWS account: 111122223333" in session.prose
        assert "✓ TiDB's AWS account: 444455556666" in session.prose
        await session.press("ctrl+n")
        assert session.screen == "EndpointsScreen"
    answers = Answers(TidbSide.SELF_MANAGED, "default", "app", "tidb-platform", ("us-west-2", "eu-west-1"))
    assert [saved for saved, _, _ in setting_up.saved] == [answers]
    assert world.chosen["regions"] == "us-west-2,eu-west-1"


async def test_self_managed_needs_a_region_from_somewhere() -> None:
    setting_up = FakeSettingUp()
    setting_up.region = ""
    async with opened(OWN, "ctrl+t ctrl+n", to=setting_up) as (session, _):
        assert "✗ Your AWS account: No region is named." in session.prose
        assert not setting_up.saved


async def test_self_managed_is_not_saved_while_an_account_does_not_answer() -> None:
    setting_up = FakeSettingUp()
    setting_up.fail["check_aws"] = SIGNED_OUT
    async with opened(OWN, "ctrl+t ctrl+n", to=setting_up) as (session, _):
        assert "Not saved before this works: Your AWS account, TiDB's AWS account." in session.prose
        assert session.screen == "SelfManagedSetup"
        assert not setting_up.saved


async def test_hostile_names_are_harmless() -> None:
    setting_up = FakeSettingUp()
    setting_up.seen = type(setting_up.seen)(("\x1b[2J[red]\u202edata",), ("\x1b]0;x\x07",))
    async with opened(CLOUD, TYPED, "ctrl+t", to=setting_up) as (session, _):
        assert "1 project: [2J[red]data and 1 Dedicated cluster: ]0;x" in session.prose
        assert "\x1b" not in session.text


async def test_what_connects_to_nothing_after_all_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()

    def refuse(*_: object) -> None:
        raise NothingConfigured(FakeSettingUp(), "No API key of TiDB Cloud was found.")

    monkeypatch.setattr(world, "_connect", refuse)
    async with world.running(size=(80, 30)) as session:
        await session.press(CLOUD, TYPED, "ctrl+t ctrl+n")
        assert session.screen == "FirstRunScreen"


@pytest.mark.parametrize("text", ["us-west-2 eu-west", "us-west-2 us_west_1", "Oregon"])
async def test_what_is_no_region_is_named_and_nothing_is_checked_or_saved(text: str) -> None:
    async with opened(OWN) as (session, setting_up):
        session.one(Input, "#regions").value = text
        await session.settle()
        wrong = text.rsplit(maxsplit=1)[-1]
        assert f"Regions: {wrong}: expected such as us-west-2." in session.prose
        assert session.button("check").disabled
        await session.press("ctrl+t ctrl+n")
        assert (setting_up.asked, setting_up.saved) == ([], [])


async def test_pasted_regions_are_all_taken() -> None:
    async with opened(OWN, "tab tab tab") as (session, setting_up):
        await session.paste('[\n  "us-west-2",\n  "eu-west-1"\n]\n')
        await session.press("ctrl+t ctrl+n")
    assert [saved.regions for saved, _, _ in setting_up.saved] == [("us-west-2", "eu-west-1")]


async def test_a_half_of_the_key_is_pasted_without_its_line_ends() -> None:
    async with opened(CLOUD, "tab") as (session, _):
        await session.paste(f"\n{PUBLIC}\n")
        await session.press("tab")
        await session.paste(f"\r\n {PRIVATE} \r\n")
        assert [session.one(Input, box).value for box in ("#public", "#private")] == [PUBLIC, PRIVATE]
