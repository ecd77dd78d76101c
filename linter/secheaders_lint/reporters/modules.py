"""How reports for people speak of a settings module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import safe

if TYPE_CHECKING:
    from secheaders_lint.reporters.report import ModuleInfo
    from secheaders_lint.reporters.style import Style


def heading(module: ModuleInfo, style: Style) -> list[str]:
    """Return the title of a module's part of a report, with what it was taken for."""
    first, *rest = style.wrap(known_as(module), "", "  ")
    name = safe(module.name)
    return [first.replace(name, style.paint(name, "bold"), 1), *rest, *style.wrap(django(module), "  ")]


def known_as(module: ModuleInfo) -> str:
    """Return the name of a module with its role, and why it is judged or not."""
    why = f": {safe(module.why)}" if module.why else ""
    return f"{safe(module.name)} ({module.role}{why})"


def django(module: ModuleInfo) -> str:
    """Return Django's version with the place where it was read."""
    if module.django is None:
        return "Django's version was not found: taken as the newest"
    version, source = safe(module.django), safe(module.django_source or "")
    if module.django_exact:
        return f"Django {version} ({source})"
    return f"Django {version}, the newest that {source} admits"
