"""Facts as data: Django's defaults and checks, header and feature names. Each module reads its table when it is first asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def load(name: str) -> Any:
    """Return a table of this folder (``importlib.resources`` costs more than reading all of them)."""
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
