"""``pathlib``: paths of the repository are followed, those outside are texts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.values import ROOT, UNSET, Bound, Library, Modelled, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


class PathObject(Modelled):
    """A ``pathlib.Path``; ``value`` is its text, or the unknown text."""

    kind = "pathlib.PosixPath"

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PathObject) and isinstance(self.value, str) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value) if isinstance(self.value, str) else id(self)

    def __repr__(self) -> str:
        return f"PathObject({self.value!r})"

    def text(self, machine: Machine) -> Value:
        """Return ``str(path)``."""
        del machine
        return self.value

    def equals(self, machine: Machine, other: Value) -> Cond | None:
        """Return whether both are the same path."""
        if isinstance(other, PathObject):
            if isinstance(self.value, str) and isinstance(other.value, str):
                return machine.pc if self.value == other.value else FALSE
            return None
        return FALSE if not isinstance(other, Unknown) else None

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return ``path / other``."""
        if operator != "/":
            return UNSET
        parts = [other, self] if reflected else [self, other]
        return joined(machine, parts, node)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a part of the path, or a method."""
        if name in _PARTS:
            if isinstance(self.value, Symbol) and name in _OF_ANY_TEXT:
                part = pure(machine, node, _OF_ANY_TEXT[name], [self.value], f"{{}}.{name}", "str", raises="")
                return PathObject(part) if name == "parent" else part
            if not isinstance(self.value, str):
                return unknown_of(machine, node, [self.value], "str")
            return _PARTS[name](machine, self.value, node)
        method = _METHODS.get(name)
        if method is None:
            return super().attribute(machine, name, node)
        return Bound(self, name, lambda m, arguments: method(m, self, arguments))


def make_path(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return the path of a text (or of a path)."""

    def one(part: Value) -> Value:
        if isinstance(part, PathObject):
            return part
        if isinstance(part, str):
            if files.holds_root_inside(part):
                reason = "depends on the folder that the repository lies in"
                return PathObject(machine.unknown(reason, node, "str"))
            return PathObject(_tidy(part))
        if isinstance(part, Modelled | Library):
            return PathObject(files.path_text(machine, part))
        if isinstance(part, Symbol):
            return PathObject(pure(machine, node, _tidy, [part], "Path({})", "str", raises=""))
        return PathObject(unknown_of(machine, node, [part], "str"))

    return machine.each(value, one)


def _tidy(text: str) -> str:
    """Return the text as pathlib keeps it: no doubled or trailing slashes, no ``.`` parts, ``..`` kept."""
    lead = "/" if text.startswith("/") else ""
    parts = [part for part in text.split("/") if part not in {"", "."}]
    return lead + "/".join(parts) if lead or parts else "."


def joined(machine: Machine, parts: list[Value], node: cst.CSTNode) -> Value:
    """Return the path of several parts; an absolute part begins anew."""
    result: Value = parts[0]
    for part in parts[1:]:
        result = machine.each2(result, part, lambda one, other: _join(machine, one, other, node))
    return make_path(machine, result, node)


def _join(machine: Machine, left: Value, right: Value, node: cst.CSTNode) -> Value:
    texts = [files.path_text(machine, part) for part in (left, right)]
    if all(isinstance(text, str) for text in texts):
        if texts[1].startswith(ROOT) or texts[1].startswith("/"):
            return texts[1]
        return posixpath.join(texts[0], texts[1])
    if all(isinstance(text, str | Symbol) for text in texts):
        shape = "{} / {…}" if isinstance(texts[0], Symbol) else "{…} / {}"
        return PathObject(pure(machine, node, _joined_texts, texts, shape, "str", rooted=True, raises=""))
    if any(isinstance(text, Unknown) for text in texts):
        return unknown_of(machine, node, [text for text in texts if isinstance(text, Unknown)], "str")
    return machine.fail("builtins.TypeError", "unsupported operand type(s) for /", node)


def _joined_texts(left: str, right: str) -> str:
    return _tidy(posixpath.join(left, right))


def parent_of(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    """Return the parent of a path; above the root it is unknown."""
    if text == ROOT:
        return PathObject(files.outside(machine, f"{ROOT}/..", node))
    if text in {".", ".."}:
        return PathObject(".")
    return PathObject(posixpath.dirname(text) or ".")


def _name(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    if text == ROOT:
        return machine.unknown("the name of the folder that the repository lies in", node, "str")
    return posixpath.basename(text)


def _stem(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    name = _name(machine, text, node)
    return posixpath.splitext(name)[0] if isinstance(name, str) else name


def _suffix(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    name = _name(machine, text, node)
    return posixpath.splitext(name)[1] if isinstance(name, str) else name


def _parts(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    if ROOT in text:
        return machine.unknown("the parts of a path that begin above the repository", node, "tuple")
    lead = ["/"] if text.startswith("/") else []
    return make_tuple([*lead, *[part for part in text.split("/") if part]])


class Parents(Modelled):
    """``path.parents``."""

    kind = "pathlib.Parents"

    def __init__(self, value: str) -> None:
        self.value = value

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return the ancestor at a place, 0 being the parent."""
        index = machine.settle(key)
        path: Value = PathObject(self.value)
        if type(index) is not int or index < 0 or index > 200:
            return PathObject(machine.unknown("an ancestor of a path", node, "str"))
        for _ in range(index + 1):
            path = machine.attribute(path, "parent", node)
        return path


_OF_ANY_TEXT: dict[str, Callable[[str], str]] = {
    "parent": lambda text: posixpath.dirname(text) or ".",
    "name": posixpath.basename,
    "stem": lambda text: posixpath.splitext(posixpath.basename(text))[0],
    "suffix": lambda text: posixpath.splitext(text)[1],
}
_PARTS: dict[str, Callable[[Machine, str, cst.CSTNode], Value]] = {
    "parent": parent_of,
    "name": _name,
    "stem": _stem,
    "suffix": _suffix,
    "parts": _parts,
    "parents": lambda _, text, __: Parents(text),
}


def _resolve(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    if isinstance(path.value, Symbol):
        node = arguments.site.node
        return PathObject(pure(machine, node, _resolved, [path.value], "{}.resolve()", "str", raises=""))
    if not isinstance(path.value, str):
        return path
    if path.value.startswith((ROOT, "/")):
        found = files.normal(path.value)
        return PathObject(files.outside(machine, path.value, arguments.site.node) if found is None else found)
    return PathObject(machine.unknown("a path relative to the working directory", arguments.site.node, "str"))


def _resolved(text: str) -> str:
    if not text.startswith("/"):
        raise ValueError("depends on the working directory")
    return posixpath.normpath(text)


def _test(kind: str) -> Callable[[Machine, PathObject, Arguments], Value]:
    def test(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
        return machine.boolean(files.exists(machine, path.value, arguments.site.node, kind))

    return test


def _joinpath(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    return joined(machine, [path, *arguments.positional], arguments.site.node)


def _read_text(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    return machine.each(path.value, lambda part: files.read_text(machine, part, arguments.site.node))


def _read_bytes(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    return files.read_bytes(machine, path.value, arguments.site.node)


def _open(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    return files.open_file(machine, path.value, argument(arguments, 0, "mode", "r"), arguments)


def _with(change: Callable[[str, str], str]) -> Callable[[Machine, PathObject, Arguments], Value]:
    def method(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
        name = machine.settle(argument(arguments, 0))
        if not isinstance(path.value, str) or not isinstance(name, str):
            return PathObject(unknown_of(machine, arguments.site.node, [path.value, name], "str"))
        return make_path(machine, change(path.value, name), arguments.site.node)

    return method


def _relative_to(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    base = machine.settle(argument(arguments, 0))
    text = base.value if isinstance(base, PathObject) else base
    if (
        isinstance(path.value, str)
        and isinstance(text, str)
        and path.value.startswith(f"{text.rstrip('/')}/")
    ):
        return PathObject(path.value[len(text.rstrip("/")) + 1 :])
    return PathObject(machine.unknown("a path relative to another", arguments.site.node, "str"))


def _same(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    del machine, arguments
    return path


def _nothing(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    del machine, path, arguments
    return None


def _iterdir(machine: Machine, path: PathObject, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.sequences import unknown_list

    shown = files.shown(path.value) if isinstance(path.value, str) else "a folder"
    return unknown_list(machine.unknown(f"the content of {shown}", arguments.site.node))


_METHODS: dict[str, Callable[[Machine, PathObject, Arguments], Value]] = {
    "resolve": _resolve,
    "absolute": _resolve,
    "exists": _test("any"),
    "is_file": _test("file"),
    "is_dir": _test("dir"),
    "joinpath": _joinpath,
    "read_text": _read_text,
    "read_bytes": _read_bytes,
    "open": _open,
    "with_name": _with(lambda text, name: posixpath.join(posixpath.dirname(text), name)),
    "with_suffix": _with(lambda text, suffix: posixpath.splitext(text)[0] + suffix),
    "relative_to": _relative_to,
    "as_posix": lambda _, path, __: path.value,
    "__str__": lambda _, path, __: path.value,
    "__fspath__": lambda _, path, __: path.value,
    "expanduser": _same,
    "mkdir": _nothing,
    "touch": _nothing,
    "chmod": _nothing,
    "unlink": _nothing,
    "write_text": _nothing,
    "iterdir": _iterdir,
    "glob": _iterdir,
    "rglob": _iterdir,
}


def _path(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return PathObject(".")
    return joined(machine, list(arguments.positional), arguments.site.node)


def _home(machine: Machine, arguments: Arguments) -> Value:
    return PathObject(machine.unknown("the home folder", arguments.site.node, "str"))


def _cwd(machine: Machine, arguments: Arguments) -> Value:
    return PathObject(machine.unknown("the working directory", arguments.site.node, "str"))


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib.PosixPath": _path,
    "pathlib.PurePosixPath": _path,
    "pathlib.Path.home": _home,
    "pathlib.Path.cwd": _cwd,
}
