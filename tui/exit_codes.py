"""Exit codes, by what went wrong."""

from tui.domain.errors import CredentialsError, PermissionDenied, PrivateEndpointError, Unreachable
from tui.settings.problems import SettingsError
from tui.terminal.streams import OutputError

OK = 0
BUG = 1
"""Python's own for a traceback."""
USAGE = 2
FAILED = 3
CREDENTIALS = 4
PERMISSION = 5
UNREACHABLE = 6
YOUR_TURN = 7
FOUND_FAILED = 8
MOVING = 9
OUTPUT = 10
INTERRUPTED = 130
"""As shells have it: 128, and the number of the signal."""

MEANINGS = {
    OK: "done",
    BUG: "an error in the program; the traceback tells which",
    USAGE: "wrong use or settings, or no terminal",
    FAILED: "AWS, TiDB or the demo failed or refused",
    CREDENTIALS: "no usable AWS credentials",
    PERMISSION: "the AWS identity may not do it",
    UNREACHABLE: "AWS or TiDB did not answer",
    YOUR_TURN: "it is your turn: nothing goes on before you act",
    FOUND_FAILED: "what was looked at failed: an endpoint, or a check",
    MOVING: "still moving when the time was up",
    OUTPUT: "standard output is closed, full or gone",
    INTERRUPTED: "interrupted, as by Ctrl-C",
}

_BY_CLASS: tuple[tuple[type[PrivateEndpointError], int], ...] = (
    (SettingsError, USAGE),
    (CredentialsError, CREDENTIALS),
    (PermissionDenied, PERMISSION),
    (Unreachable, UNREACHABLE),
    (OutputError, OUTPUT),
)


def exit_code(error: PrivateEndpointError) -> int:
    """The code to exit with after `error`."""
    return next((code for kind, code in _BY_CLASS if isinstance(error, kind)), FAILED)
