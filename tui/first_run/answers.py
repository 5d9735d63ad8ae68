"""What the first-run pages ask for: what is there, whether it works, and to have it kept."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from tui.domain.clusters import TidbSide
from tui.domain.network import Identity


class Keep(StrEnum):
    """Where an API key is kept."""

    KEYRING = "keyring"
    FILE = "file"
    NOWHERE = "nowhere"
    """It stays in the environment, where it came from."""


@dataclass(frozen=True, slots=True)
class TypedKey:
    """An API key of TiDB Cloud as it was typed."""

    public: str
    private: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a profile is made of."""

    tidb_side: TidbSide = TidbSide.TIDB_CLOUD
    profile: str = "default"
    aws_profile: str = ""
    """Empty: as the AWS SDK finds it."""
    service_aws_profile: str = ""
    """Empty: the operator's."""
    regions: tuple[str, ...] = ()

    def as_settings(self) -> dict[str, str]:
        """Key of each setting to its text, as on the command line."""
        texts = {"tidb_side": str(self.tidb_side), "profile": self.profile, "aws_profile": self.aws_profile}
        if self.tidb_side is TidbSide.TIDB_CLOUD:
            return texts
        return {**texts, "service_aws_profile": self.service_aws_profile, "regions": ",".join(self.regions)}


@dataclass(frozen=True, slots=True)
class Found:
    """What was there before the first page was shown."""

    looked_for: tuple[str, ...] = ()
    """Where, and whether something was there, one phrase each."""
    before: Answers = Answers()
    """What holds now."""
    profiles: tuple[str, ...] = ()
    """Those of the configuration file."""
    key_in_environment: bool = False
    """Whether there is anything of an API key: it wins over one that is kept elsewhere."""
    keyring: bool = False
    """Whether the keyring library is installed."""


@dataclass(frozen=True, slots=True)
class KeySeen:
    """What TiDB Cloud shows to an API key."""

    projects: tuple[str, ...] | None
    """By name; None where the key may not list them."""
    clusters: tuple[str, ...]
    """The Dedicated ones, by name."""


@dataclass(frozen=True, slots=True)
class AwsSeen:
    """Who AWS says we are."""

    identity: Identity
    region: str
    """Of the AWS profile or the environment; empty if neither names one."""


class SettingUp(Protocol):
    """Every method raises PrivateEndpointError; a key of None is the environment's."""

    @property
    def found(self) -> Found: ...

    async def check_key(self, key: TypedKey | None) -> KeySeen:
        """Ask TiDB Cloud what the key sees."""

    async def check_aws(self, profile: str) -> AwsSeen:
        """Ask AWS who the AWS profile is; of empty text, as the SDK finds it."""

    async def save(self, answers: Answers, key: TypedKey | None = None, keep: Keep = Keep.NOWHERE) -> None:
        """Keep the key, then write the profile, which is the one in use from then on; other profiles stay."""
