"""Settings are taken out, with the comments that speak of them and with nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.remedies import Drop

from tests.fixes.pairs import pairs, refusals
from tests.fixes.trying import site_of, tried

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "a line": ("A = 1\nSECURE_BROWSER_XSS_FILTER = True\nB = 2\n", "A = 1\nB = 2\n"),
    "with the comment behind it": ("A = 1\nSECURE_BROWSER_XSS_FILTER = True  # old\nB = 2\n", "A = 1\nB = 2\n"),
    "with the comment that speaks of it": (
        """
        A = 1
        # Enable the XSS filter of browsers.
        SECURE_BROWSER_XSS_FILTER = True
        B = 2
        """,
        """
        A = 1
        B = 2
        """,
    ),
    "without the heading of its section": (
        """
        A = 1

        # Security
        SECURE_BROWSER_XSS_FILTER = True
        SECURE_CONTENT_TYPE_NOSNIFF = True
        """,
        """
        A = 1

        # Security
        SECURE_CONTENT_TYPE_NOSNIFF = True
        """,
    ),
    "the whole section": (
        """
        A = 1

        # Browsers
        SECURE_BROWSER_XSS_FILTER = True

        B = 2
        """,
        """
        A = 1

        B = 2
        """,
    ),
    "a paragraph of its own": (
        """
        A = 1

        SECURE_BROWSER_XSS_FILTER = True

        B = 2
        """,
        """
        A = 1

        B = 2
        """,
    ),
    "the last line": ("A = 1\n\nSECURE_BROWSER_XSS_FILTER = True\n", "A = 1\n"),
    "the last line without an end": ("A = 1\nSECURE_BROWSER_XSS_FILTER = True", "A = 1\n"),
    "a value of many lines": (
        """
        A = 1
        SECURE_BROWSER_XSS_FILTER = (
            True
        )
        B = 2
        """,
        """
        A = 1
        B = 2
        """,
    ),
    "all that an if holds": (
        """
        DEBUG = False
        A = 1
        if not DEBUG:
            SECURE_BROWSER_XSS_FILTER = True
        B = 2
        """,
        """
        DEBUG = False
        A = 1
        B = 2
        """,
    ),
    "one of two in a block": (
        """
        DEBUG = False
        if not DEBUG:
            # The filter
            SECURE_BROWSER_XSS_FILTER = True
            A = 1
        """,
        """
        DEBUG = False
        if not DEBUG:
            A = 1
        """,
    ),
    "a comment that speaks of the next": (
        """
        A = 1
        SECURE_BROWSER_XSS_FILTER = True
        # What B is.
        B = 2
        """,
        """
        A = 1
        # What B is.
        B = 2
        """,
    ),
    "named in a comment elsewhere": (
        "# See SECURE_BROWSER_XSS_FILTER below.\nA = 1\nSECURE_BROWSER_XSS_FILTER = True\n",
        "# See SECURE_BROWSER_XSS_FILTER below.\nA = 1\n",
    ),
})  # fmt: skip
def test_takes_a_setting_out(before, after):
    assert fixed(before, Drop("SECURE_BROWSER_XSS_FILTER")) == after


@refusals({
    "used elsewhere": (
        "SECURE_BROWSER_XSS_FILTER = True\nA = SECURE_BROWSER_XSS_FILTER\n", "uses SECURE_BROWSER_XSS_FILTER elsewhere",
    ),
    "public": (
        "__all__ = ['SECURE_BROWSER_XSS_FILTER']\nSECURE_BROWSER_XSS_FILTER = True\n", "uses SECURE_BROWSER_XSS_FILTER elsewhere",
    ),
    "all that a branch holds": (
        "import os\nif os.environ.get('X') is None:\n    SECURE_BROWSER_XSS_FILTER = True\nelse:\n    A = 1\n", "all that its block holds",
    ),
    "all that an else holds": (
        "DEBUG = False\nif DEBUG:\n    A = 1\nelse:\n    SECURE_BROWSER_XSS_FILTER = True\n", "all that its block holds",
    ),
    "all that a try holds": (
        "try:\n    SECURE_BROWSER_XSS_FILTER = True\nexcept Exception:\n    A = 1\n", "all that its block holds",
    ),
    "all that an if with a call holds": (
        "import os\nif not os.environ.get('X'):\n    SECURE_BROWSER_XSS_FILTER = True\n", "all that its block holds",
    ),
    "a line of several": ("SECURE_BROWSER_XSS_FILTER = True; A = 1\n", "shares its line"),
    "the line of its condition": ("if True: SECURE_BROWSER_XSS_FILTER = True\n", "on the line of its condition"),
    "written twice": ("SECURE_BROWSER_XSS_FILTER = True\nSECURE_BROWSER_XSS_FILTER = False\n", "2 times"),
    "several names": ("SECURE_BROWSER_XSS_FILTER = A = True\n", "gives several names a value"),
    "another comment inside of it": (
        "SECURE_BROWSER_XSS_FILTER = (\n    True\n)\nSECURE_BROWSER_XSS_FILTER = SECURE_BROWSER_XSS_FILTER\n", "",
    ),
})  # fmt: skip
def test_does_not_take_a_setting_out(before, reason):
    result = tried(site_of(before), Drop("SECURE_BROWSER_XSS_FILTER"))
    assert result.applicability is None, result.text()
    assert reason in result.reason


def test_a_setting_that_a_view_reads_stays():
    view = "from django.conf import settings\nA = settings.SECURE_BROWSER_XSS_FILTER\n"
    case = site_of("SECURE_BROWSER_XSS_FILTER = True\n", files={"shop/views.py": view})
    result = tried(case, Drop("SECURE_BROWSER_XSS_FILTER"))
    assert result.reason == "shop/views.py reads SECURE_BROWSER_XSS_FILTER"


def test_a_test_that_overrides_a_setting_does_not_keep_it():
    test = "with override_settings(SECURE_BROWSER_XSS_FILTER=False):\n    pass\n"
    case = site_of("A = 1\nSECURE_BROWSER_XSS_FILTER = True\n", files={"shop/tests.py": test})
    assert tried(case, Drop("SECURE_BROWSER_XSS_FILTER")).text() == "A = 1\n"
