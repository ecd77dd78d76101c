"""Middleware of the repository, looked at as text: which headers it may set, and whether it answers by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.model.definitions import Definition, find_definition, is_unreadable, lineage, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.imports import Importer
    from secheaders_lint.evaluator.machine import Machine

# A header whose name is not written where it is set: response[name] = …, response.headers[name] = …
_BY_NAME = re.compile(r"(?:\bres(?:p|ponse)?|\bheaders)\s*\[\s*(?P<name>[A-Za-z_][^]\n\"']*?)\s*\]\s*=(?!=)")
# Headers that are set many at a time; the library "secure" does it by set_headers().
_MANY = re.compile(r"\bheaders\.update\(|\.set_headers\(|\bpatch_headers\(")
# Calls that are given the answer, other than that which says what it is.
_PASSED = re.compile(r"(?<!isinstance)(?<!getattr)(?<!hasattr)\([^()]*\bres(?:p|ponse)?\b(?!\s*=)[^()]*\)")
# Functions of Django that are given the answer and touch what is about caching alone.
_OF_CACHE = re.compile(
    r"\b(?:add_never_cache_headers|patch_response_headers|patch_vary_headers|patch_cache_control|set_response_etag|has_vary_header)\("
)
_SIGNATURE = re.compile(r"\bdef \w+\([^()]*\)")
_FROM_CACHE = "django.utils.cache"
_IMPORT = re.compile(r"^(?:from\s+[\w.]+\s+)?import\s+(?:\([^)]*\)|[^\n]*)", re.MULTILINE)
PLAIN_BASES = frozenset({"object", "builtins.object", "django.utils.deprecation.MiddlewareMixin"})
_CACHES = re.compile(r"cache[-_]control|never_cache|add_never_cache_headers|patch_response_headers")
_ANSWER = re.compile(
    r"\b\w*Response\w*\(|\bredirect\(|\brender(?:_to_response)?\(|\braise (?:Http404|PermissionDenied)"
)
# What these give goes out through the whole stack, wherever the middleware stands.
_INNERMOST = frozenset({"process_view", "process_exception", "process_template_response"})
_ON_THE_WAY_IN = frozenset({"__init__", "process_request", "process_exception", "process_template_response"})


class Written(NamedTuple):
    """What is written of a middleware.

    ``ancestors`` are the paths outside of the repository that it inherits from, nearest first; ``module`` is the text of
    its module and of those of its bases, as far as it can be reached from it, ``acts`` the text of what can answer a request,
    ``methods`` the names of the methods that its classes of the repository define. ``unread``: it, or what it inherits from, is of the
    repository and cannot be read, so it may set any header.
    """

    ancestors: tuple[str, ...]
    module: str
    acts: str
    methods: frozenset[str] = frozenset()
    unread: bool = False

    def names(self, header: str) -> bool:
        """Tell whether the text names a header, in any case."""
        return self.unread or header.lower() in _lowered(self.module)

    def may_say(self, word: str) -> bool:
        """Tell whether the text has a word, as far as it can be read."""
        return self.unread or word in self.module

    @property
    def overrides(self) -> bool:
        """Whether a subclass may send something else than what it inherits from does."""
        return bool(self.methods - _ON_THE_WAY_IN)

    @property
    def by_name(self) -> frozenset[str]:
        """The expressions that stand for names of headers where they are set; ``*`` where many are set at once."""
        return _set_by_name(self.module)

    @property
    def passes_on(self) -> bool:
        """Whether a class that cannot be read, or a function that gets the answer, may do its work."""
        outside = [name for name in self.ancestors if name not in PLAIN_BASES]
        acts = _SIGNATURE.sub("", self.acts)
        if _FROM_CACHE in self.module:
            acts = _OF_CACHE.sub("", acts)
        return bool(outside) or _PASSED.search(acts) is not None

    @property
    def caches(self) -> bool:
        """Whether it may set Cache-Control: by its name, or by what Django has for it."""
        return self.unread or _CACHES.search(_lowered(_IMPORT.sub("", self.module))) is not None

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


_UNREAD = Written((), "", "", unread=True)


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
        return _UNREAD if is_unreadable(importer, path.rpartition(".")[0]) else None
    found = find_definition(importer, path)
    if not isinstance(found, Definition):
        return Written((found,) if found else (), module.text.text, "", unread=_is_unread(importer, found))
    texts: dict[tuple[str, str], str] = {}
    acts: list[str] = []
    methods: set[str] = set()
    ancestors: list[str] = []
    for each in lineage(importer, found):
        if isinstance(each, str):
            ancestors.append(each)
            continue
        texts[each.source.path, each.node.name.value] = _reach_of(each)
        acts += [each.source.cst.code_for_node(part) for part in _acting(each.node)]
        methods |= {part.name.value for part in each.node.body.body if isinstance(part, cst.FunctionDef)}
    unread = any(_is_unread(importer, name) for name in ancestors)
    return Written(tuple(ancestors), "\n".join(texts.values()), "\n".join(acts), frozenset(methods), unread)


def _is_unread(importer: Importer, path: str | None) -> bool:
    """Tell whether a class or function is of a module of the repository that cannot be read."""
    return path is not None and is_unreadable(importer, path.rpartition(".")[0])


def _reach_of(definition: Definition) -> str:
    """Return the text of a definition and of what its module has besides, without the classes and functions it never names."""
    module = definition.source.cst
    others: dict[str, str] = {}
    reached = [module.code_for_node(definition.node)]
    for part in module.body:
        if part is definition.node:
            continue
        text = module.code_for_node(part)
        if isinstance(part, cst.ClassDef | cst.FunctionDef):
            others[part.name.value] = text
            continue
        reached.append(text)
    for text in reached:
        # Grows while it is gone through: what is reached reaches further.
        named = [name for name in others if re.search(rf"\b{re.escape(name)}\b", text)]
        reached.extend([others.pop(name) for name in named])
    return "\n".join(reached)


def _acting(node: cst.ClassDef | cst.FunctionDef) -> Iterator[cst.CSTNode]:
    """Yield the parts of a definition that run on the way in or out."""
    if isinstance(node, cst.FunctionDef):
        yield node
        return
    for part in node.body.body:
        if isinstance(part, cst.FunctionDef) and part.name.value not in _INNERMOST:
            yield part
