"""Files that settings look for or read: those of the repository are read through the source tree, no others are."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.sequences import make_list
from secheaders_lint.evaluator.values import ROOT, Bound, Choice, Item, Modelled, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

OUTSIDE = "a path outside of the repository"


def normal(path: str) -> str | None:
    """Return the normal form of an absolute path; ``None`` where it leads out of the repository's root upwards."""
    if not path.startswith(ROOT):
        return posixpath.normpath(path)
    rest = path[len(ROOT) :]
    if rest and not rest.startswith("/"):
        return None
    inside = posixpath.normpath(f"./{rest}")
    if inside.startswith(".."):
        return None
    return ROOT if inside == "." else f"{ROOT}/{inside}"


def inside(path: str) -> str | None:
    """Return a path relative to the repository's root (``''``: the root itself); ``None`` for one that is not below it."""
    known = normal(path)
    if known is None or not known.startswith(ROOT):
        return None
    return known[len(ROOT) + 1 :]


def shown(path: str) -> str:
    """Return a path as a reader knows it."""
    return path.replace(f"{ROOT}/", "").replace(ROOT, ".")


def exists(machine: Machine, path: Value, node: cst.CSTNode, kind: str = "any") -> Cond:
    """Return the worlds in which a path exists (``kind``: ``any``, ``file``, ``dir``).

    What the repository holds is there; what it does not hold may still be there on the server.
    """
    path = machine.settle(path)
    if isinstance(path, Choice):
        from secheaders_lint.evaluator.comparison import join_worlds

        return join_worlds(machine, path, lambda part: exists(machine, part, node, kind))
    if not isinstance(path, str):
        return machine.opaque("a path exists", machine.site(node))
    below = inside(path)
    if below is not None:
        tree = machine.importer.tree
        is_file = kind != "dir" and tree.is_file(below)
        if is_file or (kind != "file" and (below == "" or tree.is_dir(below))):
            return TRUE
    name = shown(path)
    return machine.fact("exists", name, None, f"{name} exists", f"{name} does not exist")


def read_text(machine: Machine, path: Value, node: cst.CSTNode) -> Value:
    """Return the text of a file; raises FileNotFoundError where it is not there and the code is ready for that."""
    path = machine.settle(path)
    if not isinstance(path, str):
        machine.may_fail("builtins.OSError", node, "the file cannot be read")
        return Unknown(getattr(path, "reason", "the content of a file"), machine.site(node), "str")
    below = inside(path)
    if below:
        try:
            data = machine.importer.tree.read(below)
        except SourceError as error:
            return machine.unknown(error.message, node, "str")
        if data is not None:
            from secheaders_lint.source.text import decode_plain

            text = decode_plain(data, below).text.replace("\r\n", "\n")
            machine.state.setdefault("texts", {})[text] = below
            return text
    if machine.catches("builtins.FileNotFoundError"):
        there = exists(machine, path, node, "file")
        machine.fail("builtins.FileNotFoundError", shown(path), node, machine.conditions.not_(there))
    return machine.unknown(f"the content of {shown(path)}", node, "str")


def open_file(machine: Machine, path: Value, mode: Value, arguments: Arguments) -> Value:
    """Return the file object of ``open(path, mode)``."""
    node = arguments.site.node
    text = path_text(machine, path)
    mode = machine.settle(mode)
    if isinstance(mode, str) and any(letter in mode for letter in "wax+"):
        return FileObject(machine.unknown("the content of a file that is written to", node, "str"))
    content = machine.each(text, lambda part: read_text(machine, part, node))
    if isinstance(mode, str) and "b" in mode:
        content = machine.each(content, lambda part: part.encode() if isinstance(part, str) else part)
    return FileObject(content)


def path_text(machine: Machine, path: Value) -> Value:
    """Return the text of a path that is given as a string or as a path object."""
    return machine.each(path, lambda part: part.text(machine) if isinstance(part, Modelled) else part)


class FileObject(Modelled):
    """An open file of which the content is known, or not."""

    kind = "io.TextIOWrapper"

    def __init__(self, content: Value) -> None:
        self.content = content

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a method of the file."""
        if name == "read":
            return Bound(self, name, lambda m, arguments: self.content)
        if name in {"readlines", "splitlines"}:
            return Bound(
                self,
                name,
                lambda m, arguments: m.each(self.content, lambda text: _lines(m, text, arguments.site.node)),
            )
        if name == "readline":
            return Bound(
                self, name, lambda m, arguments: m.each(self.content, lambda text: _first_line(m, text))
            )
        return Bound(self, name, lambda m, arguments: None)

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the lines."""
        content = machine.settle(self.content)
        if isinstance(content, str):
            return [Item(line, machine.site(node)) for line in content.splitlines(keepends=True)]
        return (
            [Item(Unknown(content.reason, content.site, "list"), content.site, many=True)]
            if isinstance(content, Unknown)
            else None
        )


def _lines(machine: Machine, text: Value, node: cst.CSTNode) -> Value:
    if isinstance(text, str | bytes):
        return make_list(list(text.splitlines(keepends=True)), machine.site(node))
    return machine.unknown(getattr(text, "reason", "lines of a file"), node, "list")


def _first_line(machine: Machine, text: Value) -> Value:
    if isinstance(text, str):
        lines = text.splitlines(keepends=True)
        return lines[0] if lines else ""
    del machine
    return text


def text_of(machine: Machine, path: str) -> str | None:
    """Return the text of a file of the repository; ``None`` where it is not there or cannot be read."""
    from secheaders_lint.source.text import decode_plain

    try:
        data = machine.importer.tree.read(path)
    except SourceError:
        return None
    return None if data is None else decode_plain(data, path).text
