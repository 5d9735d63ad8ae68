"""Copies goldens to assets/screenshots, and plays some of them one after the other in a moving picture.

`python -m tests.goldens.screenshots`
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = {
    "interface_endpoint": "interface-service-active",
    "tidb_cloud": "tidb-cloud-list",
}
"""Picture to the case it shows."""
FLOW = (
    "list-every-status",
    "cluster-drop-down-open",
    "region",
    "interface-service-active",
    "accept-accepting",
    "dns-confirm-run",
    "finished-active",
)
"""The cases of the moving picture, in the order of the flow bar."""
EACH_S = 3
"""How long each of them stands."""
STYLE = """<style>
.frame {{ opacity: 0; animation: turn {total}s step-end infinite }}
@keyframes turn {{ 0% {{ opacity: 1 }} {share:.2f}% {{ opacity: 0 }} }}
@media (prefers-reduced-motion: reduce) {{ .frame {{ animation: none }} .frame:first-of-type {{ opacity: 1 }} }}
</style>"""


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
    picture("flow").write_text(moving([golden(case).read_text("utf-8") for case in FLOW]), "utf-8")


def moving(pictures: Sequence[str]) -> str:
    """One SVG that shows each of `pictures`, all of one size, for EACH_S seconds in turn, for ever."""
    opening = pictures[0][: pictures[0].index(">") + 1]
    total = EACH_S * len(pictures)
    frames = "\n".join(_frame(number, each, total) for number, each in enumerate(pictures))
    return "\n".join((opening, STYLE.format(total=total, share=100 / len(pictures)), frames, "</svg>\n"))


def _frame(number: int, svg: str, total: int) -> str:
    """Names of classes and clips are of their own in each picture."""
    inside = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    named = re.sub(r'(\.|class="|id="|#)t-', rf"\1f{number}-", inside)
    return f'<g class="frame" style="animation-delay: {number * EACH_S - total}s">{named}</g>'


if __name__ == "__main__":
    refresh()
