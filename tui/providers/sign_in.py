"""How the SDK finds credentials: as by itself, but without our terminal, and whatever state its caches are in."""

import json
import os
import shlex
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.domain.errors import CredentialsError
from tui.providers.helpers import Helpers

if TYPE_CHECKING:
    import botocore.session


def keep_to_itself(session: "botocore.session.Session", profile: str, region: str, helpers: Helpers) -> None:
    """Let no provider of `session` ask on the terminal, or fail for a cache that can only be read, or not even that.

    botocore asks for MFA codes by getpass, in the middle of a call: here a role that wants one is an error, unless the
    AWS CLI has a session of it already. The prompter and the builder have no public names. STS is asked in `region`.
    """
    from botocore.credentials import create_credential_resolver

    resolver = create_credential_resolver(session, region_name=region)
    session.register_component("credential_provider", resolver)
    role: Any = resolver.get_provider("assume-role")
    roles = _cache("~/.aws/cli/cache", _is_role)
    builder = _builder(session, region, helpers)
    role._prompter = _refuse(profile)  # noqa: SLF001
    role._profile_provider_builder = builder  # noqa: SLF001
    role.cache = roles
    named = session.get_config_variable("profile") or "default"
    ours = builder.providers(named, disable_env_vars=session.instance_variables().get("profile") is not None)
    by_kind = {type(each): each for each in ours}
    resolver.providers = [by_kind.get(type(each), each) for each in resolver.providers]


def _refuse(profile: str) -> Callable[[str], str]:
    def refuse(prompt: str) -> str:
        command = shlex.join(["aws", "sts", "get-caller-identity", *(["--profile", profile] if profile else [])])
        raise CredentialsError(
            f"The profile wants an MFA code: {prompt.strip(': ')}.",
            f"Run `{command}` in another terminal and enter the code there, then try again: that session is used.",
            source="AWS",
            code="MfaRequired",
        )

    return refuse


def _builder(session: "botocore.session.Session", region: str, helpers: Helpers) -> Any:
    from botocore.credentials import ProcessProvider, ProfileProviderBuilder
    from botocore.utils import get_login_token_cache_directory

    class Builder(ProfileProviderBuilder):
        def _create_process_provider(self, profile_name: str) -> ProcessProvider:
            return ProcessProvider(profile_name, lambda: session.full_config, popen=helpers.popen(profile_name))

    return Builder(
        session,
        cache={},
        region_name=region,
        sso_token_cache=_cache("~/.aws/sso/cache", _is_object),
        login_token_cache=_cache(get_login_token_cache_directory(), _is_object),
    )


def _cache(folder: str, usable: Callable[[Any], bool]) -> Any:
    """botocore's, in which what is not `usable` is not there; what cannot be written is kept in memory alone."""
    from botocore.utils import JSONFileCache

    class Cache(JSONFileCache):
        def __contains__(self, cache_key: str) -> bool:
            try:
                return usable(self[cache_key])
            except KeyError:
                return False

        def __setitem__(self, cache_key: str, value: Any) -> None:
            with suppress(OSError):  # the credentials are good all the same
                super().__setitem__(cache_key, value)

    return Cache(os.path.expanduser(folder), dumps_func=_dumps)  # noqa: PTH111 - Path raises where there is no home


def _dumps(value: Any) -> str:
    return json.dumps(value, default=lambda each: each.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _is_object(found: Any) -> bool:
    return isinstance(found, dict)


def _is_role(found: Any) -> bool:
    """Whether it is an answer of AssumeRole, as the AWS CLI keeps it."""
    try:
        keys = found["Credentials"]
        datetime.fromisoformat(str(keys["Expiration"]).replace("UTC", "+00:00"))
        return all(isinstance(keys[name], str) for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
    except (LookupError, TypeError, ValueError):
        return False
