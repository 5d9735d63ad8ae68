"""HCL, as Terraform reads and formats it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Expression(str):
    """Written as it stands, such as a reference; never made of what comes from outside."""

    __slots__ = ()


Value = str | int | bool | Sequence[str] | Mapping[str, str]
Arguments = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class HclBlock:
    """A block with its type, labels, arguments and inner blocks."""

    type: str
    labels: tuple[str, ...]
    arguments: Arguments
    blocks: "tuple[HclBlock, ...]" = ()

    def __str__(self) -> str:
        return "\n".join(_block(self))


def quoted(text: str) -> str:
    """`text` as a string literal: nothing in it is a template, not even after another `$`."""
    escaped = "".join(_ESCAPES.get(each) or _printable(each) for each in text)
    return '"' + escaped.replace("${", "\\u0024{").replace("%{", "\\u0025{") + '"'


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"  # noqa: PLR2004


def _block(block: HclBlock) -> Iterator[str]:
    head = " ".join((block.type, *map(quoted, block.labels)))
    yield f"{head} {{"
    yield from _arguments(block.arguments)
    for at, inner in enumerate(block.blocks):
        if at or block.arguments:
            yield ""
        yield from (f"  {line}".rstrip() for line in _block(inner))
    yield "}"


def _arguments(arguments: Arguments) -> Iterator[str]:
    """Those of one line have their signs below each other."""
    for many, group in groupby(arguments.items(), lambda each: isinstance(each[1], Mapping)):
        found = list(group)
        width = 0 if many else max(len(name) for name, _ in found)
        yield from (line for name, value in found for line in f"  {name:<{width}} = {_value(value)}".splitlines())


def _value(value: Value) -> str:
    match value:
        case Expression():
            return str(value)
        case str():
            return quoted(value)
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Mapping():
            keys = {quoted(name) if ":" in name else name: quoted(text) for name, text in value.items()}
            width = max(map(len, keys))
            lines = (f"    {key:<{width}} = {text}" for key, text in keys.items())
            return "\n".join(("{", *lines, "  }"))
        case _:
            return f"[{', '.join(map(_value, value))}]"
