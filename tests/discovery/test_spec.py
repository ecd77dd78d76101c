from __future__ import annotations

import pytest
from secheaders_lint.discovery import Entrypoint, dependencies_of, discover, entrypoint_for
from secheaders_lint.errors import UsageError
from secheaders_lint.source.memory import MemoryTree

from .trees import LAYER, SITE, package, sets

SHOP = {
    "manage.py": sets("shop.settings.local"),
    "requirements.txt": "django==5.2.1\n",
    **package("shop"),
    **package("shop/settings", base=SITE, local=LAYER, production=LAYER, odd="X = 1\n"),
}


def ask(spec: str, files: dict[str, str] = SHOP) -> Entrypoint:
    tree = MemoryTree(files)
    return entrypoint_for(tree, discover(tree), spec)


def refusal(spec: str, files: dict[str, str] = SHOP) -> str:
    with pytest.raises(UsageError) as caught:
        ask(spec, files)
    return str(caught.value)


@pytest.mark.parametrize(
    "spec",
    ["shop.settings.local", "shop/settings/local.py", "./shop/settings/local.py", " shop.settings.local "],
)
def test_known_entrypoint_by_name_or_file(spec: str) -> None:
    found = ask(spec)
    assert (found.module, found.path, found.role, found.judged) == (
        "shop.settings.local",
        "shop/settings/local.py",
        "development",
        True,
    )
    assert found.evidence[0].path == "manage.py"
    assert found.why == "Judged: it was asked for by name."


@pytest.mark.parametrize("spec", ["shop.settings.odd", "shop/settings/odd.py"])
def test_module_that_discovery_did_not_take_for_settings(spec: str) -> None:
    found = ask(spec)
    assert (found.module, found.path, found.search_roots) == (
        "shop.settings.odd",
        "shop/settings/odd.py",
        ("",),
    )
    assert found.role == "unknown"


def test_package_by_its_folder() -> None:
    assert ask("shop/settings").path == "shop/settings/__init__.py"


def test_search_root_is_worked_out_from_the_known_projects() -> None:
    files = {f"api/{path}": text for path, text in SHOP.items()}
    found = ask("shop.settings.odd", files)
    assert (found.path, found.search_roots) == ("api/shop/settings/odd.py", ("api",))
    assert ask("api/shop/settings/odd.py", files).module == "shop.settings.odd"


def test_search_root_is_worked_out_from_the_folders_of_the_tree() -> None:
    files = {**package("deep/down/site"), **package("deep/down/site/conf", live="X = 1\n")}
    found = ask("site.conf.live", files)
    assert (found.path, found.search_roots, found.role) == (
        "deep/down/site/conf/live.py",
        ("deep/down",),
        "production",
    )
    assert ask("deep/down/site/conf/live.py", files).module == "site.conf.live"


def test_single_module_below_the_root() -> None:
    assert ask("settings", {"settings.py": "X = 1\n"}).path == "settings.py"


def test_class_of_a_configuration() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/settings.py": "import configurations\nclass Dev(A):\n    pass\nclass Prod(A):\n    pass\n",
    }
    found = ask("shop.settings:Dev", files)
    assert (found.name, found.configuration, found.role) == ("shop.settings:Dev", "Dev", "development")
    assert ask("shop/settings.py:Prod", files).role == "production"


def test_class_that_is_not_there_is_refused_with_the_nearest() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/settings.py": "import configurations\nclass Production(A):\n    pass\n",
    }
    assert refusal("shop.settings:Prodction", files) == (
        "--settings shop.settings:Prodction: shop/settings.py has no class Prodction; there is Production"
    )


def test_class_that_a_star_import_may_bring_is_taken() -> None:
    assert ask("shop.settings.local:Whatever").configuration == "Whatever"


def test_unknown_module_is_refused_with_the_nearest() -> None:
    assert refusal("shop.settings.prodction") == (
        "--settings shop.settings.prodction: no such settings module in the repository; there are "
        "shop.settings.production, shop.settings.local, shop.settings.base"
    )
    assert refusal("shop/settings/prodction.py").endswith(
        "there are shop/settings/production.py, shop/settings/local.py, shop/settings/base.py"
    )


def test_classes_that_have_other_names_are_told_too() -> None:
    classes = "".join(
        f"class {name}(A):\n    pass\n" for name in ("Base", "Docs", "Dev", "Production", "Test")
    )
    files = {"shop/__init__.py": "", "shop/settings.py": f"import configurations\n{classes}"}
    assert refusal("shop.settings:Doc", files).endswith("; there are Docs, Base, Dev, Production and 1 more")


@pytest.mark.parametrize(
    "spec",
    [
        "",
        ":",
        "..",
        "../x.py",
        "/etc/passwd",
        "shop/../../x.py",
        "a b",
        "shop.settings.",
        "settings.txt",
        "shop",
    ],
)
def test_what_names_no_module_is_refused(spec: str) -> None:
    message = refusal(spec, {"settings.txt": "", "shop/readme": ""})
    assert message.startswith(f"--settings {spec}: no such settings module")
    assert "\n" not in message


def test_dependencies_are_those_of_the_project() -> None:
    tree = MemoryTree(SHOP)
    discovery = discover(tree)
    asked = entrypoint_for(tree, discovery, "shop.settings.odd")
    requirement = dependencies_of(tree, discovery, asked).find("django")
    assert requirement is not None
    assert requirement.version == "5.2.1"


def test_dependencies_of_a_module_outside_of_every_project() -> None:
    tree = MemoryTree({"a/site.py": "X = 1\n", "a/requirements.txt": "django==5.2.1\n"})
    discovery = discover(tree)
    asked = entrypoint_for(tree, discovery, "a/site.py")
    assert dependencies_of(tree, discovery, asked).find("django") is not None
