"""Settings are added where a person would add them, with the imports that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.remedies import Put

from tests.fixes.pairs import pairs, refusals
from tests.fixes.trying import Tree, site_of, together, tried
from tests.fixes.wishes import wish

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step

ON = Put("SECURE_SSL_REDIRECT", "True", ("SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"), plain=True)
NUMBER = Put("SECURE_HSTS_SECONDS", "300", plain=300)


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "beside the nearest relative": (
        """
        # https
        SECURE_HSTS_SECONDS = 300  # five minutes
        SESSION_COOKIE_SECURE = True

        LANGUAGE_CODE = "en"
        """,
        """
        # https
        SECURE_HSTS_SECONDS = 300  # five minutes
        SECURE_SSL_REDIRECT = True
        SESSION_COOKIE_SECURE = True

        LANGUAGE_CODE = "en"
        """,
    ),
    "beside the second nearest": (
        """
        SESSION_COOKIE_SECURE = True

        LANGUAGE_CODE = "en"
        """,
        """
        SESSION_COOKIE_SECURE = True
        SECURE_SSL_REDIRECT = True

        LANGUAGE_CODE = "en"
        """,
    ),
    "below a relative of many lines": (
        """
        SECURE_HSTS_SECONDS = (
            60
            * 60
        )
        LANGUAGE_CODE = "en"
        """,
        """
        SECURE_HSTS_SECONDS = (
            60
            * 60
        )
        SECURE_SSL_REDIRECT = True
        LANGUAGE_CODE = "en"
        """,
    ),
    "under the condition of its relative": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            SESSION_COOKIE_SECURE = True
        LANGUAGE_CODE = "en"
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            SESSION_COOKIE_SECURE = True
            SECURE_SSL_REDIRECT = True
        LANGUAGE_CODE = "en"
        """,
    ),
    "a section of its own": (
        """
        LANGUAGE_CODE = "en"
        """,
        """
        LANGUAGE_CODE = "en"

        # Security
        SECURE_SSL_REDIRECT = True
        """,
    ),
    "no line end at the end": ('LANGUAGE_CODE = "en"', 'LANGUAGE_CODE = "en"\n\n# Security\nSECURE_SSL_REDIRECT = True'),
    "blank lines at the end": ('LANGUAGE_CODE = "en"\n\n\n', 'LANGUAGE_CODE = "en"\n\n# Security\nSECURE_SSL_REDIRECT = True\n\n\n'),
    "a comment at the end": (
        'LANGUAGE_CODE = "en"\n\n# the end\n', 'LANGUAGE_CODE = "en"\n\n# the end\n\n# Security\nSECURE_SSL_REDIRECT = True\n',
    ),
    "a relative that is imported": (
        """
        from django.conf.global_settings import SECURE_HSTS_SECONDS
        """,
        """
        from django.conf.global_settings import SECURE_HSTS_SECONDS

        # Security
        SECURE_SSL_REDIRECT = True
        """,
    ),
    "a relative on a line of several": (
        """
        SECURE_HSTS_SECONDS = 1; OTHER = 2
        """,
        """
        SECURE_HSTS_SECONDS = 1; OTHER = 2
        SECURE_SSL_REDIRECT = True
        """,
    ),
    "a relative on the line of its condition": (
        """
        if True: SECURE_HSTS_SECONDS = 1
        OTHER = 1
        """,
        """
        if True: SECURE_HSTS_SECONDS = 1
        OTHER = 1

        # Security
        SECURE_SSL_REDIRECT = True
        """,
    ),
    "a block at the end": (
        """
        import os
        if os.environ.get("X"):
            LANGUAGE_CODE = "de"
        """,
        """
        import os
        if os.environ.get("X"):
            LANGUAGE_CODE = "de"

        # Security
        SECURE_SSL_REDIRECT = True
        """,
    ),
    "a section that is there": (
        """
        LANGUAGE_CODE = "en"

        # Security
        X = 1
        """,
        """
        LANGUAGE_CODE = "en"

        # Security
        X = 1
        SECURE_SSL_REDIRECT = True
        """,
    ),
})  # fmt: skip
def test_adds_a_setting_where_a_person_would(before, after):
    assert fixed(before, ON) == after


@pairs({
    "a block of its own": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"

        # Security
        if not DEBUG:
            SECURE_SSL_REDIRECT = True
            SECURE_HSTS_SECONDS = 300
        """,
    ),
    "the block that is there": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
          CSRF_TRUSTED_ORIGINS = ["https://example.com"]  # by the server

        LANGUAGE_CODE = "en"
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
          CSRF_TRUSTED_ORIGINS = ["https://example.com"]  # by the server
          SECURE_SSL_REDIRECT = True
          SECURE_HSTS_SECONDS = 300

        LANGUAGE_CODE = "en"
        """,
    ),
    "a block about something else": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            STATIC_ROOT = "/srv"
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            STATIC_ROOT = "/srv"

        # Security
        if not DEBUG:
            SECURE_SSL_REDIRECT = True
            SECURE_HSTS_SECONDS = 300
        """,
    ),
    "a block with an else": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            STATIC_ROOT = "/srv"
        else:
            STATIC_ROOT = "."
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if not DEBUG:
            STATIC_ROOT = "/srv"
        else:
            STATIC_ROOT = "."

        # Security
        if not DEBUG:
            SECURE_SSL_REDIRECT = True
            SECURE_HSTS_SECONDS = 300
        """,
    ),
    "an indentation of two": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if DEBUG:
          STATIC_ROOT = "."
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        if DEBUG:
          STATIC_ROOT = "."

        # Security
        if not DEBUG:
          SECURE_SSL_REDIRECT = True
          SECURE_HSTS_SECONDS = 300
        """,
    ),
    "a module that is for production alone": (
        """
        DEBUG = False
        """,
        """
        DEBUG = False

        # Security
        SECURE_SSL_REDIRECT = True
        SECURE_HSTS_SECONDS = 300
        """,
    ),
})  # fmt: skip
def test_what_developers_cannot_have_is_guarded_where_they_use_the_module_too(before, after):
    assert fixed(before, ON, NUMBER) == after


def test_what_needs_a_guard_and_what_does_not_share_a_section():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\n"
    plain = Put("SECURE_REFERRER_POLICY", '"same-origin"')
    after = (
        f"{before}\n# Security\nif not DEBUG:\n    SECURE_SSL_REDIRECT = True\n"
        "SECURE_REFERRER_POLICY = 'same-origin'\nif not DEBUG:\n    SECURE_HSTS_SECONDS = 300\n"
    )
    assert fixed(before, ON, plain, NUMBER) == after


def test_fixes_of_one_run_share_a_section():
    settings = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\n"
    rules = (wish(ON), wish(NUMBER)._replace(code="WISH002"))
    assert together(site_of(settings), rules) == (
        f"{settings}\n# Security\nif not DEBUG:\n    SECURE_SSL_REDIRECT = True\n    SECURE_HSTS_SECONDS = 300\n"
    )


def test_what_follows_debug_beside_it_follows_debug_as_well():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nSESSION_COOKIE_SECURE = not DEBUG\nA = 1\n"
    after = before.replace("A = 1", "SECURE_SSL_REDIRECT = not DEBUG\nA = 1")
    assert fixed(before, ON) == after


def test_beside_what_hurts_nobody_it_follows_debug():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nSESSION_COOKIE_AGE = 60\nA = 1\n"
    step = ON._replace(beside=("SESSION_COOKIE_AGE",))
    assert fixed(before, step) == before.replace("A = 1", "SECURE_SSL_REDIRECT = not DEBUG\nA = 1")


def test_a_number_beside_what_hurts_nobody_gets_a_block():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nSESSION_COOKIE_AGE = 60\nA = 1\n"
    step = NUMBER._replace(beside=("SESSION_COOKIE_AGE",))
    assert fixed(before, step) == f"{before}\n# Security\nif not DEBUG:\n    SECURE_HSTS_SECONDS = 300\n"


def test_beside_what_comes_before_debug_it_gets_a_block():
    before = "import os\nSESSION_COOKIE_AGE = 60\nDEBUG = os.environ.get('DEBUG') == '1'\n"
    step = ON._replace(beside=("SESSION_COOKIE_AGE",))
    assert fixed(before, step) == f"{before}\n# Security\nif not DEBUG:\n    SECURE_SSL_REDIRECT = True\n"


def test_what_hurts_developers_already_shows_how_it_is_done():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nSESSION_COOKIE_SECURE = True\nA = 1\n"
    assert fixed(before, ON) == before.replace("A = 1", "SECURE_SSL_REDIRECT = True\nA = 1")


def test_what_hurts_no_developer_is_not_guarded():
    before = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\n"
    step = Put("SECURE_REFERRER_POLICY", '"same-origin"')
    assert fixed(before, step) == f"{before}\n# Security\nSECURE_REFERRER_POLICY = 'same-origin'\n"


def test_adds_several_settings_under_one_heading():
    before = 'LANGUAGE_CODE = "en"\n'
    assert (
        fixed(before, ON, NUMBER)
        == before + "\n# Security\nSECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 300\n"
    )


def test_adds_several_settings_beside_one_relative():
    before = "SESSION_COOKIE_SECURE = True\n\nA = 1\n"
    number = NUMBER._replace(beside=("SESSION_COOKIE_SECURE",))
    after = "SESSION_COOKIE_SECURE = True\nSECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 300\n\nA = 1\n"
    assert fixed(before, ON, number) == after


def test_adds_a_section_to_an_empty_file():
    result = tried(
        Tree({"config/settings.py": "from config.base import *\n", "config/base.py": "A = 1\n"}), ON
    )
    assert result.text() == "from config.base import *\n\n# Security\nSECURE_SSL_REDIRECT = True\n"


@pairs({
    "behind those of its package": (
        """
        import os
        import django.conf
        from django.utils import timezone
        import whitenoise

        A = 1
        """,
        """
        import os
        import django.conf
        from django.utils import timezone
        from django.utils.csp import CSP as NAMES
        import whitenoise

        A = 1

        # Security
        SECURE_CSP = {"default-src": [NAMES.SELF]}
        """,
    ),
    "in front of relative ones": (
        """
        import os

        from . import names

        A = 1
        """,
        """
        import os
        from django.utils.csp import CSP as NAMES

        from . import names

        A = 1

        # Security
        SECURE_CSP = {"default-src": [NAMES.SELF]}
        """,
    ),
    "behind relative ones where there are no others": (
        """
        from . import names

        A = 1
        """,
        """
        from . import names
        from django.utils.csp import CSP as NAMES

        A = 1

        # Security
        SECURE_CSP = {"default-src": [NAMES.SELF]}
        """,
    ),
    "behind other imports": (
        """
        import os
        from pathlib import Path

        CSP = 1
        """,
        """
        import os
        from pathlib import Path
        from django.utils.csp import CSP as NAMES

        CSP = 1

        # Security
        SECURE_CSP = {"default-src": [NAMES.SELF]}
        """,
    ),
    "below a docstring": (
        """
        '''Settings.'''

        LANGUAGE_CODE = 'en'
        """,
        """
        '''Settings.'''

        from django.utils.csp import CSP as NAMES

        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "at the top": (
        """
        LANGUAGE_CODE = 'en'
        """,
        """
        from django.utils.csp import CSP as NAMES

        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "there already": (
        """
        from django.utils.csp import CSP as NAMES
        LANGUAGE_CODE = 'en'
        """,
        """
        from django.utils.csp import CSP as NAMES
        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "a comment at the top": (
        """
        # Settings of the shop.
        # Copyright us.

        LANGUAGE_CODE = 'en'
        """,
        """
        # Settings of the shop.
        # Copyright us.

        from django.utils.csp import CSP as NAMES

        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "comments for tools at the top": (
        """
        #!/usr/bin/env python
        # -*- coding: utf-8 -*-
        # The language.
        LANGUAGE_CODE = 'en'
        """,
        """
        #!/usr/bin/env python
        # -*- coding: utf-8 -*-
        from django.utils.csp import CSP as NAMES

        # The language.
        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "of the future": (
        """
        from __future__ import annotations
        LANGUAGE_CODE = 'en'
        """,
        """
        from __future__ import annotations
        from django.utils.csp import CSP as NAMES
        LANGUAGE_CODE = 'en'

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
    "an import further down": (
        """
        import os

        LANGUAGE_CODE = 'en'

        from django.utils import timezone
        """,
        """
        import os
        from django.utils.csp import CSP as NAMES

        LANGUAGE_CODE = 'en'

        from django.utils import timezone

        # Security
        SECURE_CSP = {'default-src': [NAMES.SELF]}
        """,
    ),
})  # fmt: skip
def test_adds_the_import_that_a_value_needs(before, after):
    step = Put(
        "SECURE_CSP", '{"default-src": [NAMES.SELF]}', imports=("from django.utils.csp import CSP as NAMES",)
    )
    assert fixed(before, step) == after


def test_what_developers_alone_switch_off_is_no_switch():
    before = (
        "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nif DEBUG:\n    SESSION_COOKIE_SECURE = False\n"
    )
    assert fixed(before, ON) == f"{before}\n# Security\nif not DEBUG:\n    SECURE_SSL_REDIRECT = True\n"


@refusals({
    "a switch for https that is off": (
        """
        import os
        if os.environ.get("HTTPS") == "yes":
            SESSION_COOKIE_SECURE = True
        """,
        "SESSION_COOKIE_SECURE is set under a condition, under which SECURE_SSL_REDIRECT belongs as well",
    ),
    "in an imported file": (
        """
        from config.security import *
        """,
        "CSRF_COOKIE_SECURE is set under a condition, under which SECURE_SSL_REDIRECT belongs as well",
    ),
})  # fmt: skip
def test_adds_nothing_beside_a_switch(before, reason):
    security = "import os\nif os.environ.get('HTTPS') == 'yes':\n    CSRF_COOKIE_SECURE = True\n"
    result = tried(Tree({"config/settings.py": before, "config/security.py": security}), ON)
    assert result.applicability is None, result.text()
    assert reason in result.reason


@pairs({
    "imported where they are there": (
        """
        A = 1

        # This server's own.
        try:
            from .local_settings import *
        except ImportError:
            pass
        """,
        """
        A = 1

        # Security
        SECURE_SSL_REDIRECT = True

        # This server's own.
        try:
            from .local_settings import *
        except ImportError:
            pass
        """,
    ),
    "looked for first": (
        """
        import os
        A = 1

        if os.path.exists("local_settings.py"):
            from .local_settings import *
        """,
        """
        import os
        A = 1

        # Security
        SECURE_SSL_REDIRECT = True

        if os.path.exists("local_settings.py"):
            from .local_settings import *
        """,
    ),
    "missed in silence": (
        """
        import contextlib
        A = 1

        with contextlib.suppress(ImportError):
            from .local_settings import *
        """,
        """
        import contextlib
        A = 1

        # Security
        SECURE_SSL_REDIRECT = True

        with contextlib.suppress(ImportError):
            from .local_settings import *
        """,
    ),
    "a base and nothing else": (
        """
        from .base import *
        """,
        """
        from .base import *

        # Security
        SECURE_SSL_REDIRECT = True
        """,
    ),
})  # fmt: skip
def test_what_a_server_sets_over_the_settings_stays_last(before, after):
    case = Tree({"config/settings.py": before, "config/base.py": "B = 2\n"})
    assert tried(case, ON).text() == after
