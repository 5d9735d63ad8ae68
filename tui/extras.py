"""What to do where an optional library is missing."""

import sys


def how_to_get(package: str, what: str) -> str:
    """One sentence for `what` that needs `package`, such as `botocore[crt]`; in a standalone archive pip is no help."""
    if getattr(sys, "frozen", False):
        return f"{what} is not in this archive: take one that was built with {package}."
    return f"{what} needs: pip install '{package}'"
