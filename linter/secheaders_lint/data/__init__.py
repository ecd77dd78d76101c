"""Facts as data: Django's defaults, header and feature names. Each module reads its table when it is first asked."""

from __future__ import annotations
