"""What all requests share: the clock, the delays, and the way from one account's records to another's."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from pydantic import BaseModel, ConfigDict

from tui.demo.clock import GONE, Clock, Lifecycle
from tui.demo.records import Endpoint, Service


class Delays(BaseModel):
    """How long AWS takes, in seconds at speed 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service_s: float = 210.0
    """A service configuration from Pending to Available."""
    accept_s: float = 60.0
    """An endpoint from accepted to available."""
    dns_verification_s: float = 30.0
    private_dns_s: float = 0.0
    deletion_s: float = 60.0


@dataclass
class Cloud:
    """The PrivateLink side of every account."""

    clock: Clock
    delays: Delays
    page_size: int = 1000
    """The most rows in one answer, however many the caller asks for."""
    followers: Sequence[Callable[[], None]] = ()
    """What else is brought to the present after AWS's records."""

    def __post_init__(self) -> None:
        self.lock = threading.RLock()

    def after(self, state: str, then: str, seconds: float) -> Lifecycle:
        """`state` now, `then` once `seconds` of demo time have passed."""
        return Lifecycle(state, then, self.clock.now() + seconds).settled(self.clock.now())

    def backends(self) -> Iterator[Any]:
        """Moto's EC2 of every account and region in use."""
        for account in list(ec2_backends.values()):
            yield from list(account.values())

    def endpoints(self) -> Iterator[Endpoint]:
        """The VPC endpoints of every account and region."""
        for backend in self.backends():
            yield from list(backend.vpc_end_points.values())

    def connections(self, service: Service) -> list[Endpoint]:
        """The VPC endpoints that connect to `service`, whoever owns them."""
        return [endpoint for endpoint in self.endpoints() if endpoint.service_name == service.service_name]

    def services(self, region: str, account: str) -> list[Service]:
        """The endpoint services in `region` that `account` may connect to."""
        in_region = (backend for backend in self.backends() if backend.region_name == region)
        every = (service for backend in in_region for service in backend.configurations.values())
        return [service for service in every if service.admits(account)]

    def visible(self, name: str, region: str, account: str) -> Service:
        """The endpoint service `name`; to an account that may not connect to it, AWS says that it is not there."""
        found = next((service for service in self.services(region, account) if service.service_name == name), None)
        if found is None:
            raise EC2ClientError("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
        return found

    def find(self, name: str) -> Service | None:
        """The endpoint service of that name, wherever it is."""
        every = (service for backend in self.backends() for service in backend.configurations.values())
        return next((service for service in every if service.service_name == name), None)

    def settle(self) -> None:
        """Bring every record to the present, and forget what is gone."""
        now = self.clock.now()
        for backend in self.backends():
            for records in (backend.vpc_end_points, backend.configurations):
                for record in list(records.values()):
                    record.settle(now)
                    if record.life.state == GONE:
                        record.release()
                        del records[record.id]
        for follow in self.followers:
            follow()
