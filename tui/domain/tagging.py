"""The operator's own tags, which everything gets that is created here. Pure."""

from dataclasses import dataclass

FIELDS = ("cluster", "region", "vpc")
"""What a pattern of the Name tag may hold, each in braces."""
LONGEST_VALUE = 256
"""Letters of a tag's value. Source: EC2's user guide, tag restrictions."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is added to the tags that the program itself needs."""

    tags: tuple[tuple[str, str], ...] = ()
    """Keys and values."""
    endpoint_name: str = ""
    """Pattern of the Name of a VPC endpoint, with FIELDS in braces; empty: `tidb-pe`."""

    def of_endpoint(self, *, cluster: str, region: str, vpc: str) -> tuple[tuple[str, str], ...]:
        """The tags of a VPC endpoint."""
        name = self.endpoint_name
        for field, value in zip(FIELDS, (cluster, region, vpc), strict=True):
            name = name.replace(f"{{{field}}}", value)
        return (("Name", name[:LONGEST_VALUE] or "tidb-pe"), *self.tags)


PLAIN = Tagging()
"""Nothing of the operator's own."""
