"""boto3's session and clients: made late, once, and again after the credentials failed.

boto3 is imported where it is first used: the first screen is painted without it.
"""

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from tui.domain.errors import CredentialsError
from tui.providers import requests
from tui.providers.aws_errors import domain_error
from tui.providers.threads import in_thread

if TYPE_CHECKING:
    import boto3
    import botocore.loaders
    import botocore.session
    from botocore.config import Config

T = TypeVar("T")

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 5, 15
"""An attempt's; botocore makes three in `standard` mode, its default, unless AWS_MAX_ATTEMPTS says otherwise."""

_LOADING = Lock()
"""Else sessions that are made at the same time hold the models twice."""

FALLBACK_REGION = "us-east-1"
"""Whom to ask who the caller is where neither profile nor environment name a region; nothing else is asked there."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whose AWS, and where; all empty means: as boto3 finds it in environment and ~/.aws."""

    profile: str = ""
    endpoint_url: str = ""
    key: tuple[str, str] | None = field(default=None, repr=False)
    """Access key ID and secret, for the demo alone; the machine's own AWS configuration is then not read."""


class Clients:
    """The clients of one access, shared by threads; one a service and region."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._lock = Lock()
        self._session: boto3.Session | None = None
        self._made: dict[tuple[str, str], Any] = {}

    async def call(self, service: str, region: str, request: Callable[[Any], T], *, source: str) -> T:
        """What `request` returns when handed the client, in a thread; raises PrivateEndpointError only."""
        return await in_thread(lambda: self._call(service, region, request, source))

    def client(self, service: str, region: str = "") -> Any:
        """The boto3 client; without a region that of profile or environment."""
        with self._lock:
            client = self._made.get((service, region)) or self._make(service, region)
            self._made[service, region] = client
            return client

    def close(self) -> None:
        """Close every client and forget the session; the next call makes them anew.

        Takes no lock: to quit must not wait for a `credential_process` that hangs.
        """
        made, self._made, self._session = self._made, {}, None
        for client in made.values():
            client.close()

    def _call(self, service: str, region: str, request: Callable[[Any], T], source: str) -> T:
        try:
            return request(self.client(service, region))
        except _sdk_errors() as error:
            problem = domain_error(error, source=source, service=service, profile=self.access.profile)
            if isinstance(problem, CredentialsError):
                self.close()
            raise problem from error

    def _make(self, service: str, region: str) -> Any:
        session = self._session or new_session(self.access)
        self._session = session
        anywhere = FALLBACK_REGION if service == "sts" else None
        client = session.client(  # type: ignore[call-overload] # the service's name is not a literal here
            service,
            region_name=region or _own_region(session) or anywhere,
            endpoint_url=self.access.endpoint_url or None,
            config=_config(self.access),
        )
        client.meta.events.register("after-call", requests.note)
        client.meta.events.register("after-call", _require_request_id)
        return client


def own_region(access: Access) -> str:
    """The region that environment or profile name; empty if neither does. Raises PrivateEndpointError."""
    try:
        return _own_region(new_session(access))
    except _sdk_errors() as error:
        raise domain_error(error, profile=access.profile) from error


def has_credentials(access: Access) -> bool:
    """Whether boto3 finds credentials; what it finds but cannot use counts, so that its error is shown.

    Blocks: it reads ~/.aws and, with nothing there, asks the instance metadata service (1 s, once).
    """
    try:
        return new_session(access).get_credentials() is not None
    except _sdk_errors():
        return True


def looked_for() -> tuple[tuple[str, bool], ...]:
    """Where credentials are looked for, in boto3's order, and whether something is there; imports no boto3."""
    variables = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE")
    files = (("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"), ("AWS_CONFIG_FILE", "~/.aws/config"))
    paths = [os.environ.get(variable, default) for variable, default in files]
    return (
        *((name, bool(os.environ.get(name))) for name in variables),
        *((path, Path(path).expanduser().is_file()) for path in paths),
        ("container or instance role", any(name.startswith("AWS_CONTAINER_CREDENTIALS_") for name in os.environ)),
    )


def new_session(access: Access) -> "boto3.Session":
    """A session that never asks anything on the terminal."""
    import boto3
    import botocore.session

    session = _without_configuration() if access.key else botocore.session.get_session()
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    session.register_component("response_parser_factory", _strict_parsers())
    if access.key:
        return boto3.Session(*access.key, botocore_session=session)
    if access.profile:
        session.set_config_variable("profile", access.profile)
    _never_prompt(session, access.profile)
    return boto3.Session(botocore_session=session)


def _loader(data_path: str | None) -> "botocore.loaders.Loader":
    """The API models, shared by all sessions."""
    with _LOADING:
        return _models(data_path)


@cache
def _models(data_path: str | None) -> "botocore.loaders.Loader":
    from tui.providers.models import Models

    paths = data_path.split(os.pathsep) if data_path else []
    return Models([os.path.expanduser(os.path.expandvars(path)) for path in paths])  # noqa: PTH111 - as botocore does


def _strict_parsers() -> Any:
    """Parsers that call unreadable whatever they stumble over: from a portal's page botocore raises KeyError."""
    from botocore.parsers import ResponseParserError, ResponseParserFactory

    class Strict:
        def __init__(self, parser: Any) -> None:
            self._parser = parser

        def parse(self, response: Any, shape: Any) -> Any:
            try:
                return self._parser.parse(response, shape)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise ResponseParserError(f"The answer cannot be read: {error!r}") from error

    class Factory(ResponseParserFactory):
        def create_parser(self, protocol_name: str) -> Any:
            return Strict(super().create_parser(protocol_name))

    return Factory()


def _own_region(session: "boto3.Session") -> str:
    """AWS_REGION as the AWS CLI reads it; boto3 itself knows AWS_DEFAULT_REGION and the profile's region alone."""
    return os.environ.get("AWS_REGION") or session.region_name or ""


def _without_configuration() -> "botocore.session.Session":
    import botocore.session

    nowhere = (None, None, os.devnull, None)
    variables = {"profile": (None, None, None, None), "config_file": nowhere, "credentials_file": nowhere}
    return botocore.session.Session(session_vars=variables)


def _never_prompt(session: "botocore.session.Session", profile: str) -> None:
    """Make a role that wants an MFA code an error, unless the AWS CLI has a session of it already.

    botocore asks by getpass, on the terminal, in the middle of a call. Its prompter has no public name.
    """
    from botocore.utils import JSONFileCache

    def refuse(prompt: str) -> str:
        command = shlex.join(["aws", "sts", "get-caller-identity", *(["--profile", profile] if profile else [])])
        raise CredentialsError(
            f"The profile wants an MFA code: {prompt.strip(': ')}.",
            f"Run `{command}` in another terminal and enter the code there, then refresh: that session is used.",
            source="AWS",
            code="MfaRequired",
        )

    role = session.get_component("credential_provider").get_provider("assume-role")
    role._prompter = refuse  # noqa: SLF001
    role.cache = JSONFileCache(str(Path("~/.aws/cli/cache").expanduser()))


def _config(access: Access) -> "Config":
    from botocore.config import Config

    config = Config(connect_timeout=CONNECT_TIMEOUT_S, read_timeout=READ_TIMEOUT_S)
    if not access.key:
        return config
    # the demo is on this machine, whatever proxy or kind of endpoint the environment asks for
    return config.merge(Config(proxies={}, use_fips_endpoint=False, use_dualstack_endpoint=False))


def _require_request_id(parsed: Mapping[str, Any], **_: Any) -> None:
    """Refuse an answer that no AWS gave, such as a captive portal's page: botocore reads it as one with nothing in it.

    AWS numbers every request; to take a page for an empty list would show every endpoint as gone.
    """
    from botocore.parsers import ResponseParserError

    if "Error" not in parsed and not parsed.get("ResponseMetadata", {}).get("RequestId"):
        raise ResponseParserError("The answer has no request ID.")


def _sdk_errors() -> tuple[type[Exception], ...]:
    """What boto3 raises: three trees, and ValueError for an endpoint URL that is none."""
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    return ClientError, BotoCoreError, ResponseParserError, ValueError
