"""Dotted paths into the repository that lead nowhere: a module or a name that is certainly not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.discovery.resolve import resolve_module
from secheaders_lint.model.definitions import source_of

if TYPE_CHECKING:
    from secheaders_lint.evaluator.imports import Importer

# A module or package that has one of these may have names and modules that are written nowhere in it.
_MAKES_NAMES = re.compile(
    r"\bimport\s*\(?\s*\*|\b__getattr__\b|\bglobals\s*\(|\bvars\s*\(|\blocals\s*\(|\bsetattr\s*\(|\bexec\s*\(|\bsys\.modules\b"
    r"|\b__path__\b|\bextend_path\b|\bimport_module\b"
)


def is_own(importer: Importer, module: str) -> bool:
    """Tell whether a module is of the repository."""
    return resolve_module(importer.tree, importer.roots, module) is not None


def missing_part(importer: Importer, path: str) -> str | None:
    """Say what of the path of a class or function is certainly not there; ``None`` where all is, or it cannot be told.

    Only what a package of the repository lacks can be told: what is not of the repository at all may be installed.
    """
    parts = path.split(".")
    for length in range(1, len(parts)):
        module, parent = ".".join(parts[:length]), ".".join(parts[: length - 1])
        found = resolve_module(importer.tree, importer.roots, module)
        if found is None:
            whole = parent and _is_whole(importer, parent, parts[length - 1])
            return f"there is no module {module}" if whole else None
        if found.kind == "namespace" or (found.kind == "module" and length < len(parts) - 1):
            return None
    return _missing_name(importer, ".".join(parts[:-1]), parts[-1])


def _missing_name(importer: Importer, module: str, name: str) -> str | None:
    source = source_of(importer, module)
    if source is None:
        return None
    text = source.text.text
    if _MAKES_NAMES.search(text) or re.search(rf"\b{re.escape(name)}\b", text):
        return None
    return f"{source.path} has no {name}"


def _is_whole(importer: Importer, package: str, name: str) -> bool:
    """Tell whether a package surely has no module of a name: no compiled or generated one, no other folder."""
    found = resolve_module(importer.tree, importer.roots, package)
    source = source_of(importer, package)
    if found is None or found.kind != "package" or source is None or _MAKES_NAMES.search(source.text.text):
        return False
    beside = [each for folder in found.portions for each in importer.tree.kinds(folder)]
    return not any(each.partition(".")[0] == name for each in beside)
