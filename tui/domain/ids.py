"""IDs as AWS writes them: parse, or say what was expected."""

import re

_HEX_8_OR_17 = re.compile(r"[0-9a-f]{8}|[0-9a-f]{17}")

VPC, SUBNET, SECURITY_GROUP, VPC_ENDPOINT, ENDPOINT_SERVICE = "vpc", "subnet", "sg", "vpce", "vpce-svc"


class InvalidId(ValueError):  # noqa: N818 - reads as what it says
    """The text is not such an ID; the message says what was expected."""


def parse_id(prefix: str, text: str) -> str:
    """Return `text` as an ID such as `vpce-0123456789abcdef0`, or raise InvalidId with what was expected."""
    kind, _, suffix = text.strip().rpartition("-")
    if kind != prefix or not _HEX_8_OR_17.fullmatch(suffix):
        raise InvalidId(f"Expected {prefix}- followed by 8 or 17 hex digits.")
    return f"{kind}-{suffix}"


def parse_ids(prefix: str, text: str) -> tuple[str, ...]:
    """Return the IDs in `text`, separated by spaces or commas, each once; InvalidId names the one that is wrong."""
    found: list[str] = []
    for word in text.replace(",", " ").split():
        try:
            parsed = parse_id(prefix, word)
        except InvalidId as error:
            raise InvalidId(f"{word[:40]}: {error}") from None
        if parsed in found:
            raise InvalidId(f"{parsed} is there twice.")
        found.append(parsed)
    return tuple(found)
