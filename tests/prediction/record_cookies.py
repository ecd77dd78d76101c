"""Records the cookies of messages and of the language as real versions of Django set them.

``python -m tests.prediction.record_cookies CACHE`` (a minute or two; packages are installed into folders of CACHE). Each case is
a settings module; asked are a page that leaves a message and the form of ``set_language``. The tests read the table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from .cases import DJANGO, PREAMBLE
from .record_pages import FLAGS, installed

TABLE = Path(__file__).parent.parent / "data" / "more_cookies.json"
URLS = """\
from django.contrib import messages
from django.http import HttpResponse
from django.urls import include, path

def message(request):
    messages.success(request, "saved")
    return HttpResponse("x")

urlpatterns = [path("page/", message), path("i18n/", include("django.conf.urls.i18n"))]
"""
MORE = """\
INSTALLED_APPS += ["django.contrib.messages"]
LANGUAGES = [("en", "English"), ("de", "German")]
MESSAGE = "django.contrib.messages.middleware.MessageMiddleware"
MIDDLEWARE.insert(2, LOCALE)
MIDDLEWARE.append(MESSAGE)
"""
CASES = {
    "as they are": "",
    "flags of the session": "SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_HTTPONLY = False\nSESSION_COOKIE_DOMAIN = '.example.com'",
    "path and name of the session": "SESSION_COOKIE_PATH = '/app/'\nSESSION_COOKIE_NAME = 'sid'",
    "strict session": "SESSION_COOKIE_SAMESITE = 'Strict'",
    "no SameSite": "SESSION_COOKIE_SAMESITE = None",
    "flags of the language": "LANGUAGE_COOKIE_SECURE = True\nLANGUAGE_COOKIE_HTTPONLY = True\nLANGUAGE_COOKIE_SAMESITE = 'Lax'",
    "name, path and domain of the language": "LANGUAGE_COOKIE_NAME = 'lang'\nLANGUAGE_COOKIE_PATH = '/x/'\nLANGUAGE_COOKIE_DOMAIN = 'www.example.com'",
    "messages in the cookie alone": "MESSAGE_STORAGE = 'django.contrib.messages.storage.cookie.CookieStorage'",
    "messages in the session": "MESSAGE_STORAGE = 'django.contrib.messages.storage.session.SessionStorage'",
    "no sessions": "MIDDLEWARE.remove(SESS)\nMESSAGE_STORAGE = 'django.contrib.messages.storage.cookie.CookieStorage'",
    "truths that are no bools": "SESSION_COOKIE_SECURE = 1\nSESSION_COOKIE_HTTPONLY = 'no'\nLANGUAGE_COOKIE_SECURE = 'yes'",
    "every flag off": "SESSION_COOKIE_SECURE = None\nSESSION_COOKIE_HTTPONLY = 0\nLANGUAGE_COOKIE_HTTPONLY = ''",
}
# Django 6 takes one name from a newer standard library than that of Python 3.11.
_WORKER = """
import inspect, json, os, sys
if not hasattr(inspect, "markcoroutinefunction"):
    from asgiref.sync import markcoroutinefunction
    inspect.markcoroutinefunction = markcoroutinefunction
os.environ["DJANGO_SETTINGS_MODULE"] = "recorded_settings"
import django
django.setup()
from django.test import Client
asked = Client().get("/page/", secure=True), Client().post("/i18n/setlang/", {"language": "de"}, secure=True)
flags = json.loads(sys.argv[1])
print(json.dumps([
    {"name": each.key, **{flag: each[flag] for flag in flags if each[flag] not in ("", False, None, 0)}}
    for answer in asked for each in answer.cookies.values() if each.key not in ("sessionid", "sid")
]))
"""


def text_of(name: str) -> str:
    """Return the settings module of a case."""
    return f"{PREAMBLE}{MORE}{CASES[name]}\n"


def digest(name: str) -> str:
    """Return what tells whether a case was changed since it was recorded."""
    return sha256(f"{text_of(name)}{URLS}{_WORKER}".encode()).hexdigest()[:12]


def cookies(cache: Path, name: str, django: str) -> object:
    """Return the cookies that a version of Django sets under the settings of a case."""
    folder = cache / "sites" / f"{digest(name)}-{django}"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    (folder / "recorded_settings.py").write_text(text_of(name))
    (folder / "recorded_urls.py").write_text(URLS)
    paths = [
        str(folder),
        installed(cache, f"Django=={django}"),
        installed(cache, "asgiref", "sqlparse", "pytz"),
    ]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WORKER, json.dumps(FLAGS)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name}, Django {django}: {done.stderr}")
    return json.loads(done.stdout)


def main() -> None:
    """Record all cases."""
    cache = Path(sys.argv[1])
    for version in DJANGO:
        installed(cache, f"Django=={version}")
    installed(cache, "asgiref", "sqlparse", "pytz")
    asked = [(name, version) for name in CASES for version in DJANGO]
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(asked, pool.map(lambda one: cookies(cache, *one), asked), strict=True))
    rows = [
        f"{json.dumps(name)}: "
        + json.dumps(
            {"digest": digest(name), "django": {version: found[name, version] for version in DJANGO}}
        )
        for name in CASES
    ]
    note = "The cookies of messages and of the language, as real versions of Django set them: see tests/prediction/record_cookies.py."
    lines = ",\n".join(rows)
    TABLE.write_text(f'{{\n"note": {json.dumps(note)},\n"cases": {{\n{lines}\n}}\n}}\n')


if __name__ == "__main__":
    main()
