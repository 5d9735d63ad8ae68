"""The command line: arguments in, exit code out. Loads neither Textual nor the AWS SDK unless the screen is opened."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import tui
from tui import exit_codes, keymap
from tui.domain.clusters import TidbSide
from tui.domain.errors import PrivateEndpointError
from tui.headless.arguments import add_commands
from tui.local import places
from tui.runtime import DEFAULT_SPEED, Options
from tui.settings.problems import option_of
from tui.settings.table import OPTIONS, SETTINGS
from tui.terminal.streams import say, tell

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_FASTEST = 1000.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run `tidb-pe` with `argv`, and return its exit code; argparse leaves by SystemExit for --help and wrong use."""
    try:
        return _run(argv)
    except PrivateEndpointError as error:
        return _explain(error)
    except SystemExit:
        raise
    except KeyboardInterrupt:
        tell("tidb-pe: Interrupted.")
        return exit_codes.INTERRUPTED
    except BaseException as error:  # noqa: BLE001 - a bug, told with the place of its traceback
        from tui.local.log import note_bug

        tell(note_bug(error))
        return exit_codes.BUG


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    if "_ARGCOMPLETE" in os.environ:
        from tui.headless.completing import complete

        complete(_parser(os.environ.get("COMP_LINE", "").split()))
    parser = _parser(words)
    arguments = parser.parse_args(words)
    if arguments.version:
        say(f"tidb-pe {tui.__version__}\n")
        return exit_codes.OK
    options = _options(arguments, parser)
    match arguments.command:
        case None:
            return _open_screen(options, plain=arguments.plain)
        case "config":
            return _config(arguments.config_command, options)
        case "completion":
            from tui.headless.completing import print_code

            return print_code(arguments.shell)
        case "demo":
            from tui.headless.demo import run_demo

            return run_demo(arguments.side, options.speed)
        case "help":
            from tui.headless.help import run_help

            return run_help(arguments.topic)
        case _:
            from tui.bootstrap import run_command

            return run_command(arguments, options)


class _Parser(argparse.ArgumentParser):
    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:  # noqa: ARG002 - argparse's signature
        say(self.format_help())

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:  # noqa: ARG002 - as above
        tell(message.rstrip())


def _options(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> Options:
    demo, speed = getattr(arguments, "demo", None), getattr(arguments, "speed", None)
    if speed is not None and not demo and arguments.command != "demo":
        parser.error("--speed is for a demo")
    if arguments.setup and demo:
        parser.error("--setup is for what is no demo")
    settings = {key: getattr(arguments, key) for key in OPTIONS if hasattr(arguments, key)}
    return Options(settings, demo=demo, speed=speed or DEFAULT_SPEED, setup=arguments.setup)


def _open_screen(options: Options, *, plain: bool) -> int:
    from tui.terminal import capabilities

    if plain or os.environ.get("TERM") == "dumb":
        from tui.bootstrap import run_plain

        return run_plain(options)
    if reason := capabilities.why_unusable(sys.stdin, sys.stdout, sys.stderr):
        tell(f"tidb-pe needs a terminal to show its screen: {reason}.")
        return exit_codes.USAGE
    from tui.bootstrap import run

    return run(options)


def _config(command: str, options: Options) -> int:
    path = places.config_file()
    if command == "path":
        say(f"{path}\n")
        return exit_codes.OK
    from tui.settings import loading

    loaded = loading.load(path, options.settings)
    if command == "write":
        loading.save(loading.with_given(loading.read(path), loaded), path)
        say(f"{path}: written.\n")
    elif command == "show":
        say(f"# {path}{'' if path.exists() else ' is not there'}\n\n{loaded.as_toml()}")
    else:
        say(f"{path}: {'no problem found' if path.exists() else 'not there, so defaults are used'}.\n")
    return exit_codes.OK


def _explain(error: PrivateEndpointError) -> int:
    for line in (*error.summary.splitlines(), error.remedy):
        if line:
            tell(f"tidb-pe: {line}")
    return exit_codes.exit_code(error)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 1 <= speed <= _FASTEST:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to {_FASTEST:g}, got {text!r}")
    return speed


def _parser(words: Sequence[str]) -> _Parser:
    settings, demo = _settings_options(), _demo_options()
    parser = _Parser(
        prog="tidb-pe",
        description="Set up and watch TiDB Cloud private endpoint connections over AWS PrivateLink, in the terminal.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[settings, demo],
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    plain = "the pages as lines and numbered choices, for speech, braille and serial lines; by itself with TERM=dumb"
    parser.add_argument("--plain", action="store_true", help=plain)
    parser.add_argument("--setup", action="store_true", help="begin with the pages of the first run")
    commands = parser.add_subparsers(dest="command", title="instead of the screen", metavar="")
    config = commands.add_parser("config", help="path, show, write or check: the configuration", allow_abbrev=False)
    config_commands = config.add_subparsers(dest="config_command", required=True, metavar="path|show|write|check")
    for name, help_text in {
        "path": "print where the configuration file is, or would be",
        "show": "print the settings in force, and where each came from",
        "write": "write the settings in force to the file: what it says, with environment and options given now",
        "check": "check file, environment and options; exit code 2 if something is wrong",
    }.items():
        config_commands.add_parser(name, help=help_text, parents=[settings], allow_abbrev=False)
    add_commands(commands.add_parser, [settings, demo], words)
    return parser


def _demo_options() -> _Parser:
    parser = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("demo")
    group.add_argument(
        "--demo",
        nargs="?",
        type=TidbSide,
        choices=list(TidbSide),
        const=TidbSide.SELF_MANAGED,
        metavar="SIDE",
        help="open on a demo cloud on this machine, tidb-cloud or self-managed (else); needs no account",
    )
    group.add_argument("--speed", type=_speed, metavar="N", help=f"N times as fast as AWS; else {DEFAULT_SPEED:g}")
    return parser


def _settings_options() -> _Parser:
    # SUPPRESS: `--profile x config show` and `config show --profile x` mean the same; neither erases the other
    parser = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("settings")
    for key, help_text in OPTIONS.items():
        option, means = option_of(key), SETTINGS[key].means
        if means:
            group.add_argument(option, dest=key, action="store_const", const=means, help=help_text)
        else:
            group.add_argument(option, dest=key, metavar=key.rsplit("_")[-1].upper(), help=help_text)
    return parser


def _epilog() -> str:
    shown = [key for key in (*keymap.of("endpoints"), *keymap.of("everywhere")) if key.shown]
    keys = ", ".join(f"{keymap.spelled(key.keys.split(',')[0])} {key.label}" for key in shown)
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in exit_codes.MEANINGS.items())
    return (
        f"keys:\n  {keys}\n\n"
        f"configuration:\n  {places.config_file()}\n"
        "  each setting also by environment, as TIDB_PE_PROFILE; options win over environment over file\n\n"
        f"exit codes:\n{codes}"
    )
