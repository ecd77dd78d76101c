"""Middleware of the repository, looked at as text: which headers it may set, and whether it answers by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.model.definitions import Definition, find_definition, lineage, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.imports import Importer
    from secheaders_lint.evaluator.machine import Machine

# A header whose name is not written where it is set: response[name] = …, response.headers[name] = …
_BY_NAME = re.compile(r"(?:\bres(?:p|ponse)?|\bheaders)\s*\[\s*(?P<name>[A-Za-z_][\w.]*)\s*\]\s*=(?!=)")
# Headers that are set many at a time; the library "secure" does it by set_headers().
_MANY = re.compile(r"\bheaders\.update\(|\.set_headers\(|\bpatch_headers\(")
_CACHES = re.compile(r"cache[-_]control|never_cache|add_never_cache_headers|patch_response_headers")
_ANSWER = re.compile(
    r"\b\w*Response\w*\(|\bredirect\(|\brender(?:_to_response)?\(|\braise (?:Http404|PermissionDenied)"
)
# What these give goes out through the whole stack, wherever the middleware stands.
_INNERMOST = frozenset({"process_view", "process_exception", "process_template_response"})


class Written(NamedTuple):
    """What is written of a middleware.

    ``ancestors`` are the paths outside of the repository that it inherits from, nearest first; ``module`` is the text of
    its module and of those of its bases, ``acts`` the text of what can answer a request.
    """

    ancestors: tuple[str, ...]
    module: str
    acts: str

    def names(self, header: str) -> bool:
        """Tell whether the text names a header, in any case."""
        return header.lower() in _lowered(self.module)

    @property
    def by_name(self) -> frozenset[str]:
        """The expressions that stand for names of headers where they are set; ``*`` where many are set at once."""
        return _set_by_name(self.module)

    @property
    def caches(self) -> bool:
        """Whether it may set Cache-Control: by its name, or by what Django has for it."""
        return _CACHES.search(_lowered(self.module)) is not None

    @property
    def answers(self) -> bool:
        """Whether it makes answers of its own."""
        return _ANSWER.search(self.acts) is not None

    def text_of(self, name: str) -> str | None:
        """Return the text that a name stands for, where its module says so once; ``None`` where it does not."""
        found = re.findall(
            rf"^{re.escape(name)}\s*=\s*[\"']([^\"'\\\n]*)[\"']\s*$", self.module, re.MULTILINE
        )
        return found[0] if len(found) == 1 else None


# Every rule about a header asks this of every middleware.
@lru_cache(maxsize=256)
def _lowered(text: str) -> str:
    return text.lower()


@lru_cache(maxsize=256)
def _set_by_name(text: str) -> frozenset[str]:
    found = {match["name"] for match in _BY_NAME.finditer(text)}
    return frozenset(found | {"*"} if _MANY.search(text) else found)


def read_own(machine: Machine, path: str) -> Written | None:
    """Return what is written of the middleware that a path names; ``None`` where it is not of the repository."""
    kept: dict[str, Written | None] = machine.state.setdefault("own middleware", {})
    if path not in kept:
        kept[path] = _read(machine.importer, path)
    return kept[path]


def _read(importer: Importer, path: str) -> Written | None:
    module = source_of(importer, path.rpartition(".")[0])
    if module is None:
        return None
    found = find_definition(importer, path)
    if not isinstance(found, Definition):
        return Written((found,) if found else (), module.text.text, "")
    texts, acts, ancestors = {}, [], []
    for each in lineage(importer, found):
        if isinstance(each, str):
            ancestors.append(each)
            continue
        texts[each.source.path] = each.source.text.text
        acts += [each.source.cst.code_for_node(part) for part in _acting(each.node)]
    return Written(tuple(ancestors), "\n".join(texts.values()), "\n".join(acts))


def _acting(node: cst.ClassDef | cst.FunctionDef) -> Iterator[cst.CSTNode]:
    """Yield the parts of a definition that run on the way in or out."""
    if isinstance(node, cst.FunctionDef):
        yield node
        return
    for part in node.body.body:
        if isinstance(part, cst.FunctionDef) and part.name.value not in _INNERMOST:
            yield part
