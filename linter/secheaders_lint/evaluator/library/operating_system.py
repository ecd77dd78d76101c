"""``os`` and ``os.path``: the environment, and paths as texts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import make_tuple, unknown_list
from secheaders_lint.evaluator.values import ROOT, Modelled, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


def _getenv(machine: Machine, arguments: Arguments) -> Value:
    key, default = argument(arguments, 0, "key"), argument(arguments, 1, "default", None)
    return environment_of(machine).get(machine, key, default, arguments.site.node)


def _texts(machine: Machine, arguments: Arguments) -> list[Value]:
    return [files.path_text(machine, value) for value in arguments.positional]


def _join(machine: Machine, arguments: Arguments) -> Value:
    texts = _texts(machine, arguments)
    result: Value = texts[0] if texts else ""
    for text in texts[1:]:
        result = machine.each2(
            result, text, lambda one, other: _join_two(machine, one, other, arguments.site.node)
        )
    return result


def _join_two(machine: Machine, left: Value, right: Value, node: cst.CSTNode) -> Value:
    if isinstance(right, str) and right.startswith(ROOT):
        return right
    if isinstance(left, str | Unknown) and isinstance(right, str | Unknown):
        shape = "os.path.join({}, {…})" if isinstance(left, Unknown) else "os.path.join({…}, {})"
        return pure(machine, node, posixpath.join, [left, right], shape, "str", rooted=True, raises="")
    return machine.fail("builtins.TypeError", "join() argument must be str or os.PathLike", node)


# What functions of one path give for any absolute one: those whose results do not depend on the working directory.
_ON_ANY_PATH: dict[str, Callable[[str], str]] = {
    "dirname": posixpath.dirname,
    "basename": posixpath.basename,
    "normpath": posixpath.normpath,
}


def _on_text(function: Callable[[str], Value], name: str) -> Callable[[Machine, Arguments], Value]:
    """Return a model of a function of one path; ``function`` returns ``None`` where it leaves the repository."""
    leads_out = {"dirname": "/..", "abspath": "", "realpath": "", "normpath": ""}

    def model(machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node

        def one(text: Value) -> Value:
            if isinstance(text, Symbol):
                return _of_symbol(machine, name, text, node)
            if not isinstance(text, str):
                return (
                    unknown_of(machine, node, [text], "str")
                    if isinstance(text, Unknown)
                    else machine.fail("builtins.TypeError", f"{name}() argument must be a path", node)
                )
            if files.holds_root_inside(text):
                return machine.unknown("depends on the folder that the repository lies in", node, "str")
            found = function(text)
            if found is None and name in leads_out and text.startswith(ROOT):
                return files.outside(machine, text + leads_out[name], node)
            if found is None:
                return machine.unknown(files.OUTSIDE, node, "str")
            return make_tuple(list(found)) if isinstance(found, tuple) else found

        return machine.each(files.path_text(machine, argument(arguments, 0)), one)

    return model


def _of_symbol(machine: Machine, name: str, text: Symbol, node: cst.CSTNode) -> Value:
    """Return what a function gives for the path that a variable holds, or for one outside of the repository."""
    function = _ON_ANY_PATH.get(name)
    if function is None and text.variable.name == files.OUTSIDE and name in {"abspath", "realpath"}:
        function = posixpath.normpath
    if function is None:
        return unknown_of(machine, node, [text], "str")
    return pure(machine, node, function, [text], f"os.path.{name}({{}})", "str", raises="")


def _dirname(text: str) -> str | None:
    return None if text == ROOT else posixpath.dirname(text)


def _basename(text: str) -> str | None:
    return None if text == ROOT else posixpath.basename(text)


def _absolute(text: str) -> str | None:
    return files.normal(text) if text.startswith((ROOT, "/")) else None


def _normal(text: str) -> str | None:
    return files.normal(text) if text.startswith(ROOT) else posixpath.normpath(text)


def _split(text: str) -> tuple[str, str] | None:
    return None if text == ROOT else posixpath.split(text)


def _expanduser(text: str) -> str | None:
    return None if text.startswith("~") else text


def _expandvars(text: str) -> str | None:
    return None if "$" in text else text


def _test(kind: str) -> Callable[[Machine, Arguments], Value]:
    def test(machine: Machine, arguments: Arguments) -> Value:
        path = files.path_text(machine, argument(arguments, 0))
        return machine.boolean(files.exists(machine, path, arguments.site.node, kind))

    return test


def _isabs(machine: Machine, arguments: Arguments) -> Value:
    path = files.path_text(machine, argument(arguments, 0))
    return pure(
        machine,
        arguments.site.node,
        lambda t: t.startswith((ROOT, "/")),
        [path],
        "os.path.isabs({})",
        "bool",
        rooted=True,
    )


def _relpath(machine: Machine, arguments: Arguments) -> Value:
    path, start = (
        machine.settle(v)
        for v in (
            files.path_text(machine, argument(arguments, 0)),
            files.path_text(machine, argument(arguments, 1, "start", None)),
        )
    )
    if isinstance(path, str) and isinstance(start, str) and path.startswith(ROOT) and start.startswith(ROOT):
        return posixpath.relpath(path.replace(ROOT, "/r"), start.replace(ROOT, "/r"))
    return machine.unknown("a path relative to another", arguments.site.node, "str")


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


def _listing(machine: Machine, arguments: Arguments) -> Value:
    return unknown_list(machine.unknown("the content of a folder", arguments.site.node))


def _fact(text: str, kind: str | None) -> Callable[[Machine, Arguments], Value]:
    return lambda machine, arguments: machine.unknown(text, arguments.site.node, kind)


def _putenv(machine: Machine, arguments: Arguments) -> Value:
    return _nothing(machine, arguments)


def _fspath(machine: Machine, arguments: Arguments) -> Value:
    return files.path_text(machine, argument(arguments, 0))


def _open(machine: Machine, arguments: Arguments) -> Value:
    return files.open_file(
        machine, argument(arguments, 0, "file"), argument(arguments, 1, "mode", "r"), arguments
    )


def _open_decoded(machine: Machine, arguments: Arguments) -> Value:
    """Return what ``codecs.open(filename, mode, encoding)`` opens: unlike ``open`` it leaves the ends of lines as they are."""
    node = arguments.site.node
    mode = machine.settle(argument(arguments, 1, "mode", "r"))
    encoding = machine.settle(argument(arguments, 2, "encoding", None))
    if mode not in ("r", "rb", "rU") or encoding not in files.UTF_8:
        return files.FileObject(machine.unknown("a file that codecs.open() opens", node, "str"))
    path = files.path_text(machine, argument(arguments, 0, "filename"))
    return files.FileObject(
        machine.each(path, lambda part: files.read_text(machine, part, node, binary=True))
    )


class Uname(Modelled):
    """``os.uname()``."""

    kind = "os.uname_result"

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a fact of the machine."""
        if name == "nodename":
            return machine.environment.fact("the host name").symbol(machine.site(node))
        if name == "sysname":
            return machine.environment.fact("the operating system").symbol(machine.site(node))
        return machine.unknown(f"os.uname().{name}", node, "str")

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return a fact of the machine by its place."""
        names = {0: "sysname", 1: "nodename"}
        return self.attribute(machine, names.get(machine.settle(key), "release"), node)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "os.getenv": _getenv,
    "os.path.join": _join,
    "os.path.dirname": _on_text(_dirname, "dirname"),
    "os.path.basename": _on_text(_basename, "basename"),
    "os.path.abspath": _on_text(_absolute, "abspath"),
    "os.path.realpath": _on_text(_absolute, "realpath"),
    "os.path.normpath": _on_text(_normal, "normpath"),
    "os.path.normcase": _on_text(lambda text: text, "normcase"),
    "os.path.split": _on_text(_split, "split"),
    "os.path.splitext": _on_text(posixpath.splitext, "splitext"),
    "os.path.expanduser": _on_text(_expanduser, "expanduser"),
    "os.path.expandvars": _on_text(_expandvars, "expandvars"),
    "os.path.exists": _test("any"),
    "os.path.lexists": _test("any"),
    "os.path.isfile": _test("file"),
    "os.path.isdir": _test("dir"),
    "os.access": _test("any"),
    "os.path.isabs": _isabs,
    "os.path.relpath": _relpath,
    "os.fspath": _fspath,
    "os.makedirs": _nothing,
    "os.mkdir": _nothing,
    "os.chmod": _nothing,
    "os.chdir": _nothing,
    "os.umask": _fact("the file mode mask", "int"),
    "os.putenv": _putenv,
    "os.remove": _nothing,
    "os.listdir": _listing,
    "os.scandir": _listing,
    "os.walk": _listing,
    "os.getcwd": _fact("the working directory", "str"),
    "os.getpid": _fact("the process id", "int"),
    "os.cpu_count": _fact("the number of processors", "int"),
    "os.urandom": _fact("random bytes", "bytes"),
    "os.getlogin": _fact("the user's name", "str"),
    "os.geteuid": _fact("the user id", "int"),
    "os.getuid": _fact("the user id", "int"),
    "os.getegid": _fact("the group id", "int"),
    "os.getgid": _fact("the group id", "int"),
    "os.system": _fact("the result of a command", "int"),
    "os.popen": _fact("the output of a command", None),
    "os.uname": lambda machine, arguments: Uname(),
    "io.open": _open,
    "codecs.open": _open_decoded,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "os.environ": environment_of,
    "os.environb": lambda machine: Unknown("os.environb"),
    "os.sep": lambda _: "/",
    "os.path.sep": lambda _: "/",
    "os.altsep": lambda _: None,
    "os.linesep": lambda _: "\n",
    "os.pathsep": lambda _: ":",
    "os.curdir": lambda _: ".",
    "os.path.curdir": lambda _: ".",
    "os.pardir": lambda _: "..",
    "os.path.pardir": lambda _: "..",
    "os.name": lambda machine: machine.environment.fact("os.name", "posix").symbol(None),
    "os.devnull": lambda _: "/dev/null",
    "os.SEEK_SET": lambda _: 0,
    "os.SEEK_CUR": lambda _: 1,
    "os.SEEK_END": lambda _: 2,
}
