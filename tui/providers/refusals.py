"""What AWS and its SDK say no with, and what to do about it: data, first match wins.

Source: EC2 API error codes, and sentences quoted in public issues. Codes are compared by prefix, without case: the
service itself is not consistent about either.
"""

from dataclasses import dataclass

from tui.domain.errors import (
    CredentialsError,
    InvalidRequest,
    NotFound,
    PermissionDenied,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
)
from tui.extras import how_to_get


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of AWS.

    In the remedy `{permission}`, `{profile}` (an option of `aws`) and `{key}` (of a tag) are filled in.
    """

    code: str
    """How the error code begins; empty for any."""
    contains: str
    """A piece of the message; empty for any."""
    error: type[PrivateEndpointError]
    remedy: str


@dataclass(frozen=True, slots=True)
class Mishap:
    """An exception of the SDK itself, by the name of its class or of a base of it."""

    name: str
    error: type[PrivateEndpointError]
    remedy: str
    summary: str = ""
    """Ours, where the SDK's sentence helps nobody."""
    looks_in_files: bool = False
    """Whether a file of the AWS configuration that cannot be read may be why."""
    is_setting: bool = False
    """Whether a variable or a line of the profile may have the value that is wrong."""


_ZONE = "Choose subnets in zones that the service is in (compare AZ IDs); if there is none, ask who runs the service."
ENDPOINT = "Check the endpoint's ID, the region and the account; one just created takes some seconds to be seen."
ENDPOINT_SERVICE = "Check that the region is that of the service and that this account is among its allowed principals."
_SLOWER = "AWS wants fewer requests: wait a minute, then try again."
_SIGN_IN = "Sign in again on the AWS command line (such as `aws sso login{profile}`), then try again."
_KEY = "Check the access key: AWS does not know it, or no longer."
SERVER_FAILED = "AWS has a problem of its own: wait a minute, then try again."
_PERMISSION = "Ask for the permission {permission}."
_BY_SCP = "explicit deny in a service control policy"
_SCP = (
    "A service control policy (SCP) of your organization denies {permission}, whatever the identity may do. Where it"
    " wants tags on what is created, name them in the setting `tags`."
)
_SETTLE = "Refresh to see what state it is in, and wait until it settles."
_NETWORK = "Check the network, the VPN and the proxy settings, then try again."
_SETTINGS = "Correct the AWS settings (~/.aws/config and AWS_ variables), then try again."
_LOOK = "Run `aws sts get-caller-identity{profile}` to see what fails, then try again."

PRIVATE_DNS = (
    Refusal(
        "InvalidParameter",
        "after the endpoint connection is accepted",
        InvalidRequest,
        "Wait until the connection is accepted and AWS says available, then enable private DNS again.",
    ),
    Refusal(
        "InvalidParameter",
        "enableDnsSupport",
        InvalidRequest,
        "Turn on both attributes of the VPC: aws ec2 modify-vpc-attribute with --enable-dns-support, then again with"
        " --enable-dns-hostnames.",
    ),
    Refusal(
        "InvalidParameter",
        "conflicting DNS domain",
        InvalidRequest,
        "Another endpoint in this VPC has private DNS for the same name: use that one, or turn its private DNS off.",
    ),
    Refusal(
        "InvalidParameter",
        "does not provide a private DNS name",
        InvalidRequest,
        "Who runs the service gives it a private DNS name first; until then connect by the endpoint's own DNS name.",
    ),
    Refusal(
        "InvalidParameter",
        "verif",
        InvalidRequest,
        "Who runs the service proves the domain of its private DNS name by a TXT record first.",
    ),
)

CREATE = (
    Refusal("InvalidParameter", "does not support the availability zone", InvalidRequest, _ZONE),
    Refusal("InvalidParameter", "supported for remote access", InvalidRequest, _ZONE),
    Refusal("DuplicateSubnetsInSameZone", "", InvalidRequest, "Choose one subnet a zone."),
    Refusal("InsufficientFreeAddresses", "", InvalidRequest, "Choose a subnet with a free address."),
    Refusal(
        "IdempotentParameterMismatch",
        "",
        InvalidRequest,
        "An endpoint was already asked for with other values: refresh to see it, or start another private endpoint.",
    ),
    Refusal(
        "VpcEndpointLimitExceeded",
        "",
        InvalidRequest,
        "Delete an endpoint that is not needed, or have the quota of interface endpoints per VPC raised.",
    ),
    Refusal(
        "InvalidServiceName",
        "",
        NotFound,
        ENDPOINT_SERVICE,
    ),
    Refusal("InvalidVpcId.NotFound", "", NotFound, "Check the VPC ID, the region and the account."),
    Refusal(
        "InvalidSubnetId.NotFound", "", NotFound, "Check the subnet IDs: they are subnets of the VPC, in its region."
    ),
    Refusal("InvalidSecurityGroupId.NotFound", "", NotFound, "Check the security group IDs: they belong to the VPC."),
    Refusal("InvalidGroup.NotFound", "", NotFound, "Check the security group IDs: they belong to the VPC."),
)

ENDPOINTS = (
    Refusal(
        "InvalidVpcEndpointService",
        "",
        NotFound,
        "Check that the endpoint service still exists, in this region and account; one just created takes some seconds"
        " to be seen.",
    ),
    Refusal(
        "InvalidVpcEndpointId.NotFound",
        "",
        NotFound,
        ENDPOINT,
    ),
    Refusal("InvalidVpcEndpoint.NotFound", "", NotFound, ENDPOINT),
    Refusal("ExistingVpcEndpointConnections", "", InvalidRequest, "Reject the connections of the service first."),
    Refusal("LoadBalancerNotFound", "", NotFound, "Check the load balancer's ARN in the configuration."),
    Refusal("InvalidLoadBalancer", "", InvalidRequest, "An endpoint service needs a network load balancer."),
    Refusal("InvalidPrincipal", "", InvalidRequest, "Check the account that is to connect."),
    Refusal("InvalidState", "", InvalidRequest, _SETTLE),
    Refusal("IncorrectState", "", InvalidRequest, _SETTLE),
)

ORGANIZATION = (
    Refusal(
        "TagPolicyViolation",
        "",
        PermissionDenied,
        "A tag policy of your organization refuses this value of the tag {key}: set one that it allows in the setting"
        " `tags` (or `endpoint_name`, for Name).",
    ),
    Refusal("UnauthorizedOperation", _BY_SCP, PermissionDenied, _SCP),
    Refusal("AccessDenied", _BY_SCP, PermissionDenied, _SCP),
)
"""Source: sentences quoted in hashicorp/terraform-provider-aws#35639, runs-on/runs-on#485, aws/karpenter#5185."""

CALLER = (
    Refusal("UnauthorizedOperation", "", PermissionDenied, _PERMISSION),
    Refusal("AccessDenied", "", PermissionDenied, _PERMISSION),
    Refusal("UnauthorizedAccess", "", PermissionDenied, _PERMISSION),
    Refusal("OptInRequired", "", PermissionDenied, "Have the region or service enabled for this account."),
    Refusal("Blocked", "", PermissionDenied, "The account is blocked: whoever owns it has to ask AWS."),
    Refusal("PendingVerification", "", PermissionDenied, "AWS is still checking the account: try again later."),
    Refusal("RequestExpired", "", CredentialsError, f"Check this machine's clock. {_SIGN_IN}"),
    Refusal("InvalidSecurity", "", CredentialsError, "Check this machine's clock, then try again."),
    Refusal("SignatureDoesNotMatch", "", CredentialsError, "Check the secret key and this machine's clock."),
    Refusal("AuthFailure", "", CredentialsError, f"{_SIGN_IN} The region may also not be enabled for the account."),
    Refusal("Expired", "", CredentialsError, _SIGN_IN),
    Refusal("InvalidClientTokenId", "", CredentialsError, _KEY),
    Refusal("InvalidAccessKeyId", "", CredentialsError, _KEY),
    Refusal("UnrecognizedClient", "", CredentialsError, _SIGN_IN),
    Refusal("TokenRefreshRequired", "", CredentialsError, _SIGN_IN),
    Refusal("MissingAuthenticationToken", "", CredentialsError, _SIGN_IN),
    Refusal("RequestLimitExceeded", "", Throttled, _SLOWER),
    Refusal("Throttl", "", Throttled, _SLOWER),
    Refusal("EC2Throttl", "", Throttled, _SLOWER),
    Refusal("RequestThrottled", "", Throttled, _SLOWER),
    Refusal("TooManyRequests", "", Throttled, _SLOWER),
    Refusal("SlowDown", "", Throttled, _SLOWER),
    Refusal("PriorRequestNotComplete", "", Throttled, _SLOWER),
)

SERVER = tuple(
    Refusal(code, "", ProviderFault, SERVER_FAILED)
    for code in ("Internal", "Unavailable", "ServiceUnavailable", "RequestTimeout")
)

REFUSALS = (*PRIVATE_DNS, *CREATE, *ENDPOINTS, *ORGANIZATION, *CALLER, *SERVER)

ENDPOINT_URL = Mishap(
    "ValueError",
    InvalidRequest,
    "Correct the endpoint URL: it begins with http:// or https://.",
    is_setting=True,
)


def _signed_out(name: str, remedy: str) -> Mishap:
    return Mishap(name, CredentialsError, remedy, looks_in_files=True)


def _wrongly_set(name: str, kind: type[PrivateEndpointError] = InvalidRequest) -> Mishap:
    return Mishap(name, kind, _SETTINGS, looks_in_files=kind is CredentialsError, is_setting=True)


WRONGLY_SET = _wrongly_set("")
"""For an error that no row names, if it quotes what is set."""

_SSO = "Sign in with `aws sso login{profile}`, then try again."

MISHAPS = {
    mishap.name: mishap
    for mishap in (
        _signed_out(
            "NoCredentialsError",
            "Sign in with `aws sso login{profile}` or `aws configure{profile}`, or set AWS_PROFILE, then try again.",
        ),
        Mishap("PartialCredentialsError", CredentialsError, "Give both the access key and its secret."),
        _signed_out("ProfileNotFound", "Choose a profile that ~/.aws/config has, or add this one, then try again."),
        Mishap("SSOError", CredentialsError, _SSO),
        Mishap("TokenRetrievalError", CredentialsError, _SSO),
        Mishap("NoAuthTokenError", CredentialsError, _SSO),
        Mishap("LoginError", CredentialsError, "Sign in with `aws login{profile}`, then try again."),
        Mishap("CredentialRetrievalError", CredentialsError, _LOOK, is_setting=True),
        Mishap("MetadataRetrievalError", CredentialsError, "Check the role of this machine or container."),
        Mishap("RefreshWithMFAUnsupportedError", CredentialsError, _SIGN_IN),
        Mishap("MissingDependencyException", CredentialsError, how_to_get("botocore[crt]", "This kind of sign-in")),
        _wrongly_set("UnknownCredentialError", CredentialsError),
        _wrongly_set("InvalidConfigError", CredentialsError),
        _wrongly_set("ConfigParseError", CredentialsError),
        _wrongly_set("ConfigNotFound", CredentialsError),
        Mishap("NoRegionError", InvalidRequest, "Set AWS_REGION, or the region of the profile."),
        Mishap("InvalidRegionError", InvalidRequest, "Give a region such as us-west-2.", is_setting=True),
        _wrongly_set("ValidationError"),
        Mishap("ParamValidationError", InvalidRequest, "Check what was entered."),
        _wrongly_set("BaseEndpointResolverError"),
        _wrongly_set("EndpointProviderError"),
        _wrongly_set("InvalidEndpointConfigurationError"),
        _wrongly_set("InvalidProxiesConfigError"),
        _wrongly_set("InvalidRetryConfigurationError"),
        _wrongly_set("InvalidDefaultsMode"),
        Mishap("SSLError", Unreachable, "Check AWS_CA_BUNDLE and the proxy: the server's certificate is not trusted."),
        Mishap("ProxyConnectionError", Unreachable, "Check HTTPS_PROXY and NO_PROXY."),
        Mishap("EndpointConnectionError", Unreachable, f"{_NETWORK} Check too that the region in that URL exists."),
        Mishap("ConnectionError", Unreachable, _NETWORK),
        Mishap("HTTPClientError", Unreachable, _NETWORK),
        Mishap(
            "ResponseParserError",
            ProviderFault,
            "Try again; if it stays, a proxy may answer in AWS's place, or the endpoint URL is not AWS's.",
            "The answer is not one that AWS gives.",
        ),
        Mishap("BotoCoreError", ProviderFault, "Try again; if it stays, report it.", is_setting=True),
        Mishap("Exception", CredentialsError, f"{_SETTINGS[:-1]}. {_LOOK}", looks_in_files=True, is_setting=True),
    )
}
"""The last one is for what the SDK lets through: a file, a program or a setting that it cannot make use of."""
