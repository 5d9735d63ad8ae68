"""What a profile needs: TiDB Cloud's, and that of TiDB that one runs oneself."""

import re
from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Select, Static

from tui.domain.clusters import TidbSide
from tui.domain.errors import InvalidRequest
from tui.domain.ids import REGION, named, words_of
from tui.first_run.answers import Answers, AwsSeen, Keep, KeySeen, TypedKey
from tui.local import places
from tui.screens.setup_form import PublicInput, SecretInput, SetupScreen, Trial
from tui.views.plain import plain
from tui.widgets.dropdown import Dropdown
from tui.widgets.text_box import TextBox

_AS_FOUND = "as the AWS SDK finds it"
_OWN = "Your AWS account"
_MOST_NAMES = 5


class TidbCloudSetup(SetupScreen):
    """An API key of TiDB Cloud, where it is kept, and the AWS profile of the VPCs."""

    KEY, AWS = "API key of TiDB Cloud", _OWN

    def compose_form(self) -> ComposeResult:
        found = self.setting_up.found
        yield Static("TiDB Cloud", classes="title", markup=False)
        yield from self.box("Profile", "profile", found.before.profile)
        yield Static(id="about", classes="note", markup=False)
        if found.key_in_environment:
            yield Static(
                "The API key is that of TIDBCLOUD_PUBLIC_KEY and TIDBCLOUD_PRIVATE_KEY. Unset both to enter another.",
                classes="space",
                markup=False,
            )
        else:
            yield Static(
                "In TiDB Cloud: Organization Settings > API Keys. Only there is the private key shown, and only once.",
                classes="note space",
                markup=False,
            )
            with Horizontal(classes="row"):
                yield Static("Public key", classes="label", markup=False)
                yield PublicInput(id="public")
            with Horizontal(classes="row"):
                yield Static("Private key", classes="label", markup=False)
                yield SecretInput(id="private")
        with Horizontal(classes="row"):
            yield Static("Keep the key in", classes="label", markup=False)
            yield self._places()
        with Horizontal(classes="space row"):
            yield Static("AWS profile", classes="label", markup=False)
            yield TextBox(found.before.aws_profile, _AS_FOUND, id="aws", compact=True)

    def _places(self) -> Select[Keep]:
        found = self.setting_up.found
        places_ = [("a file, mode 0600", Keep.FILE)]
        if found.keyring:
            places_.insert(0, ("the system keyring", Keep.KEYRING))
        if found.key_in_environment:
            places_.insert(0, ("the environment alone, as now", Keep.NOWHERE))
        return Dropdown(places_, allow_blank=False, compact=True)

    def about_profile(self) -> str:
        file = places.shown(places.key_file(self.value("profile")))
        about = super().about_profile()
        return f"{about} The key goes to {plain(file)}." if self._place is Keep.FILE else about

    @on(Select.Changed)
    def _placed(self) -> None:
        self.draw()

    @property
    def _place(self) -> Keep:
        place = self.query_one(Select).value
        return place if isinstance(place, Keep) else Keep.FILE

    @property
    def _key(self) -> TypedKey | None:
        if self.setting_up.found.key_in_environment:
            return None
        return TypedKey(self.value("public"), self.value("private"))

    def lacking(self) -> str:
        if not self.value("profile"):
            return "Give the profile a name."
        key = self._key
        return "Give both halves of the API key." if key and not (key.public and key.private) else ""

    def answers(self) -> Answers:
        return Answers(TidbSide.TIDB_CLOUD, self.value("profile"), self.value("aws"))

    def trials(self) -> tuple[Trial, ...]:
        key, profile = self._key, self.value("aws")

        async def ask_tidb() -> str:
            return _seen(await self.setting_up.check_key(key))

        async def ask_aws() -> str:
            return _who(await self.setting_up.check_aws(profile))

        return Trial(self.KEY, key, ask_tidb), Trial(self.AWS, profile, ask_aws)

    def may_fail(self, name: str) -> bool:
        return name == self.AWS

    async def keep(self, answers: Answers) -> None:
        await self.setting_up.save(answers, self._key, self._place)


class SelfManagedSetup(SetupScreen):
    """AWS profiles of both accounts, and the regions."""

    def compose_form(self) -> ComposeResult:
        before = self.setting_up.found.before
        yield Static("TiDB that we run ourselves on AWS", classes="title", markup=False)
        yield from self.box("Profile", "profile", before.profile)
        yield Static(id="about", classes="note", markup=False)
        yield Static("The account of your VPCs, and the account that TiDB runs in:", classes="note space", markup=False)
        yield from self.box("AWS profile", "aws", before.aws_profile, _AS_FOUND)
        yield from self.box("TiDB's AWS profile", "service", before.service_aws_profile, "the same account")
        yield from self.box("Regions", "regions", " ".join(before.regions), "that of the AWS profile")
        yield Static(
            "A TiDB cluster is a network load balancer with the tag tidb-pe:cluster = the cluster's name.",
            classes="note space",
            markup=False,
        )

    def lacking(self) -> str:
        if not self.value("profile"):
            return "Give the profile a name."
        wrong = [each for each in self.answers().regions if not re.fullmatch(REGION, each)]
        return f"Regions: {plain(named(wrong))}: expected such as us-west-2." if wrong else ""

    def answers(self) -> Answers:
        regions = tuple(dict.fromkeys(words_of(self.value("regions"))))
        return Answers(TidbSide.SELF_MANAGED, self.value("profile"), self.value("aws"), self.value("service"), regions)

    def trials(self) -> tuple[Trial, ...]:
        entered = self.answers()
        service = entered.service_aws_profile or entered.aws_profile

        async def ask_own() -> str:
            seen = await self.setting_up.check_aws(entered.aws_profile)
            if not (entered.regions or seen.region):
                raise InvalidRequest("No region is named.", "Give the regions to look for clusters in.")
            return _who(seen) if entered.regions else f"{_who(seen)}\n  region {plain(seen.region)}"

        async def ask_service() -> str:
            return _who(await self.setting_up.check_aws(service))

        return (
            Trial(_OWN, (entered.aws_profile, entered.regions), ask_own),
            Trial("TiDB's AWS account", service, ask_service),
        )


def _who(seen: AwsSeen) -> str:
    return f"{plain(seen.identity.account)}\n  {plain(seen.identity.arn)}"


def _seen(seen: KeySeen) -> str:
    clusters = _counted(seen.clusters, "Dedicated cluster")
    if seen.projects is None:
        return f"sees {clusters}\n  It may not list projects: only clusters that it sees without naming one are shown."
    return f"sees {_counted(seen.projects, 'project')}\n  and {clusters}"


def _counted(names: Iterable[str], what: str) -> str:
    """`2 projects: shop, data`."""
    shown = [plain(name, 40) for name in names]
    more = [f"{len(shown) - _MOST_NAMES} more"] if len(shown) > _MOST_NAMES else []
    listed = ", ".join(shown[:_MOST_NAMES] + more)
    return f"{len(shown) or 'no'} {what}{'' if len(shown) == 1 else 's'}{': ' if shown else ''}{listed}"
