"""Repositories whose files are hostile by what they are, where they lie, or what they are called: functions that write one.

Each gets the root of a repository in which the files of a small shop lie already (``running.SHOP``).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from .evaluated import REACHING
from .lexical import REST, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Builder = Callable[[Path], None]

SETTINGS = "shop/settings.py"
CANARY = "canary-4711"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a root."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())


def outside(root: Path) -> Path:
    """Return the folder beside the root that nothing may be read from."""
    return root.parent / "outside"


def holding(files: dict[str, str | bytes]) -> Builder:
    """Return a builder that only writes files."""
    return lambda root: write(root, files)


def replaced(path: str, make: Callable[[Path], object]) -> Builder:
    """Return a builder that puts something else in the place of a file."""

    def build(root: Path) -> None:
        place = root / path
        place.unlink(missing_ok=True)
        make(place)

    return build


def linked(path: str, target: str) -> Builder:
    """Return a builder that puts a link in the place of a file; ``{outside}`` in its target is the forbidden folder."""
    return replaced(path, lambda place: place.symlink_to(target.format(outside=outside(place.parents[1]))))


# -- imports -----------------------------------------------------------------------------------------------------------


def import_cycle(root: Path) -> None:
    names = [f"m{number}" for number in range(50)]
    stars = "".join(f"from .{name} import *\n" for name in names)
    write(root, {f"shop/{name}.py": f"{stars}{name.upper()} = 1\n" for name in names})
    write(root, {SETTINGS: f"from .settings import *\nimport shop.settings\n{stars}{REST}"})


def import_chain(length: int) -> Builder:
    def build(root: Path) -> None:
        chain = {f"shop/m{n}.py": f"from .m{n + 1} import *\nA{n} = 1\n" for n in range(length)}
        write(root, {**chain, f"shop/m{length}.py": "Z = 1\n", SETTINGS: f"from .m0 import *\n{REST}"})

    return build


def import_diamonds(root: Path) -> None:
    files: dict[str, str | bytes] = {}
    for level in range(60):
        both = f"from .a{level + 1} import *\nfrom .b{level + 1} import *\n"
        files |= {f"shop/{side}{level}.py": f"{both}{side.upper()}{level} = {level}\n" for side in "ab"}
    write(root, {**files, "shop/a60.py": "A = 1\n", "shop/b60.py": "B = 1\n"})
    write(root, {SETTINGS: f"from .a0 import *\nfrom .b0 import *\n{REST}"})


def import_wide(root: Path) -> None:
    write(root, {f"shop/m{n}.py": lines(f"A{n}_{{0}} = {{0}}", 200) for n in range(300)})
    write(root, {SETTINGS: lines("from .m{0} import *", 300) + REST})


def imports_of_conditions(root: Path) -> None:
    write(root, {f"shop/m{n}.py": f"A = {n}\nM = ['m{n}']\n" for n in range(100)})
    tests = lines("if os.environ.get('E{0}') == 'x':\n    from .m{0} import *", 100)
    write(root, {SETTINGS: f"import os\n{tests}MIDDLEWARE = M\n{REST}"})


def import_by_variable(root: Path) -> None:
    write(root, {f"shop/env/m{n}.py": f"DEBUG = {n}\nfrom . import m{(n * 7) % 300}\n" for n in range(300)})
    text = "import os, importlib\nE = os.environ.get('DJANGO_ENV', 'm1')\nm = importlib.import_module('shop.env.' + E)\n"
    write(root, {SETTINGS: f"{text}globals().update(vars(m))\n{REST}", "shop/env/__init__.py": ""})


def large_modules(root: Path) -> None:
    write(root, {f"shop/m{n}.py": lines(f"A{n}_{{0}} = 'x{{0}}'", 6_000) for n in range(20)})
    write(root, {SETTINGS: lines("from .m{0} import *", 20) + REST})


def packages_of_ours(root: Path) -> None:
    """What a start in the root would import first, if anything looked there."""
    evil = f"open({str(outside(root).parent / 'canary')!r}, 'w').write('x')\nraise SystemExit(3)\n"
    names = (
        "libcst",
        "tomli",
        "packaging",
        "django",
        "environ",
        "json",
        "re",
        "sitecustomize",
        "usercustomize",
        "secheaders_lint",
    )
    write(root, {f"{name}.py": evil for name in names} | {f"{name}/__init__.py": evil for name in names})
    imports = "".join(f"import {name}\nfrom {name} import *\n" for name in names)
    write(
        root,
        {SETTINGS: imports + REST, "manage.py": evil + SHOP_MANAGE, "conftest.py": evil, "setup.py": evil},
    )


SHOP_MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'

IMPORTS: dict[str, Builder] = {
    "a cycle of 50 star imports": import_cycle,
    "a chain of 400 imports": import_chain(400),
    "a chain of 2,000 imports": import_chain(2_000),
    "diamonds of star imports": import_diamonds,
    "300 modules of 200 settings": import_wide,
    "modules on 100 conditions": imports_of_conditions,
    "a module by a variable": import_by_variable,
    "20 modules of 6,000 lines": large_modules,
    "packages of our own names": packages_of_ours,
    "an import of 5,000 dots": holding({SETTINGS: "from " + "." * 5000 + "x import *\n" + REST}),
    "an import of 2,000 parts": holding({SETTINGS: "import " + ".".join(["a"] * 500) + "\n" + REST}),
}


# -- many --------------------------------------------------------------------------------------------------------------


def many_files(root: Path) -> None:
    for folder in range(60):
        write(root, {f"apps/a{folder}/m{number}.py": "x = 1\n" for number in range(100)})


def many_settings(root: Path) -> None:
    write(
        root, {f"shop/conf/settings/s{n}.py": f"from .base import *\nDEBUG = {n % 2}\n" for n in range(400)}
    )
    write(root, {"shop/conf/settings/base.py": REST + "ROOT_URLCONF = 'x'\n"})


def many_deployed(root: Path) -> None:
    names = [f"shop.s{n}" for n in range(300)]
    write(root, {f"{name.replace('.', '/')}.py": f"from .settings import *\n{REST}" for name in names})
    write(
        root,
        {"Dockerfile": "FROM python\n" + "".join(f"ENV DJANGO_SETTINGS_MODULE={name}\n" for name in names)},
    )
    write(
        root, {f"wsgi{n}/wsgi.py": SHOP_MANAGE.replace("shop.settings", name) for n, name in enumerate(names)}
    )


def many_projects(root: Path) -> None:
    for n in range(150):
        write(
            root,
            {f"p{n}/manage.py": SHOP_MANAGE, f"p{n}/shop/settings.py": REST, f"p{n}/shop/__init__.py": ""},
        )


def deep_folders(root: Path) -> None:
    path = "/".join(["d"] * 900)
    write(root, {f"{path}/settings.py": REST})


def one_folder_of_many(root: Path) -> None:
    write(root, {f"shop/settings_{n}.py": REST for n in range(3_000)})


MANY: dict[str, Builder] = {
    "6,000 files": many_files,
    "400 settings modules": many_settings,
    "300 settings modules that are deployed": many_deployed,
    "150 projects": many_projects,
    "900 folders inside of one another": deep_folders,
    "3,000 settings files in one folder": one_folder_of_many,
}


# -- the file system ---------------------------------------------------------------------------------------------------


def link_loops(root: Path) -> None:
    (root / "loop").symlink_to("loop")
    (root / "up").symlink_to("..")
    (root / "shop" / "self").symlink_to(".")
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    (root / SETTINGS).write_text(f"from .self.self.self.settings import *\nfrom .loop import *\n{REST}")
    (root / "shop" / "loop.py").symlink_to("loop.py")


def odd_names(root: Path) -> None:
    names = [
        "a\nb",
        "::error::x",
        "\x1b[31m",
        " ",
        "a'b\"c",
        "\u202e",
        "-rf",
        "${HOME}",
        "%s%n",
        "a" * 250,
        "~",
        "*",
        "a\\b",
    ]
    for name in names:
        write(
            root,
            {
                f"{name}/manage.py": SHOP_MANAGE,
                f"{name}/shop/settings.py": REST,
                f"{name}/shop/{name[:200]}.py": REST,
            },
        )
    write(root, {os.fsdecode(b"\xff\xfe/settings.py"): REST})


def unreadable(root: Path) -> None:
    (root / SETTINGS).chmod(0)
    (root / "closed").mkdir()
    (root / "closed").chmod(0)


def secret_links(root: Path) -> None:
    """Links out of the root in every place that is read."""
    for path in (
        ".env",
        "Dockerfile",
        "requirements.txt",
        "pyproject.toml",
        "wsgi.py",
        "shop/local_settings.py",
        "compose.yml",
    ):
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(outside(root) / "secret.txt")
    (root / "linked").symlink_to(outside(root))
    text = "from .local_settings import *\nfrom linked.stealing import *\nimport environ\nenviron.Env.read_env('.env')\n"
    write(root, {SETTINGS: f"{text}X_FRAME_OPTIONS = open('linked/secret.txt').read()\n{REST}"})


FILE_SYSTEM: dict[str, Builder] = {
    "loops of links": link_loops,
    "odd names": odd_names,
    "unreadable files": unreadable,
    "links out of the repository": secret_links,
    "settings that are a link to themselves": linked(SETTINGS, "settings.py"),
    "settings that are a link outside": linked(SETTINGS, "{outside}/stealing.py"),
    "settings that are a link to a device": linked(SETTINGS, "/dev/zero"),
    "settings that are a link to a terminal": linked(SETTINGS, "/dev/stdin"),
    "settings that are a link to nothing": linked(SETTINGS, "nowhere.py"),
    "settings that are a fifo": replaced(SETTINGS, os.mkfifo),
    "settings that are a folder": replaced(SETTINGS, os.mkdir),
    "a fifo as manage.py": replaced("manage.py", os.mkfifo),
    "a fifo as requirements.txt": replaced("requirements.txt", os.mkfifo),
    "a fifo as pyproject.toml": replaced("pyproject.toml", os.mkfifo),
    "a fifo as Dockerfile": replaced("Dockerfile", os.mkfifo),
    "a fifo as configuration": replaced(".secheaders-lint.toml", os.mkfifo),
    "a folder as configuration": replaced(".secheaders-lint.toml", os.mkdir),
    "a fifo as .env": replaced(".env", os.mkfifo),
    "a folder as requirements.txt": replaced("requirements.txt", os.mkdir),
    "a device as requirements.txt": linked("requirements.txt", "/dev/zero"),
}


# -- other formats -----------------------------------------------------------------------------------------------------

_ENV = "import environ, os\nfrom decouple import config\nfrom dotenv import load_dotenv\nload_dotenv()\nload_dotenv('.env')\nenv = environ.Env()\nenviron.Env.read_env('.env')\nX_FRAME_OPTIONS = env('A', default='DENY')\nB = config('A', default='x')\nDEBUG = env.bool('B', default=False)\nC = env.json('C', default={})\nD = env.dict('C', default={})\nE = env.list('C', default=[])\n"
_LOADS = "import json, tomllib, yaml, configparser\nfrom pathlib import Path\nBASE = Path(__file__).parent.parent\nA = json.loads((BASE / 'data').read_text())\nB = tomllib.loads((BASE / 'data').read_text())\nC = yaml.safe_load((BASE / 'data').open())\nwith open(BASE / 'data') as f:\n    D = json.load(f)\nwith open(BASE / 'data', 'rb') as f:\n    E = tomllib.load(f)\nP = configparser.ConfigParser()\nP.read(BASE / 'data')\nX_FRAME_OPTIONS = A['x']\nSECURE_CSP = A\n"
_DATA: dict[str, str | bytes] = {
    "brackets": "[" * 1_000_000,
    "closed brackets": "[" * 990 + "]" * 990,
    "objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a list of a million": "[" + "1," * 1_000_000 + "1]",
    "keys": json.dumps({str(n): n for n in range(100_000)}),
    "a large number": "9" * 4_000_000,
    "a large exponent": '{"x": 1e999999999, "y": -Infinity, "z": NaN}',
    "quotes": '"' * 3_000_000,
    "tables": "[a]\n" * 300_000,
    "dotted keys": "a" + ".a" * 500_000 + " = 1\n",
    "many dotted keys": lines("a.b.c{0}.d.e.f = 1", 60_000),
    "inline tables": "a = " + "{a = " * 100_000,
    "arrays": "a = " + "[" * 100_000,
    "anchors": "a: &a [x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(24)),
    "dates": "a = " + "9999-12-31T23:59:59.999999999999999999\n" * 10_000,
    "interpolation": "[DEFAULT]\na = %(a)s%(a)s\n" + lines("b{0} = %(b{0})s${{b{0}}}", 9_000),
    "bytes": bytes(range(256)) * 10_000,
    "surrogates": '{"x": "\\ud800", "SECURE_REFERRER_POLICY": "\\udfff"}',
}  # fmt: skip
_ENV_FILES: dict[str, str | bytes] = {
    "one line": "A=" + "x" * 4_000_000,
    "many lines": lines("A{0}=${{A{0}}}${{B{0}}}", 60_000),
    "interpolation": "A=x\n" + lines("A=${{A}}${{A}}", 100),
    "interpolation of itself": "A=${A}\nB=${C}\nC=${B}\nA=$A$A\n",
    "defaults in defaults": "A=" + "${A:-" * 50_000 + "}" * 50_000 + "\n",
    "quotes": "A='" + "\\'" * 500_000 + '\nB="' + '\\"' * 500_000,
    "open quotes": "A='\n" * 20_000,
    "backslashes": "A=" + "\\" * 1_000_000 + "\nB=\\\n" * 50_000,
    "spaces": "A" + " " * 1_000_000 + "=x\n" + "export " * 100_000 + "\n",
    "comments": "A=x " + "# " * 500_000 + "\n",
    "json": "C=" + "[" * 90_000 + "\nB=" + "1" * 90_000 + "\n",
    "processes": "A=$(touch canary)\nB=`touch canary`\n",
    "bytes": bytes(range(256)) * 2_000,
}  # fmt: skip
_FILES: dict[str, dict[str, str | bytes]] = {
    "requirements that include themselves": {"requirements.txt": "-r requirements.txt\n" * 20_000 + "Django==5\n"},
    "requirements that include in circles": {
        **{f"requirements/r{n}.txt": "".join(f"-r r{m}.txt\n" for m in range(100)) for n in range(100)},
        "requirements.txt": "-r requirements/r0.txt\n",
    },
    "requirements from outside": {"requirements.txt": "-r ../outside/secret.txt\n-r /etc/passwd\n-c file:///etc/passwd\n-e .\n"},
    "requirements of one line": {"requirements.txt": "Django" + ">=1," * 100_000 + "<9\n"},
    "requirements of 100,000 lines": {"requirements.txt": lines("package-{0}==1.{0} ; python_version > '3' # x", 100_000) + "Django==5.2\n"},
    "requirements of continued lines": {"requirements.txt": "Django\\\n" * 300_000 + "==5\n"},
    "requirements of odd versions": {"requirements.txt": "Django==" + "9" * 100_000 + "." + "9" * 100_000 + "\nDjango===" + "x" * 99_999 + "\nDjango~=1!2.post3.dev" + "4" * 9999},
    "requirements with 5,000 clauses": {"requirements.txt": "Django" + ",".join(f"!=5.{n}" for n in range(5_000)) + "\n"},
    "requirements with deep markers": {"requirements.txt": "Django==5 ; " + "(" * 10_000 + "python_version > '3'" + ")" * 10_000 + "\n"},
    "extras of 100,000": {"requirements.txt": "Django[" + "x," * 100_000 + "y]==5.2\n"},
    "pyproject of brackets": {"pyproject.toml": "[project]\ndependencies = " + "[" * 100_000},
    "pyproject of tables": {"pyproject.toml": "".join(f"[tool.t{n}]\na = 1\n" for n in range(60_000))},
    "pyproject of dotted keys": {"pyproject.toml": "[tool.secheaders-lint]\n" + "a." * 100_000 + "b = 1\n"},
    "our configuration of brackets": {"pyproject.toml": "[tool.secheaders-lint]\nexclude = " + "[" * 300 + "]" * 300 + "\n"},
    "our configuration of odd patterns": {"pyproject.toml": "[tool.secheaders-lint]\nexclude = ['" + "**/" * 3_000 + "x', '" + "*a" * 5_000 + "', '[[[', '" + "[!a-" * 999 + "']\n"},
    "our configuration of 60,000 words": {"pyproject.toml": "[tool.secheaders-lint]\nexclude = [" + "'a*/**/b*',\n" * 60_000 + "]\n"},
    "our configuration that names much": {"pyproject.toml": "[tool.secheaders-lint]\nsettings = ['../outside/stealing.py', '/etc/passwd', 'a.b', '" + "x." * 5000 + "y']\n"},
    "our configuration with large numbers": {"pyproject.toml": "[tool.secheaders-lint]\nbaseline = " + "9" * 50_000 + "\nenv = {A = 1}\n"},
    "setup.py": {"setup.py": "setup(install_requires=" + "[" * 3_000 + "\n" + "'" * 50_001},
    "setup.cfg": {"setup.cfg": "[options]\ninstall_requires =\n" + lines("    a{0}", 60_000) + "    Django==5\n" + "%(x)s" * 9_999},
    "a lock file of 5 MB": {"poetry.lock": "".join(f'[[package]]\nname = "p{n}"\nversion = "1"\n' for n in range(100_000))},
    "a lock file of brackets": {"Pipfile.lock": '{"default": ' * 100_000, "uv.lock": "[[package]]\n" * 200_000},
    "Dockerfile": {"Dockerfile": "FROM x\n" + "ENV A=b \\\n" * 200_000 + "ENV DJANGO_SETTINGS_MODULE=${A:-${B:-" + "x" * 99_999},
    "Dockerfile of many names": {"Dockerfile": "FROM x\n" + lines("ENV DJANGO_SETTINGS_MODULE=a.b{0}", 60_000)},
    "compose of anchors": {"compose.yml": "services:\n" + lines("  a{0}: &a{0}\n    environment:\n      - DJANGO_SETTINGS_MODULE=shop.s{0}\n      <<: *a{0}", 10_000)},
    "workflows": {f".github/workflows/w{n}.yml": "env:\n" + lines("  DJANGO_SETTINGS_MODULE: a{0}", 1_000) for n in range(100)},
    "shell scripts": {f"bin/s{n}.sh": "export DJANGO_SETTINGS_MODULE=a.b" + "\\\n" * 9_999 for n in range(50)},
    "manage.py of a line": {"manage.py": SHOP_MANAGE + "x = [" + "'DJANGO_SETTINGS_MODULE', " * 150_000 + "]\n"},
    "manage.py of brackets": {"manage.py": SHOP_MANAGE + "os.environ.setdefault(" * 60_000},
    "manage.py of quotes": {"manage.py": SHOP_MANAGE + "'\"" * 500_000 + "\n" + '"""' * 100_001},
    "manage.py of backslashes": {"manage.py": SHOP_MANAGE + "os.environ['DJANGO_SETTINGS_MODULE'] = '" + "\\" * 2_000_000},
    "manage.py of NUL": {"manage.py": SHOP_MANAGE.encode() + b"\0" * 4_000_000},
    "a settings module of dots": {"manage.py": SHOP_MANAGE.replace("shop.settings", "." * 50_000 + "x" + ".a" * 50_000)},
    "comments to us": {SETTINGS: "# secheaders: ignore[" + "A," * 1_000_000 + "]\n" + REST},
    "broken comments to us": {SETTINGS: lines("X{0} = 1  # secheaders: ignore[[[{0} ignore-file ignore", 9_000) + REST},
    "many findings": {SETTINGS: REST + lines("SECURE_HSTS_SECONDS = {0}\nX_FRAME_OPTIONS = 'x{0}'\nMIDDLEWARE = ['m{0}'] * 99", 3_000)},
    "a policy without end": {SETTINGS: "SECURE_CSP = {f'x{i}-src': [f'https://h{i}.{j}' for j in range(40)] for i in range(100)}\nCSP_DEFAULT_SRC = ['x' * 9999] * 999\nPERMISSIONS_POLICY = {str(i): '*' for i in range(4999)}\n" + REST},
    "middleware without end": {SETTINGS: "MIDDLEWARE = [f'shop.m.M{i}' for i in range(4999)]\n" + REST, "shop/m.py": lines("class M{0}:\n    def __call__(self, r):\n        return r", 4_999)},
    "middleware of itself": {SETTINGS: "MIDDLEWARE = ['shop.m.M', 'shop.m.N']\n" + REST, "shop/m.py": "from .m import M\nfrom .m import N as M\nN = M\nclass X(M, X): pass\n"},
}  # fmt: skip


def reaching(text: str) -> Builder:
    """Return a builder of settings that reach for something outside."""

    def build(root: Path) -> None:
        away = outside(root)
        places = {"canary": away.parent / "canary", "secret": away / "secret.txt", "outside": away}
        filled = text
        for name, place in places.items():
            filled = filled.replace("{" + name + "}", str(place))
        (root / SETTINGS).write_text(f"{filled}\n{REST}", encoding="utf-8")
        # Each line by itself too: the first of them may end the evaluation.
        guarded = "".join(
            f"try:\n    {line}\nexcept Exception:\n    pass\n"
            for line in filled.splitlines()
            if line[0] != " " and line[-1] != ":"
        )
        (root / "shop" / "settings_each.py").write_text(f"{guarded}{REST}", encoding="utf-8")
        (root / "wsgi.py").write_text(
            SHOP_MANAGE.replace("shop.settings", "shop.settings_each"), encoding="utf-8"
        )

    return build


FORMATS: dict[str, Builder] = {
    **{f".env: {name}": holding({".env": data, "shop/.env": data, SETTINGS: _ENV + REST}) for name, data in _ENV_FILES.items()},
    **{f"data: {name}": holding({"data": data, SETTINGS: _LOADS + REST}) for name, data in _DATA.items()},
    **{name: holding(files) for name, files in _FILES.items()},
}  # fmt: skip

TREES: dict[str, Builder] = {
    **IMPORTS,
    **MANY,
    **FILE_SYSTEM,
    **FORMATS,
    **{name: reaching(text) for name, text in REACHING.items()},
}
