"""What the standalone archive starts: the program, or its demo's process when asked as Python would be."""

import os
import runpy
import sys

_DEMO = ["-m", "tui.demo.server"]


def _leave_others_alone() -> None:
    """What we start (aws, tmux, a credential helper) gets the libraries of the machine, not the archive's."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    _leave_others_alone()
    if sys.argv[1:3] == _DEMO:
        del sys.argv[1:3]
        runpy.run_module(_DEMO[1], run_name="__main__")
    else:
        from tui.cli import main

        sys.exit(main())
