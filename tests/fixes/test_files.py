"""What is written goes into the right file, in its own encoding and line ends; files of others, links and development stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes.offering import Offer, Withheld, offers, project_of
from secheaders_lint.remedies import Drop, Insert, Put
from secheaders_lint.source.directory import DirectoryTree

from tests.fixes.trying import Tree, findings_of, site_of, tried
from tests.fixes.wishes import wish

if TYPE_CHECKING:
    from pathlib import Path

    from secheaders_lint.remedies import Step

    from tests.fixes.trying import Files

ON = Put("SECURE_SSL_REDIRECT", "True", ("SESSION_COOKIE_SECURE",), plain=True)
FIRST = Insert("x.X")
DEVELOPMENT = "from config.base import *\nDEBUG = True\nALLOWED_HOSTS = ['localhost']\n"
PRODUCTION = "from config.base import *\nDEBUG = False\nALLOWED_HOSTS = ['example.com']\n"


def split(base: str, production: str = PRODUCTION, **others: str) -> Tree:
    files = {"config/base.py": base, "config/production.py": production}
    return Tree(
        {**files, **{f"config/{name}.py": text for name, text in others.items()}}, "config.production"
    )


# -- encodings and line ends -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"A = 1\r\nB = 2\r\n", b"A = 1\r\nB = 2\r\n\r\n# Security\r\nSECURE_SSL_REDIRECT = True\r\n"),
        (b"A = 1\r\nSESSION_COOKIE_SECURE = True\r\n", b"A = 1\r\nSESSION_COOKIE_SECURE = True\r\nSECURE_SSL_REDIRECT = True\r\n"),
        (b"\xef\xbb\xbfSECURE_SSL_REDIRECT = False\n", b"\xef\xbb\xbfSECURE_SSL_REDIRECT = True\n"),
        (
            b"# -*- coding: latin-1 -*-\nNAME = 'caf\xe9'\nSECURE_SSL_REDIRECT = False\n",
            b"# -*- coding: latin-1 -*-\nNAME = 'caf\xe9'\nSECURE_SSL_REDIRECT = True\n",
        ),
        (
            "NAME = 'Grüße 🎉'; SECURE_SSL_REDIRECT = False\n".encode(),
            "NAME = 'Grüße 🎉'; SECURE_SSL_REDIRECT = True\n".encode(),
        ),
        (b"A = '''\r\n'''\nB = 1\nSECURE_SSL_REDIRECT = False\n", b"A = '''\r\n'''\nB = 1\nSECURE_SSL_REDIRECT = True\n"),
    ],
    ids=["crlf", "crlf beside", "byte order mark", "latin-1", "beyond the first plane", "mixed"],
)  # fmt: skip
def test_keeps_encoding_and_line_ends(before, after):
    result = tried(site_of(before), ON)
    assert not result.reason
    assert result.files["config/settings.py"] == after


def test_keeps_the_line_ends_of_a_list():
    before = b"MIDDLEWARE = [\r\n    'a.A',  # first\r\n]\r\n"
    result = tried(site_of(before), FIRST)
    assert (
        result.files["config/settings.py"] == b"MIDDLEWARE = [\r\n    'x.X',\r\n    'a.A',  # first\r\n]\r\n"
    )


def test_offers_nothing_where_line_ends_are_lost():
    result = tried(site_of(b"A = 1\rB = 2\r"), ON)
    assert result.reason == "config/settings.py would not be written back as it is"


def test_offers_nothing_that_the_encoding_cannot_hold():
    before = b"# coding: latin-1\nNAME = '\xe9'\nX_FRAME_OPTIONS = 'NO'\n"
    result = tried(site_of(before), Put("X_FRAME_OPTIONS", "'\N{SNOWMAN}'"))
    assert result.reason == "config/settings.py is saved as iso8859-1, which cannot hold it"


# -- the file that owns it ---------------------------------------------------------------------------------------------


def test_a_base_that_only_production_reads_is_where_its_value_is_changed():
    result = tried(split("SECURE_SSL_REDIRECT = False\n"), ON)
    assert result.text("config/base.py") == "SECURE_SSL_REDIRECT = True\n"
    assert result.text("config/production.py") == PRODUCTION


def test_a_base_that_development_reads_keeps_its_value():
    base = f"{LIST}SECURE_SSL_REDIRECT = False\n"
    result = tried(split(base, development=DEVELOPMENT), ON)
    assert result.text("config/base.py") == base
    assert result.text("config/production.py") == f"{PRODUCTION}\n# Security\nSECURE_SSL_REDIRECT = True\n"


def test_an_environment_read_of_a_base_is_not_overridden():
    base = f"import os\n{LIST}SECURE_SSL_REDIRECT = os.environ.get('REDIRECT', False)\n"
    result = tried(split(base, development=DEVELOPMENT), ON)
    assert result.applicability is None, result.edits
    assert "answers 301 in place of 200" in result.reason


def test_the_default_of_a_base_is_changed_where_nobody_else_reads_it():
    base = f"import os\n{LIST}SECURE_SSL_REDIRECT = os.environ.get('REDIRECT', False)\n"
    assert tried(split(base), ON).text("config/base.py") == base.replace("False)", "True)")


def test_code_of_a_base_is_not_overridden():
    base = f"{LIST}HTTPS = 0\nSECURE_SSL_REDIRECT = bool(HTTPS)\n"
    result = tried(split(base), ON)
    assert result.reason == "SECURE_SSL_REDIRECT is worked out by code, which is not overwritten"


def test_tests_bear_a_header_but_no_redirect():
    base = f"{LIST}SECURE_HSTS_SECONDS = 0\nSECURE_SSL_REDIRECT = False\n"
    tree = split(base, test="from config.base import *\nPASSWORD_HASHERS = []\n")
    hsts = tried(tree, Put("SECURE_HSTS_SECONDS", "300", plain=300))
    assert hsts.text("config/base.py") == base.replace("SECONDS = 0", "SECONDS = 300")
    redirect = tried(tree, ON)
    assert redirect.text("config/base.py") == base
    assert "SECURE_SSL_REDIRECT = True" in redirect.text("config/production.py")


def test_developers_bear_no_header_that_binds_their_browsers():
    base = f"{LIST}SECURE_HSTS_SECONDS = 0\n"
    result = tried(split(base, development=DEVELOPMENT), Put("SECURE_HSTS_SECONDS", "300", plain=300))
    assert result.text("config/base.py") == base
    assert "SECURE_HSTS_SECONDS = 300" in result.text("config/production.py")


def test_what_is_added_goes_into_the_entrypoint():
    result = tried(split("SESSION_COOKIE_SECURE = True\n"), ON)
    assert result.text("config/production.py") == f"{PRODUCTION}\n# Security\nSECURE_SSL_REDIRECT = True\n"


def test_a_middleware_goes_into_the_base_where_development_does_not_suffer():
    base = "MIDDLEWARE = [\n    'a.A',\n]\n"
    result = tried(split(base, development=DEVELOPMENT), FIRST)
    assert result.text("config/base.py") == "MIDDLEWARE = [\n    'x.X',\n    'a.A',\n]\n"


LIST = """\
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
"""


def test_a_middleware_that_would_hurt_development_goes_into_the_entrypoint():
    base = (
        LIST.replace('    "django.middleware.security.SecurityMiddleware",\n', "")
        + "SECURE_SSL_REDIRECT = True\n"
    )
    result = tried(
        split(base, development=DEVELOPMENT), Insert("django.middleware.security.SecurityMiddleware")
    )
    assert result.text("config/base.py") == base
    assert result.text("config/production.py") == PRODUCTION + (
        '\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", *MIDDLEWARE]\n'
    ).replace('"', "'")


def test_a_value_that_overrides_the_base_is_changed_where_it_is_in_force():
    production = f"{PRODUCTION}SECURE_SSL_REDIRECT = False\n"
    result = tried(split("SECURE_SSL_REDIRECT = True\n", production), ON)
    assert result.text("config/production.py") == f"{PRODUCTION}SECURE_SSL_REDIRECT = True\n"


def test_two_entrypoints_that_lack_the_same_are_both_mended():
    other = "from config.base import *\nALLOWED_HOSTS = ['eu.example.com']\nDEBUG = False\n"
    tree = split(LIST, production_eu=other)
    result = tried(
        tree._replace(
            files={
                **tree.files,
                "wsgi_eu.py": 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "config.production_eu"\n',
            }
        ),
        ON,
    )
    assert not result.reason
    assert "SECURE_SSL_REDIRECT = True" in result.text("config/production.py")
    assert "SECURE_SSL_REDIRECT = True" in result.text("config/production_eu.py")
    assert result.text("config/base.py") == LIST


def test_two_entrypoints_of_one_base_are_mended_there():
    other = "from config.base import *\nALLOWED_HOSTS = ['eu.example.com']\nDEBUG = False\n"
    tree = split(f"{LIST}SECURE_SSL_REDIRECT = False\n", production_eu=other)
    result = tried(tree, ON)
    assert result.text("config/base.py") == f"{LIST}SECURE_SSL_REDIRECT = True\n"


def test_a_base_that_is_judged_itself_may_keep_what_its_other_readers_cannot_lose():
    tree = split(LIST, development=DEVELOPMENT)
    both = tree._replace(judged=("config.production", "config.base"), left=("config.base",))
    result = tried(both, ON)
    assert result.text("config/base.py") == LIST
    assert result.text("config/production.py") == f"{PRODUCTION}\n# Security\nSECURE_SSL_REDIRECT = True\n"


def test_overrides_of_the_machine_stay_last():
    settings = "A = 1\n\ntry:\n    from config.local_settings import *\nexcept ImportError:\n    pass\n"
    result = tried(site_of(settings), ON)
    assert result.text() == settings.replace("\ntry:", "\n# Security\nSECURE_SSL_REDIRECT = True\n\ntry:")


# -- classes -----------------------------------------------------------------------------------------------------------

CLASSES = """\
from configurations import Configuration


class Base(Configuration):
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
    SESSION_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = False


class Prod(Base):
    # Who may come.
    ALLOWED_HOSTS = ["example.com"]


class Dev(Base):
    DEBUG = True
"""


def of_classes(text: str) -> Tree:
    return Tree(
        {"config/settings.py": text}, configuration="Prod", requirements="django-configurations==2.5\n"
    )


def test_a_value_in_a_class_that_others_share_is_set_in_the_own_class():
    result = tried(of_classes(CLASSES), ON)
    assert result.text() == CLASSES.replace(
        '["example.com"]\n', '["example.com"]\n    SECURE_SSL_REDIRECT = True\n'
    )


def test_a_value_in_the_own_class_is_changed_there():
    text = CLASSES.replace('["example.com"]\n', '["example.com"]\n    SECURE_SSL_REDIRECT = None\n')
    assert tried(of_classes(text), ON).text() == text.replace("None", "True")


def test_a_setting_is_taken_out_of_a_class():
    text = CLASSES.replace("    # Who", "    SECURE_BROWSER_XSS_FILTER = True\n    # Who")
    assert tried(of_classes(text), Drop("SECURE_BROWSER_XSS_FILTER")).text() == CLASSES


# -- what is never touched ---------------------------------------------------------------------------------------------


def on_disk(root: Path, files: Files) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text)


def offered(root: Path, *steps: Step) -> Offer | Withheld:
    case = Tree({})
    tree = DirectoryTree(root)
    rules = (wish(*steps),)
    outcome, options = findings_of(tree, case, rules)
    (found,) = outcome.findings
    (result,) = offers(project_of(tree, outcome, options, rules), found, {})
    return result


def test_a_link_is_not_written_through_to_a_file_that_others_read_by_its_own_name(tmp_path):
    shared = "SECURE_SSL_REDIRECT = False\n"
    files = Tree(
        {
            "config/settings.py": "from config.link import *\n",
            "config/shared.py": shared,
            "config/dev.py": "from config.shared import *\nDEBUG = True\n",
        }
    )
    on_disk(tmp_path, files.all_files())
    (tmp_path / "config/link.py").symlink_to("shared.py")
    result = offered(tmp_path, ON)
    assert isinstance(result, Offer)
    assert {edit.location.path for edit in result.fix.edits} == {"config/settings.py"}


def test_a_file_outside_of_the_root_is_not_written(tmp_path):
    (tmp_path / "outside.py").write_text("SECURE_SSL_REDIRECT = False\n")
    root = tmp_path / "root"
    on_disk(root, Tree({"config/settings.py": "from config.link import *\n"}).all_files())
    (root / "config/link.py").symlink_to("../../outside.py")
    assert isinstance(offered(root, ON), Withheld)


def test_a_submodule_is_not_written():
    files = {
        "config/settings.py": "from config.shared.base import *\n",
        "config/shared/__init__.py": "",
        "config/shared/base.py": "SECURE_SSL_REDIRECT = False\n",
    }
    assert tried(Tree(files), ON).text("config/shared/base.py") == "SECURE_SSL_REDIRECT = True\n"
    result = tried(Tree({**files, "config/shared/.git": "gitdir: ../../.git/modules/shared\n"}), ON)
    assert {edit.location.path for edit in result.edits} == {"config/settings.py"}


def test_nothing_is_offered_for_a_module_of_development():
    result = tried(
        Tree(
            {
                "config/settings.py": "from config.dev import *\n",
                "config/dev.py": DEVELOPMENT.replace("base", "common"),
                "config/common.py": LIST,
            }
        ),
        ON,
    )
    assert "config/dev.py" not in {edit.location.path for edit in result.edits}


def test_a_wish_that_only_changes_a_value_is_safe_where_no_header_changes():
    result = tried(site_of("LANGUAGE_CODE = 'en'\n"), Put("LANGUAGE_CODE", '"de"'))
    assert result.applicability == Applicability.SAFE
