"""A cloud that has bad days, and the clients that ask it."""

from collections.abc import Iterator

import pytest
from botocore.retries import quota, standard

from tests.bad_days.cloud import BadCloud, bad_cloud
from tests.fakes import REGION
from tui.providers import session
from tui.providers.session import Access, Clients

KEY = ("AKIAEXAMPLE", "hush")


@pytest.fixture(scope="package")
def running() -> Iterator[BadCloud]:
    with bad_cloud() as cloud:
        yield cloud


@pytest.fixture
def cloud(running: BadCloud) -> BadCloud:
    running.begin(None, "", {})
    return running


@pytest.fixture(scope="package")
def patient(running: BadCloud) -> Iterator[Clients]:
    """The product's own three attempts; between them passes no time, and no number of bad days uses them up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standard.ExponentialBackoff, "delay_amount", lambda *_: 0.0)
        patch.setattr(quota.RetryQuota, "acquire", lambda *_: True)
        clients = Clients(Access(endpoint_url=running.url, key=KEY))
        yield clients
        clients.close()


@pytest.fixture(scope="package")
def hasty(running: BadCloud) -> Iterator[Clients]:
    """One attempt, and little time to answer it."""
    clients = Clients(Access(endpoint_url=running.url))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "READ_TIMEOUT_S", 0.2)
        for name, value in zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), KEY, strict=True):
            patch.setenv(name, value)
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        for service, region in (("sts", ""), ("ec2", REGION), ("elbv2", REGION), ("pricing", "us-east-1")):
            clients.client(service, region)
    yield clients
    clients.close()
