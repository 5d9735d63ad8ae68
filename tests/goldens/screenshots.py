"""Copies goldens to assets/screenshots: `python -m tests.goldens.screenshots`."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = {
    "private_endpoint": "list-every-status",
    "interface_endpoint": "interface-service-active",
    "active": "finished-active",
    "tidb_cloud": "tidb-cloud-list",
}
"""Picture to the case it shows."""


def picture(name: str) -> Path:
    return HERE.parents[1] / "assets" / "screenshots" / f"{name}.svg"


def golden(case: str) -> Path:
    """The SVG of `case` at 80x24."""
    return HERE / "__snapshots__" / "test_goldens" / f"test_screen[{case}].svg"


def refresh() -> None:
    """Make every picture the golden's copy."""
    for name, case in PICTURES.items():
        picture(name).parent.mkdir(exist_ok=True)
        shutil.copyfile(golden(case), picture(name))


if __name__ == "__main__":
    refresh()
