"""The site model: effective settings with Django's defaults, and typed views of them."""

from __future__ import annotations
