"""Write ``assets/colours.css``: the colours of ``dashboard/theme.py`` as variables of the stylesheets.

Run it after a colour was changed there; a test says when it was forgotten.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dashboard.theme import stylesheet  # noqa: E402 - found through the path above

if __name__ == "__main__":
    (ROOT / "assets" / "colours.css").write_text(stylesheet(), encoding="utf-8")
