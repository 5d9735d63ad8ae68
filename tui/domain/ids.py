"""IDs as AWS writes them: parse, or say what was expected; and the boxes that they are entered in."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

VPC, SUBNET, SECURITY_GROUP, VPC_ENDPOINT, ENDPOINT_SERVICE = "vpc", "subnet", "sg", "vpce", "vpce-svc"

REGION = r"^[a-z]{2,}(-[a-z]+)+-\d{1,2}$"
"""An AWS region, such as `us-west-2`."""
MOST_PASTED = 200_000
"""Characters of a paste that are read; `aws ec2 describe-subnets` of 200 subnets is as long."""
_MOST_NAMED = 3
_LONGEST_NAMED = 40
_HEX_8_OR_17 = re.compile(r"[0-9a-f]{8}|[0-9a-f]{17}")
_BETWEEN = re.compile(r"[\s,;|\"'`\u2018-\u201f()\[\]{}\u200b\u2060\ufeff]+")
"""What stands between IDs in a console, in the output of `aws` and in Terraform."""
_LABEL = re.compile(r"[\"']?(?<![\w-])[A-Za-z_][A-Za-z0-9_]*[\"']?\s{0,9}(?:=|:(?![\w/]))")
"""Such as `"SubnetId":` or `subnet_ids =`."""
_OTHER_ID = re.compile(r"[a-z]+(-[a-z]+)*-([0-9a-f]{8}|[0-9a-f]{17})")
_TORN = re.compile(r"-[0-9a-f]{5,}")
"""In what may be the rest of an ID."""


class InvalidId(ValueError):  # noqa: N818 - reads as what it says
    """The text is not such an ID; the message says what was expected."""


class Box(StrEnum):
    """The boxes for IDs: the value is the name in a kept setup, and on the page."""

    VPC = "vpc"
    SUBNETS = "subnets"
    GROUPS = "groups"
    ENDPOINT = "endpoint"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def prefix(self) -> str:
        return _KINDS[self][1]

    @property
    def many(self) -> bool:
        """Whether it takes several IDs."""
        return self in {Box.SUBNETS, Box.GROUPS}


_KINDS = {
    Box.VPC: ("VPC ID", VPC),
    Box.SUBNETS: ("Subnet IDs", SUBNET),
    Box.GROUPS: ("Security groups", SECURITY_GROUP),
    Box.ENDPOINT: ("VPC endpoint ID", VPC_ENDPOINT),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a box and is not its answer: a part of it is no ID, or it is not taken yet. It blocks."""

    box: Box
    text: str
    """As entered."""

    @property
    def why(self) -> str:
        """What is wrong with it; empty where nothing is."""
        try:
            read(self.box, self.text)
        except InvalidId as error:
            return str(error)
        return ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste brings to a box."""

    text: str
    """For the box, on one line; what may be a damaged ID is in it too, so that it blocks."""
    left_over: tuple[str, ...] = ()
    """Words that are nothing for this box."""
    whole: bool = True
    """Whether it is one or more IDs, rather than a piece of one."""


def parse_id(prefix: str, text: str) -> str:
    """Return `text` as an ID such as `vpce-0123456789abcdef0`, or raise InvalidId with what was expected."""
    kind, _, suffix = text.strip().rpartition("-")
    if kind != prefix or not _HEX_8_OR_17.fullmatch(suffix):
        raise InvalidId(f"Expected {prefix}- followed by 8 or 17 hex digits.")
    return f"{kind}-{suffix}"


def parse_ids(prefix: str, text: str) -> tuple[str, ...]:
    """Return the IDs in `text`, whatever stands between them, each once; InvalidId names what is no ID."""
    words = words_of(text)
    if wrong := [word for word in words if not _is_id(prefix, word)]:
        raise InvalidId(f"{named(wrong)}: Expected {prefix}- followed by 8 or 17 hex digits.")
    if twice := [word for word, times in Counter(words).items() if times > 1]:
        raise InvalidId(f"{twice[0]} is there twice.")
    return tuple(words)


def read(box: Box, text: str) -> tuple[str, ...]:
    """The IDs in the text of `box`, all of them; InvalidId where a part of it is none."""
    words = words_of(text)
    if box.many or not words:
        return parse_ids(box.prefix, text)
    if len(words) > 1 and all(_is_id(box.prefix, word) for word in words):
        raise InvalidId(f"Expected one {box.label}, not {len(words)}.")
    return (parse_id(box.prefix, words[0] if len(words) == 1 else text),)


def pasted(box: Box, text: str) -> Pasted:
    """All IDs of a text from elsewhere; one without any stays as it is."""
    whole = re.compile(rf"(?<![\w-]){box.prefix}-(?:[0-9a-f]{{17}}|[0-9a-f]{{8}})(?![\w-])")
    head = text[:MOST_PASTED]
    if not whole.search(head):
        return Pasted(" ".join(head.split()), whole=False)
    taken: dict[str, None] = {}
    left_over: dict[str, None] = {}
    for word in words_of(head):
        found = whole.findall(word)
        taken |= dict.fromkeys(found or ([word] if _may_be_damaged(box.prefix, word) else []))
        left_over |= {} if found or word in taken else {word: None}
    rest = ("the rest of a long text",) if len(text) > MOST_PASTED else ()
    return Pasted(" ".join(taken), (*left_over, *rest))


def named(words: list[str] | tuple[str, ...]) -> str:
    """The first of `words`, long ones cut, and how many more there are."""
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return ", ".join(word[:_LONGEST_NAMED] for word in words[:_MOST_NAMED]) + more


def without(unread: tuple[Unread, ...], box: Box) -> tuple[Unread, ...]:
    """The others' texts."""
    return tuple(each for each in unread if each.box is not box)


def words_of(text: str) -> list[str]:
    """What stands in a text between blanks, commas, quotes and brackets, without labels."""
    return [word for word in _BETWEEN.split(_LABEL.sub(" ", text)) if word]


def _is_id(prefix: str, word: str) -> bool:
    kind, _, suffix = word.rpartition("-")
    return kind == prefix and bool(_HEX_8_OR_17.fullmatch(suffix))


def _may_be_damaged(prefix: str, word: str) -> bool:
    """An ID of another kind is none, unless that kind is the rest of `prefix`."""
    folded = word.casefold()
    other = _OTHER_ID.fullmatch(folded) and not prefix.endswith(folded.rpartition("-")[0])
    return f"{prefix}-" in folded or bool(_TORN.search(folded) and not other)
