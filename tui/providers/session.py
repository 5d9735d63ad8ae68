"""boto3's session and clients: made late, once, and again after the credentials failed.

boto3 is imported where it is first used: the first screen is painted without it.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from tui.domain.errors import CredentialsError, PrivateEndpointError
from tui.providers import aws_config, requests
from tui.providers.aws_errors import domain_error
from tui.providers.helpers import LIMIT_S, Helpers
from tui.providers.proxies import proxy_for
from tui.providers.sdk import at_sdk, guard, require_request_id, sdk_errors, strict_parsers
from tui.threads import in_thread

if TYPE_CHECKING:
    import boto3
    import botocore.loaders
    import botocore.session
    from botocore.config import Config

T = TypeVar("T")

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 5, 15
"""An attempt's; botocore makes three in `standard` mode, its default, unless AWS_MAX_ATTEMPTS says otherwise."""

PATIENCE_S = 3.0
"""How long a call waits for credentials; those that take longer are got on with, and a later call finds them."""

_USUALLY = "https://ec2.amazonaws.com"
"""Stands for all of AWS where a proxy is looked for."""

_LOADING = Lock()
"""Else sessions that are made at the same time hold the models twice."""

FALLBACK_REGION = "us-east-1"
"""Whom to ask who the caller is, and for a role, where neither profile nor environment name a region."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whose AWS, and where; all empty means: as boto3 finds it in environment and ~/.aws."""

    profile: str = ""
    endpoint_url: str = ""
    key: tuple[str, str] | None = field(default=None, repr=False)
    """Access key ID and secret, for the demo alone; the machine's own AWS configuration is then not read."""


class Clients:
    """The clients of one access, shared by threads; one a service and region."""

    def __init__(self, access: Access, *, patience_s: float | None = None) -> None:
        """`patience_s` in the place of PATIENCE_S."""
        self.access = access
        self._patience_s = PATIENCE_S if patience_s is None else patience_s
        self._helpers = Helpers()
        self._lock = Lock()
        self._session: boto3.Session | None = None
        self._made: dict[tuple[str, str], Any] = {}
        self._found: Any = None
        self._signing: _Signing | None = None

    async def call(self, service: str, region: str, request: Callable[[Any], T], *, source: str) -> T:
        """What `request` returns when handed the client, in a thread; raises PrivateEndpointError only.

        Credentials come first, so that a request is never sent after its caller was told that it was not.
        """
        if not self._is_signed_in():
            await self._sign_in(source)
        return await in_thread(lambda: self._call(service, region, request, source))

    def client(self, service: str, region: str = "") -> Any:
        """The boto3 client; without a region that of profile or environment."""
        with self._lock:
            client = self._made.get((service, region)) or self._make(service, region)
            self._made[service, region] = client
            return client

    def close(self) -> None:
        """Close every client, forget the session and end its helpers: nobody waits for them any more."""
        self._helpers.end()
        self._helpers, self._signing = Helpers(), None
        self._forget()

    def _forget(self) -> None:
        """The next call makes all anew, from what the files say then."""
        made, self._made, self._session, self._found = self._made, {}, None, None
        for client in made.values():
            client.close()

    def _is_signed_in(self) -> bool:
        """Whether a request can be signed without asking anybody."""
        found = self._found
        return found is not None and not getattr(found, "refresh_needed", lambda: False)()

    async def _sign_in(self, source: str) -> None:
        """Raises CredentialsError, at once while those that are waited for are late already."""
        if self._signing and self._signing.lasted_s > self._patience_s:
            await in_thread(self._begin_anew_if_mended)
        with self._lock:
            signing = self._signing = self._signing or _Signing(self._credentials)
        asked = asyncio.shield(asyncio.wrap_future(signing.outcome))
        try:
            problem = await asyncio.wait_for(asked, max(self._patience_s - signing.lasted_s, 0))
        except TimeoutError:
            raise _not_there_yet(self.access.profile, self._patience_s, source) from None
        with self._lock:
            self._signing = None if self._signing is signing else self._signing
        if problem:
            self._forget()
            raise self._as_domain(problem, "sts", source)

    def _begin_anew_if_mended(self) -> None:
        """Wait no longer for what the files no longer say."""
        if self._signing and self._signing.stamp != aws_config.stamp():
            self.close()

    def _credentials(self) -> None:
        """Find them, and have them made: by a role, a helper, a sign-in. Blocks for as long as that takes."""
        from botocore.exceptions import NoCredentialsError

        with at_sdk():
            if not self.access.key:
                proxy_for(self.access.endpoint_url or _USUALLY, "AWS")  # that it is one
            session = self._session or new_session(self.access, self._helpers)
            found = session.get_credentials()
            if found is None:
                raise NoCredentialsError
            found.get_frozen_credentials()
        self._session, self._found = session, found

    def _call(self, service: str, region: str, request: Callable[[Any], T], source: str) -> T:
        client = None
        try:
            with at_sdk():
                client = self.client(service, region)
            return request(client)
        except sdk_errors() as error:
            problem = self._as_domain(error, service, source)
            if client is None or (isinstance(problem, CredentialsError) and client in self._made.values()):
                self._forget()
            raise problem from error

    def _as_domain(self, error: BaseException, service: str, source: str) -> BaseException:
        """An error of the SDK as ours; any other as it is."""
        if isinstance(error, sdk_errors()):
            return domain_error(error, source=source, service=service, profile=self.access.profile)
        if isinstance(error, PrivateEndpointError):
            error.source = source
        return error

    def _make(self, service: str, region: str) -> Any:
        session = self._session = self._session or new_session(self.access, self._helpers)
        anywhere = FALLBACK_REGION if service == "sts" else None
        client = session.client(  # type: ignore[call-overload] # the service's name is not a literal here
            service,
            region_name=region or _own_region(session, self.access) or anywhere,
            endpoint_url=self.access.endpoint_url or None,
            config=_config(self.access),
        )
        client.meta.events.register("after-call", requests.note)
        client.meta.events.register("after-call", require_request_id)
        guard(client)
        return client


class _Signing:
    """Credentials on their way, in a daemon thread."""

    def __init__(self, sign_in: Callable[[], None]) -> None:
        self.outcome: Future[BaseException | None] = Future()
        self.stamp: object = None
        """Of the files it began with."""
        self._began = monotonic()
        Thread(target=self._run, args=(sign_in,), name="tidb-pe-sign-in", daemon=True).start()

    @property
    def lasted_s(self) -> float:
        return monotonic() - self._began

    def _run(self, sign_in: Callable[[], None]) -> None:
        try:
            self.stamp = aws_config.stamp()
            sign_in()
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self.outcome.set_result(error)
        else:
            self.outcome.set_result(None)


def own_region(access: Access) -> str:
    """The region that environment or profile name; empty if neither does. Raises PrivateEndpointError."""
    try:
        with at_sdk():
            return _own_region(new_session(access, Helpers()), access)
    except sdk_errors() as error:
        raise domain_error(error, profile=access.profile) from error


def has_credentials(access: Access) -> bool:
    """Whether boto3 finds credentials; what it finds but cannot use counts, so that its error is shown.

    Blocks: it reads ~/.aws and, with nothing there, asks the instance metadata service (1 s, once). A helper is not
    waited for.
    """
    helpers = Helpers(limit_s=PATIENCE_S)
    try:
        with at_sdk():
            return new_session(access, helpers).get_credentials() is not None
    except PrivateEndpointError:
        return True
    except sdk_errors():
        return True


def looked_for() -> tuple[tuple[str, bool], ...]:
    """Where credentials are looked for, in boto3's order, and whether something is there; imports no boto3."""
    variables = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE")
    paths = [os.environ.get(variable, default) for variable, default in reversed(aws_config.FILES)]
    return (
        *((name, bool(os.environ.get(name))) for name in variables),
        *((path, os.path.isfile(os.path.expanduser(path))) for path in paths),  # noqa: PTH111, PTH113 - never raises
        ("container or instance role", any(name.startswith("AWS_CONTAINER_CREDENTIALS_") for name in os.environ)),
    )


def new_session(access: Access, helpers: Helpers) -> "boto3.Session":
    """A session that never asks anything on the terminal, and whose own requests do not wait for ever."""
    import boto3
    import botocore.session

    from tui.providers.sign_in import keep_to_itself

    session = botocore.session.Session(session_vars=_variables(access), profile=access.profile or None)
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    session.register_component("response_parser_factory", strict_parsers())
    if access.key:
        return boto3.Session(*access.key, botocore_session=session)
    session.set_default_client_config(_config(access))
    made = boto3.Session(botocore_session=session)
    keep_to_itself(session, access.profile, _own_region(made, access) or FALLBACK_REGION, helpers)
    return made


def _variables(access: Access) -> dict[str, Any]:
    """What the session takes from the environment: of the demo nothing, and never a profile without a name."""
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as USUAL

    if not access.key:
        names = [name for name in USUAL["profile"][1] if os.environ.get(name)]
        return {"profile": (None, names, None, None)}
    deaf = {name: (key, None, default, convert) for name, (key, _, default, convert) in USUAL.items()}
    nowhere = (None, None, os.devnull, None)
    return deaf | {"config_file": nowhere, "credentials_file": nowhere}


def _loader(data_path: str | None) -> "botocore.loaders.Loader":
    """The API models, shared by all sessions."""
    with _LOADING:
        return _models(data_path)


@cache
def _models(data_path: str | None) -> "botocore.loaders.Loader":
    from tui.providers.models import Models

    paths = data_path.split(os.pathsep) if data_path else []
    return Models([os.path.expanduser(os.path.expandvars(path)) for path in paths])  # noqa: PTH111 - as botocore does


def _own_region(session: "boto3.Session", access: Access) -> str:
    """AWS_REGION as the AWS CLI reads it; boto3 itself knows AWS_DEFAULT_REGION and the profile's region alone."""
    return (not access.key and os.environ.get("AWS_REGION")) or session.region_name or ""


def _config(access: Access) -> "Config":
    from botocore.config import Config

    config = Config(connect_timeout=CONNECT_TIMEOUT_S, read_timeout=READ_TIMEOUT_S)
    if not access.key:
        return config
    # the demo is on this machine, whatever proxy or kind of endpoint the environment asks for
    return config.merge(Config(proxies={}, use_fips_endpoint=False, use_dualstack_endpoint=False))


def _not_there_yet(profile: str, patience_s: float, source: str) -> CredentialsError:
    whose = f"the profile {profile}" if profile else "AWS"
    return CredentialsError(
        f"The credentials of {whose} are not there after {patience_s:g} s: a sign-in or a helper takes long.",
        f"If it asks for something, answer it; then try again. It is given up after {LIMIT_S:g} s.",
        source,
        "CredentialsLate",
        retryable=True,
    )
