"""Further settings for :mod:`cases`: policies of django-security, by what they are about."""

from __future__ import annotations

# The middleware that reports of some answers alone, in the place of django-csp's own.
RATE_LIMITED_3 = {
    "no share": "CSP_DEFAULT_SRC = [\"'self'\"]",
    "all": "CSP_REPORT_PERCENTAGE = 1\nCSP_REPORT_URI = '/csp/'",
    "some, and nowhere to report to": "CSP_REPORT_PERCENTAGE = 0.1\nCSP_IMG_SRC = ['*']",
}
RATE_LIMITED_4 = {
    "no share": "CONTENT_SECURITY_POLICY = {'DIRECTIVES': {'default-src': [SELF], 'report-uri': '/csp/'}}",
    "all": "CONTENT_SECURITY_POLICY = {'REPORT_PERCENTAGE': 100, 'DIRECTIVES': {'report-uri': '/csp/'}}",
    "some, and nowhere to report to": "CONTENT_SECURITY_POLICY = {'REPORT_PERCENTAGE': 10, 'DIRECTIVES': {'default-src': [NONE]}}",
    "no policy": "",
}
# For django-security 0.12 and 1.1 alike.
SECURITY_PACKAGE = {
    "text": "CSP_STRING = \"default-src 'self'; script-src *.example.com\"",
    "dictionary": (
        'CSP_DICT = {"default-src": ["self", "https:"], "script-src": ("self", "unsafe-inline", "http://js.example.com"), '
        '"object-src": ["none"], "img-src": ["*", "\'self\'"], "style-src": [], "report-uri": "/csp/", "sandbox": ["", "allow-forms"]}'
    ),
    "report only": "CSP_MODE = 'report-only'\nCSP_STRING = \"default-src 'self'\"",
    "enforced by name": "CSP_MODE = 'enforce'\nCSP_DICT = {'default-src': ['none'], 'frame-ancestors': ['none']}",
    "mode is empty": "CSP_MODE = ''\nCSP_STRING = \"default-src 'self'\"",
    "mode is none": "CSP_MODE = 'off'\nCSP_STRING = \"default-src 'self'\"",
    "both modes": "CSP_MODE = 'enforce-and-report-only'\nCSP_STRING = \"default-src 'self'\"",
    "both modes, two policies": (
        "CSP_MODE = 'enforce-and-report-only'\nCSP_STRING = \"default-src 'self'\"\n"
        "CSP_REPORT_DICT = {'default-src': ['self'], 'script-src': ['self']}"
    ),
    "a policy to report alone": (
        "CSP_MODE = 'report-only'\nCSP_STRING = \"default-src 'self'\"\nCSP_REPORT_STRING = \"img-src 'self'\""
    ),
    "two policies to report": "CSP_MODE = 'report-only'\nCSP_REPORT_DICT = {'img-src': ['self']}\nCSP_REPORT_STRING = 'img-src *'",
    "nothing": "",
    "both": "CSP_STRING = \"default-src 'self'\"\nCSP_DICT = {'default-src': ['self']}",
    "an unknown directive": "CSP_DICT = {'default-src': ['self'], 'base-uri': ['self']}",
    "a text in place of a list": "CSP_DICT = {'default-src': 'self'}",
    "a set in place of a list": "CSP_DICT = {'default-src': {'self'}}",
    "an unknown flag of the sandbox": "CSP_DICT = {'sandbox': ['allow-modals']}",
    "the old directives": "CSP_DICT = {'reflected-xss': 'block', 'referrer': 'origin', 'plugin-types': ['application/pdf']}",
    "an old directive with a wrong word": "CSP_DICT = {'default-src': ['self'], 'referrer': 'same-origin'}",
    "words that need quotes": "CSP_DICT = {'script-src': ['strict-dynamic', 'nonce-abcdefgh', \"'unsafe-inline'\", 'unsafe-eval']}",
    "above Django's own": (
        "CSP_STRING = \"default-src 'none'\"\nMIDDLEWARE.insert(0, MIDDLEWARE.pop())\nX_FRAME_OPTIONS = 'DENY'"
    ),
    "a number among the sources": "CSP_DICT = {'default-src': ['self', 8080]}",
}
