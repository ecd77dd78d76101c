"""Files that settings look for or read: those of the repository are read through the source tree, no others are."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.pure import describe, pure
from secheaders_lint.evaluator.sequences import make_list
from secheaders_lint.evaluator.values import ROOT, Bound, Choice, Item, Library, Modelled, Symbol, Unknown

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


def holds_root_inside(text: str) -> bool:
    """Tell whether the root stands in a path in another way than as its first folders: where it is cut then is not known."""
    rest = text.removeprefix(ROOT)
    return ROOT in rest or (len(rest) < len(text) and not rest.startswith("/") and rest != "")


def outside(machine: Machine, path: str, node: cst.CSTNode) -> Value:
    """Return the text of a path that leads out of the repository upwards, as a function of where the repository lies."""
    root = machine.environment.fact(OUTSIDE).symbol(machine.site(node))

    def from_root(text: str) -> str:
        return posixpath.normpath(path.replace(ROOT, text))

    shape = posixpath.normpath(f".{path[len(ROOT) :]}")
    return pure(machine, node, from_root, [root], shape, "str", raises="")


def shown(path: str) -> str:
    """Return a path as a reader knows it."""
    return path.replace(f"{ROOT}/", "").replace(ROOT, ".")


def exists(machine: Machine, path: Value, node: cst.CSTNode, kind: str = "any") -> Cond:
    """Return the worlds in which a path exists (``kind``: ``any``, ``file``, ``dir``).

    What the repository holds is there; what it does not hold may still be there on the server.
    """
    path = machine.settle(path)
    if isinstance(path, Choice):
        from secheaders_lint.evaluator.truthiness import join_worlds

        return join_worlds(machine, path, lambda part: exists(machine, part, node, kind))
    if isinstance(path, Symbol):
        # The same function of the same variable is the same path: asking again gives the same answer.
        shown_path = describe(path)
        texts = (f"the path {shown_path} exists", f"the path {shown_path} does not exist")
        return machine.fact("exists", shown_path, (path.variable.name, path.key), *texts)
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


def read_text(machine: Machine, path: Value, node: cst.CSTNode, *, binary: bool = False) -> Value:
    """Return the text of a file; raises FileNotFoundError where it is not there and the code is ready for that.

    ``binary`` says that its bytes are asked for: their text is only given where both are the same.
    """
    path = machine.settle(path)
    if not isinstance(path, str | Symbol):
        machine.may_fail("builtins.OSError", node, "the file cannot be read")
        return Unknown(getattr(path, "reason", "the content of a file"), machine.site(node), "str")
    below = inside(path) if isinstance(path, str) else None
    if below:
        try:
            data = machine.importer.tree.read(below)
        except SourceError as error:
            return machine.unknown(error.message, node, "str")
        if data is not None:
            return _decoded(machine, data, below, node, binary=binary)
    if machine.catches("builtins.FileNotFoundError"):
        there = exists(machine, path, node, "file")
        name = path if isinstance(path, str) else describe(path)
        machine.fail("builtins.FileNotFoundError", shown(name), node, machine.conditions.not_(there))
    return _content(machine, path, node)


def _decoded(machine: Machine, data: bytes, path: str, node: cst.CSTNode, *, binary: bool) -> Value:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return machine.unknown("the content of a file that is not UTF-8", node, "str")
    if binary and "\r" in text:
        return machine.unknown("the bytes of a file with carriage returns", node, "str")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    machine.state.setdefault("texts", {})[text] = path
    return text


def _content(machine: Machine, path: str | Symbol, node: cst.CSTNode) -> Symbol:
    """Return the text of a file outside of the repository: a fact of the machine, the same one each time it is read."""
    key: tuple[str, tuple[object, ...]]
    if isinstance(path, str):
        name, key = f"the content of {shown(path)}", (path, ())
    else:
        name, key = f"the content of the file that {describe(path)} names", (path.variable.name, path.key)
    names: dict[object, str] = machine.state.setdefault("contents", {})
    # Code that writes to a file may have changed any of those that it reads later.
    known = (key, machine.state.get("files written", 0))
    if known not in names:
        taken = sum(other == name or other.startswith(f"{name} (") for other in names.values())
        names[known] = f"{name} ({taken + 1})" if taken else name
    return machine.environment.fact(names[known]).symbol(machine.site(node))


def open_file(machine: Machine, path: Value, mode: Value, arguments: Arguments) -> Value:
    """Return the file object of ``open(path, mode)``."""
    node = arguments.site.node
    text = path_text(machine, path)
    mode = machine.settle(mode)
    if isinstance(mode, str) and any(letter in mode for letter in "wax+"):
        machine.state["files written"] = machine.state.get("files written", 0) + 1
        return FileObject(machine.unknown("the content of a file that is written to", node, "str"))
    if isinstance(mode, str) and "b" in mode:
        return FileObject(read_bytes(machine, text, node))
    content = machine.each(text, lambda part: read_text(machine, part, node))
    encoding = machine.settle(arguments.keywords.get("encoding"))
    if encoding not in UTF_8:
        content = machine.each(content, lambda part: _in_other_encoding(machine, part, node))
    return FileObject(content)


# Spellings of the encoding that files are read in where none is named.
UTF_8 = (None, "utf-8", "utf8", "UTF-8", "UTF8", "utf_8")


def _in_other_encoding(machine: Machine, text: Value, node: cst.CSTNode) -> Value:
    if isinstance(text, str) and text.isascii():
        return text
    return machine.unknown("a text in another encoding", node, "str")


def read_bytes(machine: Machine, path: Value, node: cst.CSTNode) -> Value:
    """Return the bytes of a file, as :func:`read_text` does its text."""
    content = machine.each(path, lambda part: read_text(machine, part, node, binary=True))
    return pure(machine, node, _encoded, [content], "{}.encode()", "bytes", raises="")


def _encoded(text: str) -> bytes:
    return text.encode()


def path_text(machine: Machine, path: Value) -> Value:
    """Return the text of a path that is given as a string or as a path object; what a library calls a path is not known."""

    def one(part: Value) -> Value:
        if isinstance(part, Library):
            return Unknown(part.name, None, "str")
        return part.text(machine) if isinstance(part, Modelled) else part

    return machine.each(path, one)


class FileObject(Modelled):
    """An open file of which the content is known, or not.

    ``ended`` are the worlds in which it was read to its end, ``moved`` those in which nobody knows how far it was read.
    """

    kind = "io.TextIOWrapper"

    def __init__(self, content: Value) -> None:
        self.content = content
        self.ended = FALSE
        self.moved = FALSE

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a method of the file."""
        method = getattr(self, f"_call_{name}", None)
        return super().attribute(machine, name, node) if method is None else Bound(self, name, method)

    def take(self, machine: Machine, node: cst.CSTNode) -> Value:
        """Return what is left to read, and read it."""
        conditions = machine.conditions
        running, rows = machine.pc, []
        there = conditions.minus(conditions.minus(running, self.ended), self.moved)
        rows.append((there, self.content))
        rows.append((conditions.and_(running, self.moved), machine.unknown("the rest of a file", node)))
        empty = pure(machine, node, _nothing_of, [self.content], "nothing of {}", "str", raises="")
        rows.append((conditions.minus(conditions.and_(running, self.ended), self.moved), empty))
        self._put(machine, ended=True)
        return machine.settle(machine.choose(rows))

    def _put(self, machine: Machine, *, ended: bool = False, moved: bool = False) -> None:
        """Remember how far the file was read in the running worlds."""
        conditions = machine.conditions
        self.ended = (conditions.or_ if ended else conditions.minus)(self.ended, machine.pc)
        self.moved = (conditions.or_ if moved else conditions.minus)(self.moved, machine.pc)

    def _call_read(self, machine: Machine, arguments: Arguments) -> Value:
        if arguments.positional or arguments.keywords:
            self._put(machine, moved=True)
            return machine.unknown("a part of a file", arguments.site.node)
        return self.take(machine, arguments.site.node)

    def _call_readlines(self, machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        return machine.each(self.take(machine, node), lambda text: _lines(machine, text, node))

    def _call_readline(self, machine: Machine, arguments: Arguments) -> Value:
        text = self.take(machine, arguments.site.node)
        self._put(machine, moved=True)
        return machine.each(text, lambda part: _first_line(machine, part))

    def _call_seek(self, machine: Machine, arguments: Arguments) -> Value:
        """Go to the start (``seek(0)``) or to the end (``seek(0, os.SEEK_END)``, which is 2)."""
        place = [machine.settle(value) for value in arguments.positional]
        self._put(machine, ended=place == [0, 2], moved=place not in ([0], [0, 0], [0, 2]))
        return 0 if place in ([0], [0, 0]) else self._call_tell(machine, arguments)

    def _call_tell(self, machine: Machine, arguments: Arguments) -> Value:
        """Return the place: 0 at the start, the size at the end."""
        node = arguments.site.node
        if machine.conditions.and_(machine.pc, self.moved) == FALSE:
            if machine.conditions.and_(machine.pc, self.ended) == FALSE:
                return 0
            if machine.conditions.implies(machine.pc, self.ended):
                return pure(machine, node, _size, [self.content], "the size of {}", "int", raises="")
        return machine.unknown("the place in a file", node, "int")

    def _call_write(self, machine: Machine, arguments: Arguments) -> Value:
        return machine.unknown("the size of what was written", arguments.site.node, "int")

    def _call_close(self, machine: Machine, arguments: Arguments) -> Value:
        del machine, arguments
        return None

    _call_flush = _call_writelines = _call_close

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the lines; a loop may leave some of them unread."""
        content = machine.settle(self.take(machine, node))
        self._put(machine, moved=True)
        if isinstance(content, str):
            return [Item(line, machine.site(node)) for line in _split(content)]
        return (
            [Item(Unknown(content.reason, content.site, "list"), content.site, many=True)]
            if isinstance(content, Unknown)
            else None
        )


def _nothing_of(content: str | bytes) -> str | bytes:
    return content[:0]


def _size(content: str | bytes) -> int:
    return len(content if isinstance(content, bytes) else content.encode())


def _split(text: str) -> list[str]:
    """Return the lines of a file: they end at a line feed and nowhere else, unlike those of ``str.splitlines``."""
    parts = text.split("\n")
    return [*(f"{part}\n" for part in parts[:-1]), *([parts[-1]] if parts[-1] else [])]


def _lines(machine: Machine, text: Value, node: cst.CSTNode) -> Value:
    if isinstance(text, str):
        return make_list(list(_split(text)), machine.site(node))
    if isinstance(text, bytes):
        return make_list([line.encode() for line in _split(text.decode())], machine.site(node))
    return machine.unknown(getattr(text, "reason", "lines of a file"), node, "list")


def _first_line(machine: Machine, text: Value) -> Value:
    if isinstance(text, str):
        lines = _split(text)
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
