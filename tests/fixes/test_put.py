"""Settings get another value or name where they are written; the file keeps its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Applicability
from secheaders_lint.remedies import AsTuple, Put, Rename, Wrap

from tests.fixes.pairs import pairs, refusals
from tests.fixes.trying import site_of, tried

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step

ON = Put("SECURE_SSL_REDIRECT", "True", ("SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"), plain=True)
TEXT = Put("X_FRAME_OPTIONS", '"DENY"', plain="DENY")
PAIR = Put("SECURE_PROXY_SSL_HEADER", '("HTTP_X_FORWARDED_PROTO", "https")')


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "a constant": ("SECURE_SSL_REDIRECT = False\n", "SECURE_SSL_REDIRECT = True\n"),
    "a comment behind it": (
        "SECURE_SSL_REDIRECT = False  # the proxy does it\n", "SECURE_SSL_REDIRECT = True  # the proxy does it\n",
    ),
    "no spaces": ("SECURE_SSL_REDIRECT=False\n", "SECURE_SSL_REDIRECT=True\n"),
    "aligned": ("SECURE_SSL_REDIRECT  =  False\n", "SECURE_SSL_REDIRECT  =  True\n"),
    "annotated": ("SECURE_SSL_REDIRECT: bool = False\n", "SECURE_SSL_REDIRECT: bool = True\n"),
    "parentheses": ("SECURE_SSL_REDIRECT = (False)\n", "SECURE_SSL_REDIRECT = True\n"),
    "a line of several": ("A = 1; SECURE_SSL_REDIRECT = False; B = 2\n", "A = 1; SECURE_SSL_REDIRECT = True; B = 2\n"),
    "a text": ('SECURE_SSL_REDIRECT = ""\n', "SECURE_SSL_REDIRECT = True\n"),
    "no line end": ("SECURE_SSL_REDIRECT = False", "SECURE_SSL_REDIRECT = True"),
    "indented by tabs": ("if True:\n\tSECURE_SSL_REDIRECT = False\n", "if True:\n\tSECURE_SSL_REDIRECT = True\n"),
    "on the line of its condition": ("if True: SECURE_SSL_REDIRECT = False\n", "if True: SECURE_SSL_REDIRECT = True\n"),
    "in the branch of production": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if DEBUG:
            SECURE_SSL_REDIRECT = False
        else:
            SECURE_SSL_REDIRECT = None
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if DEBUG:
            SECURE_SSL_REDIRECT = False
        else:
            SECURE_SSL_REDIRECT = True
        """,
    ),
    "a backslash": ("SECURE_SSL_REDIRECT = \\\n    False\n", "SECURE_SSL_REDIRECT = \\\n    True\n"),
})  # fmt: skip
def test_gives_a_setting_a_value_where_it_is_written(before, after):
    assert fixed(before, ON) == after


@pairs({
    "double quotes": ('X_FRAME_OPTIONS = "NONE"\n', 'X_FRAME_OPTIONS = "DENY"\n'),
    "single quotes": ("X_FRAME_OPTIONS = 'NONE'\n", "X_FRAME_OPTIONS = 'DENY'\n"),
    "text in two parts": ("X_FRAME_OPTIONS = ('NO'\n                   'NE')\n", "X_FRAME_OPTIONS = 'DENY'\n"),
    "other ones than most of the file": ("A = ['b', 'c']\nX_FRAME_OPTIONS = \"NONE\"\n", "A = ['b', 'c']\nX_FRAME_OPTIONS = \"DENY\"\n"),
    "a raw text": ("A = ''\nX_FRAME_OPTIONS = r'NONE'\n", "A = ''\nX_FRAME_OPTIONS = 'DENY'\n"),
})  # fmt: skip
def test_keeps_the_quotes_of_the_file(before, after):
    assert fixed(before, TEXT) == after


@pairs({
    "os.environ.get": (
        'import os\nSECURE_SSL_REDIRECT = os.environ.get("X", False)\n',
        'import os\nSECURE_SSL_REDIRECT = os.environ.get("X", True)\n',
    ),
    "a text that is compared": (
        'import os\nSECURE_SSL_REDIRECT = os.getenv("X", "false").lower() == "true"\n',
        'import os\nSECURE_SSL_REDIRECT = os.getenv("X", "true").lower() == "true"\n',
    ),
    "django-environ": (
        'import environ\nenv = environ.Env()\nSECURE_SSL_REDIRECT = env.bool("X", default=False)\n',
        'import environ\nenv = environ.Env()\nSECURE_SSL_REDIRECT = env.bool("X", default=True)\n',
    ),
    "python-decouple": (
        "from decouple import config\nSECURE_SSL_REDIRECT = config('X', default='0', cast=bool)\n",
        "from decouple import config\nSECURE_SSL_REDIRECT = config('X', default='1', cast=bool)\n",
    ),
    "the inner one of two": (
        "import os\nSECURE_SSL_REDIRECT = os.environ.get('X', os.environ.get('Y', False))\n",
        "import os\nSECURE_SSL_REDIRECT = os.environ.get('X', os.environ.get('Y', True))\n",
    ),
    "a whole number": (
        'import os\nSECURE_SSL_REDIRECT = bool(int(os.environ.get("X", 0)))\n',
        'import os\nSECURE_SSL_REDIRECT = bool(int(os.environ.get("X", 1)))\n',
    ),
})  # fmt: skip
def test_changes_the_default_of_an_environment_read(before, after):
    result = tried(site_of(before), ON)
    assert not result.reason
    assert result.text() == after
    assert result.applicability == Applicability.UNSAFE
    assert result.title == "Do it where the environment does not say otherwise"


@pairs({
    "a tuple over a pair": (
        'SECURE_PROXY_SSL_HEADER = ["X", "https"]\n', 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
    ),
    "single quotes": (
        "SECURE_PROXY_SSL_HEADER = ('X', 'https')\n", "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n",
    ),
    "a tuple without brackets": (
        "SECURE_PROXY_SSL_HEADER = 'X', 'https'\n", "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n",
    ),
})  # fmt: skip
def test_writes_values_of_several_parts(before, after):
    assert fixed(before, PAIR) == after


@pairs({
    "a name": ("SECURE_HTST_SECONDS = 300  # short\n", "SECURE_HSTS_SECONDS = 300  # short\n"),
    "annotated": ("SECURE_HTST_SECONDS: int = 300\n", "SECURE_HSTS_SECONDS: int = 300\n"),
    "in code that reads it": (
        "SECURE_HTST_SECONDS = 300\nA = {'age': SECURE_HTST_SECONDS}\nB = str(SECURE_HTST_SECONDS)\n",
        "SECURE_HSTS_SECONDS = 300\nA = {'age': SECURE_HSTS_SECONDS}\nB = str(SECURE_HSTS_SECONDS)\n",
    ),
    "in another branch": (
        """
        DEBUG = False
        if DEBUG:
            SECURE_HTST_SECONDS = 0
        else:
            SECURE_HTST_SECONDS = 300
        """,
        """
        DEBUG = False
        if DEBUG:
            SECURE_HSTS_SECONDS = 0
        else:
            SECURE_HSTS_SECONDS = 300
        """,
    ),
    "its attributes": (
        "SECURE_HTST_SECONDS = 300\nA = SECURE_HTST_SECONDS.real\n", "SECURE_HSTS_SECONDS = 300\nA = SECURE_HSTS_SECONDS.real\n",
    ),
})  # fmt: skip
def test_gives_a_setting_another_name(before, after):
    assert fixed(before, Rename("SECURE_HTST_SECONDS", "SECURE_HSTS_SECONDS")) == after


@refusals({
    "public": ("__all__ = ['SECURE_HTST_SECONDS']\nSECURE_HTST_SECONDS = 300\n", "uses SECURE_HTST_SECONDS elsewhere"),
    "an argument of that name": (
        "SECURE_HTST_SECONDS = 300\nA = dict(SECURE_HTST_SECONDS=1)\n", "uses SECURE_HTST_SECONDS elsewhere",
    ),
    "an attribute of that name": (
        "class Base:\n    SECURE_HTST_SECONDS = 1\nSECURE_HTST_SECONDS = 300\nA = Base.SECURE_HTST_SECONDS\n",
        "uses SECURE_HTST_SECONDS elsewhere",
    ),
    "a parameter of that name": (
        "SECURE_HTST_SECONDS = 300\ndef a(SECURE_HTST_SECONDS):\n    return 1\n", "uses SECURE_HTST_SECONDS elsewhere",
    ),
    "a text that is evaluated": (
        "SECURE_HTST_SECONDS = 300\nA = globals()['SECURE_HTST_SECONDS']\n", "uses SECURE_HTST_SECONDS elsewhere",
    ),
})  # fmt: skip
def test_gives_no_setting_another_name(before, reason):
    result = tried(site_of(before), Rename("SECURE_HTST_SECONDS", "SECURE_HSTS_SECONDS"))
    assert result.applicability is None, result.text()
    assert reason in result.reason


def test_a_setting_that_a_view_reads_keeps_its_name():
    view = "from django.conf import settings\nA = settings.SECURE_HTST_SECONDS\n"
    case = site_of("SECURE_HTST_SECONDS = 300\n", files={"shop/views.py": view})
    result = tried(case, Rename("SECURE_HTST_SECONDS", "SECURE_HSTS_SECONDS"))
    assert result.reason == "shop/views.py reads SECURE_HTST_SECONDS"


@pairs({
    "one text": ("ALLOWED_HOSTS = ['a.example']  # ours\n", "ALLOWED_HOSTS = ('a.example',)  # ours\n"),
    "one text with its comma": ("ALLOWED_HOSTS = ['a.example',]\n", "ALLOWED_HOSTS = ('a.example',)\n"),
    "nothing": ("ALLOWED_HOSTS = [ ]\n", "ALLOWED_HOSTS = ( )\n"),
    "what is unpacked elsewhere": (
        "ALLOWED_HOSTS = ['x']\nINTERNAL_IPS = [*ALLOWED_HOSTS]\n", "ALLOWED_HOSTS = ('x',)\nINTERNAL_IPS = [*ALLOWED_HOSTS]\n",
    ),
    "what is unpacked": ("A = ['x']\nALLOWED_HOSTS = [*A]\n", "A = ['x']\nALLOWED_HOSTS = (*A,)\n"),
    "lines with comments": (
        """
        ALLOWED_HOSTS = [  # all
            "a.example",  # ours
            # "b.example",
            "c.example"  # theirs
        ]
        """,
        """
        ALLOWED_HOSTS = (  # all
            "a.example",  # ours
            # "b.example",
            "c.example"  # theirs
        )
        """,
    ),
    "a line with a comment": (
        "ALLOWED_HOSTS = [\n    'a.example'  # ours\n]\n", "ALLOWED_HOSTS = (\n    'a.example',  # ours\n)\n",
    ),
})  # fmt: skip
def test_makes_a_tuple_of_a_list(before, after):
    assert fixed(before, AsTuple("ALLOWED_HOSTS")) == after


@refusals({
    "a list of another name": ("A = ['x']\nALLOWED_HOSTS = A\n", "is worked out by code"),
    "two lists": ("ALLOWED_HOSTS = ['x'] + ['y']\n", "is worked out by code"),
    "brackets around it": ("ALLOWED_HOSTS = (['x'])\n", "is worked out by code"),
    "a call": ("ALLOWED_HOSTS = list('x')\n", "is worked out by code"),
    "an annotation": ("ALLOWED_HOSTS: list[str] = ['x']\n", "the annotation of ALLOWED_HOSTS may say that it is a list"),
    "another setting is the same one": ("ALLOWED_HOSTS = ['x']\nINTERNAL_IPS = ALLOWED_HOSTS\n", "uses ALLOWED_HOSTS elsewhere"),
})  # fmt: skip
def test_makes_no_tuple_of_what_is_not_written_out(before, reason):
    result = tried(site_of(before), AsTuple("ALLOWED_HOSTS"))
    assert result.applicability is None, result.text()
    assert reason in result.reason


@pairs({
    "a text": ("ALLOWED_HOSTS = 'a.example'\n", "ALLOWED_HOSTS = ['a.example']\n"),
    "an environment read": (
        "import os\nALLOWED_HOSTS = os.environ.get('HOSTS', 'a.example')\n",
        "import os\nALLOWED_HOSTS = [os.environ.get('HOSTS', 'a.example')]\n",
    ),
})  # fmt: skip
def test_puts_code_around_a_value(before, after):
    assert fixed(before, Wrap("ALLOWED_HOSTS", "[{}]")) == after


@refusals({
    "read from the environment": ("import os\nSECURE_SSL_REDIRECT = os.environ.get('X')\n", "is worked out by code"),
    "another setting": ("A = False\nSECURE_SSL_REDIRECT = A\n", "is worked out by code"),
    "an expression": ("DEBUG = True\nSECURE_SSL_REDIRECT = not DEBUG\n", "is worked out by code"),
    "a default that is a name": (
        "import os\nOFF = False\nSECURE_SSL_REDIRECT = os.environ.get('X', OFF)\n", "is worked out by code",
    ),
    "written twice": ("SECURE_SSL_REDIRECT = False\nSECURE_SSL_REDIRECT = False\n", "sets SECURE_SSL_REDIRECT 2 times"),
    "set under another environment": (
        "import os\nif os.environ.get('X'):\n    SECURE_SSL_REDIRECT = True\n", "is set under a condition",
    ),
    "several targets": ("SECURE_SSL_REDIRECT = SECURE_OTHER = False\n", "gives several names a value"),
    "unpacked": ("SECURE_SSL_REDIRECT, A = False, 1\n", "not set by name"),
    "a loop": ("for SECURE_SSL_REDIRECT in (False,):\n    pass\n", "not set by an assignment"),
    "another setting rests on it": (
        "SECURE_SSL_REDIRECT = False\nSESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT\n", "SESSION_COOKIE_SECURE would change as well",
    ),
    "unknown": ("from secrets_of_ours import *\n", ""),
    "set by its name": ("globals()['SECURE_SSL_REDIRECT'] = False\n", "not set by name"),
    "set in a loop over names": (
        "for name in ('SECURE_SSL_REDIRECT', 'SESSION_COOKIE_SECURE'):\n    globals()[name] = False\n", "",
    ),
    "imported from django": ("from django.conf.global_settings import SECURE_SSL_REDIRECT\n", "not set by an assignment"),
    "a comment inside of it": ("SECURE_SSL_REDIRECT = (  # the proxy\n    False\n)\n", "a comment stands inside"),
    "a form feed": ("SECURE_SSL_REDIRECT = False\n\fA = 1\n", "would not be written back as it is"),
})  # fmt: skip
def test_offers_no_value(before, reason):
    result = tried(site_of(before), ON)
    assert result.applicability is None, result.text()
    assert reason in result.reason
