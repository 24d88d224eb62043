"""What stands on a terminal as a picture: SVG, by Rich."""

import re
from io import StringIO

from rich.console import Console
from rich.text import Text


def svg(printed: str, width: int) -> str:
    """The picture of a terminal `width` columns wide with this text, escapes and all.

    Without the fonts that Rich would have a viewer fetch from the network.
    """
    console = Console(record=True, width=width, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(printed))
    picture = console.export_svg(title="negcli", unique_id="negcli")
    return re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
