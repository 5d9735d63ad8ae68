"""Which other program made a resource, as its tags tell. Pure."""

from collections.abc import Mapping

_STACK = "aws:cloudformation:stack-name"
"""Which CloudFormation sets by itself, on what the CDK makes too. Source: CloudFormation's user guide."""
_TOOLS = ("Terraform", "OpenTofu", "Pulumi", "Crossplane", "Ansible")
_KEYS = frozenset({"managedby", "createdby", "provisioner", "provisionedby", "iac", "tool"})
"""Of tags that people have such tools set, as they set none by themselves; without case, blanks and dashes."""
_NO = frozenset({"", "false", "no", "0"})


def owner(tags: Mapping[str, str]) -> str:
    """`CloudFormation stack NAME` or `Terraform`; empty where no tag tells."""
    if stack := tags.get(_STACK):
        return f"CloudFormation stack {stack}"
    found = (tool for key, value in tags.items() for tool in _TOOLS if _names(tool.casefold(), key, value.casefold()))
    return next(found, "")


def _names(tool: str, key: str, value: str) -> bool:
    bare = "".join(letter for letter in key.casefold() if letter.isalnum())
    return (bare == tool and value not in _NO) or (bare in _KEYS and tool in value)
