"""First runs: a machine on which nothing is configured, and what TiDB Cloud and AWS answer there."""

from collections.abc import Callable

from tests.screens.harness import World
from tui.domain.errors import CredentialsError, PrivateEndpointError
from tui.domain.network import Identity
from tui.first_run.answers import Answers, AwsSeen, Found, Keep, KeySeen, SettingUp, TypedKey
from tui.runtime import NothingConfigured

PUBLIC, PRIVATE = "PUBLIC01", "do-not-show-me-0000"
LOOKED_FOR = (
    "~/.config/tidb-pe/config.toml (not there)",
    "TIDB_PE_… (not set)",
    "TIDBCLOUD_PUBLIC_KEY and TIDBCLOUD_PRIVATE_KEY (not set)",
    "AWS credentials: AWS_ACCESS_KEY_ID, AWS_PROFILE, ~/.aws/credentials, ~/.aws/config (none there)",
)
KEY_REFUSED = CredentialsError(
    f"TiDB Cloud does not accept the API key {PUBLIC}.",
    f"Check the API key {PUBLIC} in TiDB Cloud (Organization Settings > API Keys), or make a new one.",
    "TiDB",
    "49900001",
)
SIGNED_OUT = CredentialsError("The SSO session has expired.", "Run aws sso login --profile app-team.", "AWS")


class FakeSettingUp:
    """Answers at once; `saved` is what it was told to keep."""

    def __init__(self, found: Found | None = None) -> None:
        self.found = found or Found(LOOKED_FOR)
        self.fail: dict[str, PrivateEndpointError] = {}
        """By method."""
        self.seen = KeySeen(("data", "shop"), ("orders", "reports", "search"))
        self.region = "us-west-2"
        self.saved: list[tuple[Answers, TypedKey | None, Keep]] = []
        self.asked: list[object] = []

    async def check_key(self, key: TypedKey | None) -> KeySeen:
        self._enter("check_key", key)
        return self.seen

    async def check_aws(self, profile: str) -> AwsSeen:
        self._enter("check_aws", profile)
        account = "444455556666" if profile == "tidb-platform" else "111122223333"
        return AwsSeen(Identity(account, f"arn:aws:sts::{account}:assumed-role/operator/alice"), self.region)

    async def save(self, answers: Answers, key: TypedKey | None = None, keep: Keep = Keep.NOWHERE) -> None:
        self._enter("save", None)
        self.saved.append((answers, key, keep))

    def _enter(self, method: str, value: object) -> None:
        self.asked.append(value)
        if method in self.fail:
            raise self.fail[method]


def first_run(setting_up: SettingUp | None = None, why: str = "Nothing is configured yet.") -> World:
    """A program that has to ask what to connect to."""
    world = World()
    world.refusal = NothingConfigured(setting_up or FakeSettingUp(), why)
    return world


def refusing(**errors: PrivateEndpointError) -> Callable[[], World]:
    """A first run on which these methods fail."""

    def make() -> World:
        setting_up = FakeSettingUp()
        setting_up.fail = errors
        return first_run(setting_up)

    return make
