"""Configuration: ``[tool.secheaders-lint]`` of pyproject.toml, or ``.secheaders-lint.toml``, read and checked."""

from __future__ import annotations

from secheaders_lint.config.loading import load_config, read_config, unread_configs
from secheaders_lint.config.values import Config

__all__ = ["Config", "load_config", "read_config", "unread_configs"]
