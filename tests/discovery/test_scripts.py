from __future__ import annotations

import pytest
from secheaders_lint.discovery.mentions import Voice
from secheaders_lint.discovery.scripts import read_script


def modules(text: str, path: str = "manage.py") -> list[str | None]:
    return [mention.module for mention in read_script(path, text)]


@pytest.mark.parametrize(
    "text",
    [
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')",
        'environ.setdefault("DJANGO_SETTINGS_MODULE",\n    "shop.settings",\n)',
        'os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"',
        'os.environ["DJANGO_SETTINGS_MODULE"]="shop.settings"  # why',
        'os.environ.update({"DJANGO_SETTINGS_MODULE": "shop.settings"})',
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", os.getenv("X", "shop.settings"))',
        'os.environ["DJANGO_SETTINGS_MODULE"] = config("DJANGO_SETTINGS_MODULE", default="shop.settings")',
        'NAME = "shop.settings"\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", NAME)',
        'monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "shop.settings")',
        'settings = env("DJANGO_SETTINGS_MODULE", default="shop.settings")',
    ],
)
def test_forms_of_naming_a_module(text: str) -> None:
    assert set(modules(text)) == {"shop.settings"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        '# os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
        '"""Set os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings" yourself."""',
        'if os.environ["DJANGO_SETTINGS_MODULE"] == "shop.settings":\n    pass',
        'if os.environ["DJANGO_SETTINGS_MODULE"] != "shop.settings":\n    pass',
        'os.environ.pop("DJANGO_SETTINGS_MODULE", "shop.settings")',
        'for name in ("DJANGO_SETTINGS_MODULE", "OTHER"):\n    pass',
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", path)',
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{{ project_name }}.settings")',
        'os.environ["DJANGO_SETTINGS_MODULE"] = config_path.stem',
        'os.environ.setdefault("OTHER_VARIABLE", "shop.settings")',
    ],
)
def test_what_names_no_module(text: str) -> None:
    assert modules(text) == []


def test_every_candidate_of_a_choice_is_named() -> None:
    text = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.prod" if PROD else "shop.dev")'
    assert modules(text) == ["shop.prod", "shop.dev"]


def test_composed_name_takes_the_default_of_its_variable() -> None:
    text = 'ENV = os.environ.get("ENV", "production")\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", f"shop.settings.{ENV}")'
    assert modules(text) == ["shop.settings.production"]


def test_line_is_that_of_the_variable() -> None:
    mention = read_script(
        "manage.py", '"""Doc\nmore."""\n\nos.environ.setdefault(\n  "DJANGO_SETTINGS_MODULE", "a.b")\n'
    )[0]
    assert mention.line == 5


def test_configuration_class_goes_with_the_module() -> None:
    text = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")\nos.environ.setdefault("DJANGO_CONFIGURATION", "Dev")'
    mention = read_script("wsgi.py", text)[0]
    assert (mention.module, mention.configuration) == ("a.b", "Dev")


def test_configuration_class_alone() -> None:
    mention = read_script("wsgi.py", 'os.environ.setdefault("DJANGO_CONFIGURATION", "Dev")')[0]
    assert (mention.module, mention.configuration) == (None, "Dev")


@pytest.mark.parametrize(
    ("path", "voice"),
    [
        ("manage.py", Voice.MANAGE),
        ("shop/wsgi.py", Voice.SERVER),
        ("shop/asgi/__init__.py", Voice.SERVER),
        ("shop/wsgi/app.py", Voice.SERVER),
        ("passenger_wsgi.py", Voice.SERVER),
        ("shop/celery.py", Voice.SCRIPT),
        ("shop/wsgi_dev.py", Voice.DEVELOPMENT),
        ("shop/test_wsgi.py", Voice.TEST),
    ],
)
def test_who_speaks(path: str, voice: Voice) -> None:
    assert read_script(path, 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")')[0].voice is voice


@pytest.mark.parametrize(
    "line",
    [
        'sys.path.append(os.path.join(os.path.dirname(__file__), "apps"))',
        'sys.path.append(str(current_path / "apps"))',
        'sys.path.append("./apps/")',
        'sys.path += ["apps"]',
    ],
)
def test_folders_that_a_script_puts_at_the_end_of_the_path(line: str) -> None:
    mention = read_script("src/manage.py", f'{line}\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")')[
        0
    ]
    assert (mention.first_roots, mention.last_roots) == ((), ("apps",))


def test_folders_that_a_script_puts_in_front_of_the_path() -> None:
    lines = 'sys.path.insert(0, join(BASE, "a"))\nsys.path.insert(0, join(BASE, "b"))\n'
    mention = read_script("manage.py", lines + 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")')[0]
    assert (mention.first_roots, mention.last_roots) == (("b", "a"), ())


def test_folders_above_are_not_taken() -> None:
    text = 'sys.path.append("../other")\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")'
    assert read_script("src/manage.py", text)[0].last_roots == ()
