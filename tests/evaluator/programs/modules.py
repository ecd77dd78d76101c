"""What random programs do with modules and files: imports of every kind, includes, data and ``.env`` files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.evaluator.programs.core import written

if TYPE_CHECKING:
    from tests.evaluator.programs.core import Writer

# Upper-case names may be bound by an import; what a module holds is what it was typed as.
Names = dict[str, str]


def imported(writer: Writer, other: str, names: Names) -> None:
    """Write an import of the module ``other``, whose names are ``names``, in one of the usual ways."""
    way = writer.random.randrange(10)
    place = f".{other}" if writer.package and writer.chance(60) else _absolute(writer, other)
    if way < 6:
        writer.use("star import")
        if writer.chance(25):
            writer.use("guarded import")
            for line in ("try:", f"    from {place} import *", "except ImportError:", "    pass"):
                writer.emit(line)
        else:
            writer.emit(f"from {place} import *")
        writer.names.update(names)
    elif way < 8 and names:
        writer.use("named import")
        name = writer.pick(list(names))
        bound = writer.fresh(names[name]) if writer.chance(40) else name
        writer.emit(f"from {place} import {name}" + (f" as {bound}" if bound != name else ""))
        writer.names[bound] = names[name]
    else:
        _module_object(writer, other, names)


def _absolute(writer: Writer, other: str) -> str:
    return f"{writer.package}.{other}" if writer.package else other


def _module_object(writer: Writer, other: str, names: Names) -> None:
    writer.use("module object")
    bound = f"module_{writer.number()}"
    writer.emit(f"import {_absolute(writer, other)} as {bound}")
    for kind in ("list", "str"):
        having = [name for name, known in names.items() if known == kind]
        if having:
            writer.assign(kind, f"{bound}.{writer.pick(having)}")
            if kind == "list" and writer.chance(50):
                writer.use("aliasing")
                writer.emit(f"{bound}.{writer.pick(having)}.append({writer.expression('str')})")
            elif writer.chance(50):
                writer.emit(f"{bound}.{writer.pick(having)} = {writer.expression(kind)}")
    writer.assign("maybe", f"getattr({bound}, {writer.pick([*names, 'ABSENT'])!r}, None)")


def _beside(writer: Writer, name: str, text: str) -> None:
    """Add a file beside the module that is being written."""
    folder = f"{writer.package}/" if writer.package else ""
    writer.program.files[folder + name] = text


def _few(writer: Writer, count: int = 3) -> str:
    """Return a few assignments: names that are there are bound again, new ones are not used afterwards."""
    lines = ["import os"]
    for _ in range(count):
        kind = writer.pick(("str", "list", "bool"))
        name = writer.a_name(kind) or writer.fresh(kind)
        value = writer.literal(kind)
        if kind == "str" and writer.chance(40):
            value = f'os.environ.get("{writer.variable("VAR")}", {value})'
        lines.append(f"{name} = {value}")
    return "\n".join(lines) + "\n"


@written("later star import")
def later_star_import(writer: Writer) -> None:
    """Bring names after they were set, and set one again after that."""
    other = f"late_{writer.number()}"
    _beside(writer, f"{other}.py", _few(writer))
    writer.emit(f"from {_absolute(writer, other)} import *")
    name = writer.a_name("str")
    if name is not None:
        writer.emit(f"{name} += '!'")


@written("circular import")
def circular_import(writer: Writer) -> None:
    """Import a module that looks at this one, which is only half there."""
    other = f"circle_{writer.number()}"
    here = (
        f"{writer.package}.{writer.module}"
        if writer.package and writer.module != "__init__"
        else writer.package or writer.module
    )
    name, later, rows = writer.a_name("str") or "ABSENT", writer.fresh("str"), writer.a_name("list")
    text = [f"import {here}", "import sys", f"half = sys.modules[{here!r}]"]
    text += [f"SEEN = getattr(half, {name!r}, 'absent')", f"EARLY = hasattr(half, {later!r})"]
    if rows is not None:
        text.append(f"half.{rows}.append('from the circle')")
    text += [
        "try:",
        f"    from {here} import {later} as TAKEN",
        "except ImportError:",
        "    TAKEN = 'too early'",
    ]
    _beside(writer, f"{other}.py", "\n".join(text) + "\n")
    seen, early, taken = writer.fresh("str"), writer.fresh("bool"), writer.fresh("str")
    writer.emit(f"from {_absolute(writer, other)} import EARLY as {early}, SEEN as {seen}, TAKEN as {taken}")
    writer.names.update({seen: "str", early: "bool", taken: "str"})
    writer.assign("str", writer.expression("str"), later)


@written("importlib.import_module", imports=("import importlib",))
def import_by_name(writer: Writer) -> None:
    """Import a module whose name is a text that is known."""
    other = f"named_{writer.number()}"
    _beside(writer, f"{other}.py", f"VALUE = {writer.literal('list')}\nNAME = __name__.rpartition('.')[2]\n")
    bound = f"module_{writer.number()}"
    stem, _, number = other.partition("_")
    place = f"{writer.package + '.' if writer.package else ''}{stem}_"
    writer.emit(f"{bound} = importlib.import_module({place!r} + {number!r})")
    writer.assign("list", f"{bound}.VALUE")
    writer.assign("str", f"{bound}.NAME")


@written("module by environment", imports=("import importlib", "import os"))
def module_by_environment(writer: Writer) -> None:
    """Take the settings module that a variable names."""
    stem = f"place_{writer.number()}_"
    for place in ("dev", "prod"):
        _beside(
            writer, f"{stem}{place}.py", f"PLACE = {place!r}\nDEBUG = {place == 'dev'}\nROWS = [{place!r}]\n"
        )
    variable = writer.variable("VAR")
    package = f"{writer.package}." if writer.package else ""
    way = writer.random.randrange(3)
    place, rows = writer.fresh("str"), writer.fresh("list")
    if way == 0:
        writer.emit(f'if os.environ.get("{variable}") == "prod":')
        writer.emit(f"    from {package}{stem}prod import PLACE as {place}, ROWS as {rows}")
        writer.emit("else:")
        writer.emit(f"    from {package}{stem}dev import *")
        writer.emit(f"    from {package}{stem}dev import PLACE as {place}, ROWS as {rows}")
    else:
        text = (
            f"os.environ.get('{variable}', 'dev')"
            if way == 1
            else f"(os.environ.get('{variable}') or 'prod')"
        )
        bound = f"module_{writer.number()}"
        writer.emit("try:")
        writer.emit(f'    {bound} = importlib.import_module(f"{package}{stem}{{{text}}}")')
        writer.emit("except (ImportError, ValueError):")
        writer.emit(f"    {bound} = importlib.import_module({package + stem + 'dev'!r})")
        writer.emit(f"{place}, {rows} = {bound}.PLACE, {bound}.ROWS")
    writer.names.update({place: "str", rows: "list"})


@written("exec of a file", imports=("import os",))
def exec_of_a_file(writer: Writer) -> None:
    """Include a file of the repository."""
    name = f"include_{writer.number()}.py"
    _beside(writer, name, _few(writer))
    here = "os.path.dirname(os.path.abspath(__file__))"
    writer.emit(
        writer.pick(
            (
                f"exec(open(os.path.join({here}, {name!r})).read())",
                f"exec(compile(open(os.path.join({here}, {name!r})).read(), {name!r}, 'exec'))",
                f"with open(os.path.join(os.path.dirname(__file__), {name!r})) as handle: exec(handle.read(), globals())",
            )
        )
    )


@written("JSON file", imports=("import json", "import os", "import pathlib"))
def json_file(writer: Writer) -> None:
    """Read settings from a JSON file."""
    name = f"data_{writer.number()}.json"
    data = {
        "NAME": writer.pick("abc"),
        "ROWS": ["a", writer.pick("xyz")],
        "ON": writer.chance(50),
        "NUMBER": 3,
    }
    _beside(writer, name, json.dumps(data))
    bound = f"data_{writer.number()}"
    if writer.chance(50):
        writer.emit(f"with open(os.path.join(os.path.dirname(__file__), {name!r})) as handle:")
        writer.emit(f"    {bound} = json.load(handle)")
    else:
        writer.emit(f"{bound} = json.loads(pathlib.Path(__file__).with_name({name!r}).read_text())")
    writer.assign("str", f"{bound}['NAME']")
    writer.assign("list", f"{bound}.get('ROWS', [])")
    writer.assign("bool", f"{bound}.get({writer.pick(('ON', 'ABSENT'))!r}, False)")


@written("TOML file", imports=("import pathlib",))
def toml_file(writer: Writer) -> None:
    """Read settings from a TOML file, with the standard library where it is there."""
    name = f"data_{writer.number()}.toml"
    _beside(
        writer,
        name,
        f'[site]\nname = "{writer.pick("abc")}"\nrows = ["a", "{writer.pick("xyz")}"]\non = true\n',
    )
    bound = f"data_{writer.number()}"
    for line in ("try:", "    import tomllib", "except ImportError:", "    import tomli as tomllib"):
        writer.emit(line)
    if writer.chance(50):
        writer.emit(f'with open(pathlib.Path(__file__).parent / {name!r}, "rb") as handle:')
        writer.emit(f"    {bound} = tomllib.load(handle)")
    else:
        writer.emit(
            f"{bound} = tomllib.loads((pathlib.Path(__file__).resolve().parent / {name!r}).read_text())"
        )
    writer.assign("str", f"{bound}['site']['name']")
    writer.assign("list", f"{bound}['site']['rows']")


@written(".env file", imports=("import os", "import pathlib"))
def env_file(writer: Writer) -> None:
    """Read variables from a ``.env`` file of the repository."""
    number = writer.number()
    name, variable = f"vars_{number}.env", f"FROM_FILE_{number}"
    writer.program.variables.add(variable)
    quote = writer.pick(("", '"', "'"))
    _beside(
        writer,
        name,
        f"# variables\n{variable}={quote}{writer.pick(('a', 'one', 'x,y'))}{quote}\nFLAG_{number}=on\n",
    )
    place = writer.pick(
        (f"os.path.join(os.path.dirname(__file__), {name!r})", f"pathlib.Path(__file__).parent / {name!r}")
    )
    reader = writer.random.randrange(4)
    bound = f"env_{number}"
    if reader == 0:
        writer.imports.add("import environ")
        writer.emit(f"environ.Env.read_env({place})")
        writer.assign("str", f"environ.Env()({variable!r})")
        writer.assign("bool", f"environ.Env().bool('FLAG_{number}', default=False)")
    elif reader == 1:
        writer.imports.add("import environs")
        writer.emit(f"{bound} = environs.Env()")
        writer.emit(f"{bound}.read_env(str({place}), recurse=False)")
        writer.assign("str", f"{bound}.str({variable!r}, 'none')")
        writer.assign("bool", f"{bound}.bool('FLAG_{number}', False)")
    elif reader == 2:
        writer.imports.add("import dotenv")
        writer.emit(f"dotenv.load_dotenv({place}{writer.pick(('', ', override=True'))})")
        writer.assign("str", f"os.environ[{variable!r}]")
        writer.assign("maybe", f"os.getenv('FLAG_{number}')")
    else:
        writer.imports.add("import decouple")
        writer.emit(f"{bound} = decouple.Config(decouple.RepositoryEnv({place}))")
        writer.assign("str", f"{bound}({variable!r})")
        writer.assign("bool", f"{bound}('FLAG_{number}', default=False, cast=bool)")


@written("local settings", weight=3)
def local_settings(writer: Writer) -> None:
    """Take settings of this machine where there are any."""
    other = f"local_{writer.number()}"
    if writer.chance(50):
        _beside(writer, f"{other}.py", _few(writer))
    writer.emit("try:")
    writer.emit(f"    from {_absolute(writer, other)} import *")
    writer.emit("except ImportError:")
    writer.emit(f"    {writer.pick(('pass', 'LOCAL = False'))}")


@written("import in a function")
def import_in_a_function(writer: Writer) -> None:
    """Import where it is used, not at the top."""
    other = f"inner_{writer.number()}"
    _beside(
        writer,
        f"{other}.py",
        f"ROWS = {writer.literal('list')}\ndef rows(): return [*ROWS, {writer.literal('str')}]\n",
    )
    name = f"read_{writer.number()}"
    writer.emit(f"def {name}():")
    writer.emit(f"    from {_absolute(writer, other)} import rows, ROWS")
    writer.emit("    ROWS.append('read')")
    writer.emit("    return rows()")
    writer.assign("list", f"{name}()")
    writer.assign("list", f"{name}()")
