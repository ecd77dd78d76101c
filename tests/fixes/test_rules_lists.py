"""What rules would have written in lists of texts, in the layouts that these come in."""

from __future__ import annotations

import pytest

from tests.fixes.lists import FORMS, Listed, above_base, in_base, laid
from tests.fixes.trying import mended

CORS = 'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE += ["corsheaders.middleware.CorsMiddleware"]\n'
CORSHEADERS = "django-cors-headers==4.4.0\n"
CSP = (
    'MIDDLEWARE += ["csp.middleware.CSPMiddleware"]\n'
    "CSP_DEFAULT_SRC = (\"'self'\",)\nCSP_BASE_URI = (\"'none'\",)\nCSP_FORM_ACTION = (\"'self'\",)\n"
)
THREE = "django-csp==3.8\n"
SELF, HASH = "\"'self'\"", "\"'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='\""

LISTS = {
    "CORS003": Listed(
        "CORS003",
        "CORS_ALLOWED_ORIGIN_REGEXES",
        (r'r"^https://a\.example$"', r'r"^https://\w+.b.example"'),
        (r'r"^https://a\.example$"', r'r"^https://\w+\.b\.example$"'),
        CORS,
        CORSHEADERS,
    ),
    "TLS004": Listed(
        "TLS004",
        "SECURE_REDIRECT_EXEMPT",
        (r'r"^ready$"', r'r"^/health/\w+$"'),
        (r'r"^ready$"', r'r"^health/\w+$"'),
        "SECURE_SSL_REDIRECT = True\n",
    ),
    "CSP010 under 3": Listed(
        "CSP010", "CSP_IMG_SRC", ('"data:"', '"self"'), ('"data:"', SELF), CSP, THREE
    ),
    "CSP014 under 3": Listed(
        "CSP014", "CSP_SCRIPT_SRC", (SELF, HASH, "\"'unsafe-inline'\""), (SELF, HASH, ""), CSP, THREE
    ),
    "DJ008 origins": Listed(
        "DJ008",
        "CSRF_TRUSTED_ORIGINS",
        ('"https://a.example"', '".b.example"'),
        ('"https://a.example"', '"https://*.b.example"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("case", LISTS.values(), ids=[*LISTS])
def test_a_list_is_mended_in_its_layout(case, form):
    done = laid(case, form)
    result = mended(done.tree, case.code)
    assert not result.reason
    assert result.text() == done.after


@pytest.mark.parametrize("layout", [in_base, above_base], ids=lambda each: each.__name__)
@pytest.mark.parametrize("case", LISTS.values(), ids=[*LISTS])
def test_a_list_is_mended_in_the_file_that_owns_the_text(case, layout):
    done = layout(case)
    result = mended(done.tree, case.code)
    assert not result.reason
    assert result.text(done.path) == done.after
    assert {edit.location.path for edit in result.edits} == {done.path}
