"""What was set up here, and what somebody changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tui.domain.endpoints import EndpointChange, VpcEndpoint, VpcEndpointState

SETTLES = timedelta(seconds=60)
"""How long AWS may still show what was before a change."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was set up."""

    what: str
    """`private DNS`, `security groups` or `subnets`."""
    set_up: str
    """IDs with blanks between them, or `on` or `off`."""
    now: str


@dataclass(frozen=True, slots=True)
class Intent:
    """How a VPC endpoint was set up here; kept on disk as long as it is there."""

    id: str
    """The VPC endpoint's."""
    subnet_ids: tuple[str, ...]
    security_group_ids: tuple[str, ...]
    private_dns: bool
    """Whether it was on: where it was off, somebody who switched it on did what the setup asks for."""
    at: datetime
    """When it was set up, or last changed here."""
    seen_since: datetime | None = None
    """Since when it is seen to be otherwise."""

    @classmethod
    def of(cls, endpoint: VpcEndpoint, at: datetime) -> "Intent":
        """As `endpoint` is now."""
        groups = endpoint.security_group_ids
        return cls(endpoint.id, endpoint.subnet_ids, groups, endpoint.private_dns_enabled, at)

    def after(self, change: EndpointChange, at: datetime) -> "Intent":
        """As it is once `change` was made here; what somebody else changed stays a difference."""
        return replace(
            self,
            subnet_ids=_changed(self.subnet_ids, change.add_subnets, change.remove_subnets),
            security_group_ids=_changed(self.security_group_ids, change.add_groups, change.remove_groups),
            private_dns=self.private_dns if change.private_dns is None else change.private_dns,
            at=at,
        )

    def differences(self, endpoint: VpcEndpoint, now: datetime) -> tuple[Difference, ...] | None:
        """What AWS has otherwise; None while it is in motion, or may not show the last change yet."""
        if endpoint.state is not VpcEndpointState.AVAILABLE or timedelta() <= now - self.at < SETTLES:
            return None
        return tuple(self._differences(endpoint))

    def _differences(self, endpoint: VpcEndpoint) -> Iterator[Difference]:
        if self.private_dns and not endpoint.private_dns_enabled:
            yield Difference("private DNS", "on", "off")
        if set(self.security_group_ids) != set(endpoint.security_group_ids):
            yield Difference("security groups", _ids(self.security_group_ids), _ids(endpoint.security_group_ids))
        if set(self.subnet_ids) != set(endpoint.subnet_ids):
            yield Difference("subnets", _ids(self.subnet_ids), _ids(endpoint.subnet_ids))


def _changed(ids: tuple[str, ...], added: Iterable[str], removed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys((*ids, *added)) if each not in removed)


def _ids(ids: Iterable[str]) -> str:
    return " ".join(sorted(ids)) or "none"
