"""Headers that middleware of the project set: as Django sends them where the code is plain, and left open where it is not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from secheaders_lint.prediction.simulate import page

from tests.rules.sites import Site

HEAD = """
from django.conf import settings
from django.utils.deprecation import MiddlewareMixin

NAME = "Permissions-Policy"
POLICY = "camera=()"
"""
CLASS = """
class Own:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        {body}
        return response
"""


def as_class(*lines: str) -> str:
    return CLASS.format(body="\n        ".join(("response = self.get_response(request)", *lines)))


# What Django makes of each is asked below; in these every header is known.
PLAIN = {
    "a class": as_class('response["X-Frame-Options"] = "DENY"', "response[NAME] = POLICY"),
    "by headers": as_class('response.headers["Referrer-Policy"] = "no-referrer"'),
    "in two texts": as_class(
        'response["Content-Security-Policy"] = "default-src \'self\'; " "object-src \'none\'"'
    ),
    "by a default": as_class(
        'response.setdefault("X-Frame-Options", "DENY")', 'response.headers.setdefault("Vary", "Cookie")'
    ),
    "unless it is there": as_class(
        'if "X-Frame-Options" not in response:\n            response["X-Frame-Options"] = "DENY"'
    ),
    "what is there stays": as_class(
        'response["X-Frame-Options"] = "DENY"', 'response.setdefault("X-Frame-Options", "SAMEORIGIN")'
    ),
    "the last one counts": as_class(
        'response["X-Frame-Options"] = "DENY"', 'response["x-frame-options"] = "SAMEORIGIN"'
    ),
    "of a setting": as_class('response["Permissions-Policy"] = settings.OWN_POLICY'),
    "another name for the answer": as_class()
    .replace("response = self", "answer = self")
    .replace("return response", 'answer["X-Frame-Options"] = "DENY"\n        return answer'),
    "a function": """
def Own(get_response):
    def middleware(request):
        response = get_response(request)
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        return response
    return middleware
""",
    "the old style": """
class Own(MiddlewareMixin):
    def process_response(self, request, response):
        response["X-Content-Type-Options"] = "nosniff"
        return response
""",
    "nothing of ours": as_class('response["X-Request-ID"] = "1"'),
}
# Where not all is known: the headers that may be there.
OPEN = {
    "under a condition": (as_class('if request.path == "/x/":\n            response["X-Frame-Options"] = "DENY"'), {"X-Frame-Options"}),
    "a value that is made": (as_class('response["X-Frame-Options"] = make(request)'), {"X-Frame-Options"}),
    "a name that is made": (as_class("response[name(request)] = 'DENY'"), {"X-Frame-Options", "Referrer-Policy"}),
    "an answer that is handed on": (as_class("secure_headers(response)", 'response["X-Frame-Options"] = "DENY"'), {"X-Frame-Options"}),
    "another way out": (
        as_class('response["X-Frame-Options"] = "DENY"').replace(
            "        response = ", "        if request.path:\n            return None\n        response = "
        ),
        {"X-Frame-Options"},
    ),
    "a base of the project": (
        "class Base:\n    pass\n" + as_class('response["X-Frame-Options"] = "DENY"').replace("class Own:", "class Own(Base):"),
        {"X-Frame-Options"},
    ),
    "two ways out": (
        as_class('response["X-Frame-Options"] = "DENY"') + "\n    def process_template_response(self, request, response):\n        return response\n",
        {"X-Frame-Options"},
    ),
    "one that may not be used": (
        as_class('response["X-Frame-Options"] = "DENY"').replace(
            "        self.get_response", "        if settings.OWN_POLICY:\n            raise MiddlewareNotUsed\n        self.get_response", 1
        ),
        {"X-Frame-Options"},
    ),
    "a decorated one": (
        "@decorated\n" + as_class('response["X-Frame-Options"] = "DENY"').lstrip(),
        {"X-Frame-Options"},
    ),
}  # fmt: skip
SCRIPT = """
import json, sys
from django.conf import settings
settings.configure(OWN_POLICY="usb=()")
from django.http import HttpResponse
from django.test import RequestFactory
found = {}
for name, text in json.load(sys.stdin).items():
    space = {}
    exec(text, space)
    answer = space["Own"](lambda request: HttpResponse())(RequestFactory().get("/page/"))
    found[name] = {key: value for key, value in answer.items() if key != "Content-Type"}
print(json.dumps(found))
"""


def site_of(text: str) -> Site:
    return Site(
        'MIDDLEWARE = ["config.own.Own"]\nOWN_POLICY = "usb=()"\nALLOWED_HOSTS = ["www.example.com"]\n',
        files={"config/own.py": HEAD + text},
    )


@pytest.fixture(scope="module")
def real() -> dict[str, dict[str, str]]:
    given = json.dumps({name: HEAD + text for name, text in PLAIN.items()})
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=given, capture_output=True, text=True, check=True
    )
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", PLAIN)
def test_as_django_sends_them(real: dict[str, dict[str, str]], name: str) -> None:
    (judged,) = site_of(PLAIN[name]).outcome().judged
    headers = page(judged.site, "https").headers
    assert {header.state for header in headers} <= {"known"}
    expected = {key.lower(): value for key, value in real[name].items() if key != "X-Request-ID"}
    assert {header.name.lower(): header.value for header in headers} == expected


@pytest.mark.parametrize("name", OPEN)
def test_left_open(name: str) -> None:
    text, open_headers = OPEN[name]
    (judged,) = site_of(text).outcome().judged
    found = {header.name: header.state for header in page(judged.site, "https").headers}
    assert {header for header in open_headers if found.get(header) == "unknown"} == open_headers
    assert "known" not in found.values()


def test_what_sent_it_is_told() -> None:
    (judged,) = site_of(PLAIN["of a setting"]).outcome().judged
    (header,) = page(judged.site, "https").headers
    assert header.sources == ("OWN_POLICY", "config.own.Own")
