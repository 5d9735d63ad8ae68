"""A policy that wants tags: AWS's encoded reason is decoded where we may, and its tags are named."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.samples import request, service
from tui.domain.errors import PermissionDenied
from tui.providers.aws import Boto3Aws
from tui.providers.aws_errors import domain_error
from tui.providers.denials import tag_keys

TEXT = (
    "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/ops is not authorized to"
    " perform: ec2:CreateVpcEndpoint on resource: arn:aws:ec2:us-west-2:111122223333:vpc-endpoint/* with an explicit"
    " deny in a service control policy. Encoded authorization failure message: kDNl_c-w"
)


def denied(text: str, operation: str = "CreateVpcEndpoint") -> ClientError:
    told: Any = {"Error": {"Code": "UnauthorizedOperation", "Message": text}, "ResponseMetadata": {"RequestId": "r-1"}}
    return ClientError(told, operation)


def statement(*keys: str) -> dict[str, Any]:
    """As AWS decodes it: one denying statement, and the conditions that it names."""
    return {"effect": "DENY", "conditions": {"items": [{"key": key, "values": {"items": []}} for key in keys]}}


def decoded(*statements: dict[str, Any]) -> str:
    return json.dumps({"allowed": False, "explicitDeny": True, "matchedStatements": {"items": list(statements)}})


class Asked:
    """Clients of an account whose creations are denied, and which may, or may not, decode why."""

    def __init__(self, text: str, answer: str | None) -> None:
        self.text, self.answer = text, answer
        self.decodes: list[str] = []

    async def call(self, service: str, _region: str, ask: Callable[[Any], Any], *, source: str) -> Any:
        try:
            return ask(self)
        except ClientError as error:
            raise domain_error(error, source=source, service=service) from error

    def create_vpc_endpoint(self, **_: Any) -> Any:
        raise denied(self.text)

    def decode_authorization_message(self, EncodedMessage: str) -> Any:  # noqa: N803 - boto3's
        self.decodes.append(EncodedMessage)
        if self.answer is None:
            raise denied("No.", "DecodeAuthorizationMessage")
        return {"DecodedMessage": self.answer}


async def refusal(asked: Asked, *, dry: bool = False) -> PermissionDenied:
    aws = Boto3Aws(asked)  # type: ignore[arg-type] # as much of it as is needed
    with pytest.raises(PermissionDenied) as caught:
        await (aws.dry_run_create if dry else aws.create_vpc_endpoint)(request(service()))
    return caught.value


@pytest.mark.parametrize("dry", [False, True])
async def test_the_tags_that_a_policy_wants_are_named(dry: bool) -> None:
    asked = Asked(
        TEXT, decoded(statement("aws:RequestTag/CostCenter", "ec2:Region"), statement("aws:RequestTag/Owner"))
    )
    error = await refusal(asked, dry=dry)
    assert asked.decodes == ["kDNl_c-w"]
    assert error.remedy.startswith("A service control policy (SCP) of your organization denies ec2:CreateVpcEndpoint")
    assert error.remedy.endswith("It is about the tags CostCenter, Owner.")


async def test_without_the_permission_to_decode_the_refusal_stays_as_it_is() -> None:
    error = await refusal(Asked(TEXT, None))
    assert error.remedy.endswith("name them in the setting `tags`.")
    assert (error.code, error.request_id) == ("UnauthorizedOperation", "r-1")


async def test_nothing_is_decoded_where_nothing_is_encoded() -> None:
    asked = Asked("You are not authorized to perform this operation.", decoded(statement("aws:RequestTag/x")))
    assert (await refusal(asked)).remedy == "Ask for the permission ec2:CreateVpcEndpoint."
    assert asked.decodes == []


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", "{}", '{"matchedStatements": 3}', '{"matchedStatements": {"items": [{"conditions": null}]}}'],
)
def test_what_cannot_be_read_names_nothing(text: str) -> None:
    assert tag_keys(text) == ()


def test_a_key_is_named_once_and_harmlessly() -> None:
    told = decoded(statement("aws:RequestTag/Cost\x1b[31mCenter"), statement("AWS:RequestTag/Cost\x1b[31mCenter"))
    assert len(tag_keys(told)) == 1
    assert tag_keys(told)[0].isprintable()
