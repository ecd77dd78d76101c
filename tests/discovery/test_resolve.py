from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.discovery.resolve import Resolved, Resolver, is_dotted, resolve_module, resolver_of
from secheaders_lint.source.memory import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.source.tree import Kind


def resolve(files: list[str], dotted: str, roots: tuple[str, ...] = ("",)) -> Resolved | None:
    return resolve_module(MemoryTree(dict.fromkeys(files, "")), roots, dotted)


def test_module_in_a_package() -> None:
    found = resolve(["shop/__init__.py", "shop/settings.py"], "shop.settings")
    assert found == Resolved("shop/settings.py", "module", "")


def test_package_is_its_init_file() -> None:
    found = resolve(["shop/__init__.py", "shop/settings/__init__.py"], "shop.settings")
    assert found == Resolved("shop/settings/__init__.py", "package", "", ("shop/settings",))


def test_package_beats_the_module_of_the_same_name() -> None:
    found = resolve(["shop/__init__.py", "shop/settings/__init__.py", "shop/settings.py"], "shop.settings")
    assert found is not None
    assert found.path == "shop/settings/__init__.py"


def test_module_beats_the_folder_without_init_file() -> None:
    found = resolve(["shop/__init__.py", "shop/settings/prod.py", "shop/settings.py"], "shop.settings")
    assert found is not None
    assert found.path == "shop/settings.py"


def test_nothing_is_found_inside_a_module() -> None:
    assert resolve(["shop/settings.py", "shop/settings/prod.py"], "shop.settings.prod") is None


def test_folders_without_init_files_are_namespace_packages() -> None:
    found = resolve(["shop/settings/prod.py"], "shop.settings")
    assert found == Resolved("shop/settings", "namespace", "", ("shop/settings",))
    inner = resolve(["shop/settings/prod.py"], "shop.settings.prod")
    assert inner == Resolved("shop/settings/prod.py", "module", "")


def test_namespace_package_spans_the_search_roots() -> None:
    files = ["a/ns/one.py", "b/ns/two.py"]
    assert resolve(files, "ns.two", ("a", "b")) == Resolved("b/ns/two.py", "module", "a")
    found = resolve(files, "ns", ("a", "b"))
    assert found is not None
    assert found.portions == ("a/ns", "b/ns")


def test_regular_package_of_a_later_root_beats_a_namespace_portion() -> None:
    found = resolve(["a/ns/one.py", "b/ns/__init__.py"], "ns", ("a", "b"))
    assert found is not None
    assert (found.path, found.root) == ("b/ns/__init__.py", "b")


def test_first_search_root_wins() -> None:
    files = ["a/settings.py", "b/settings.py"]
    assert resolve(files, "settings", ("b", "a")) == Resolved("b/settings.py", "module", "b")


@pytest.mark.parametrize(
    "dotted", ["", ".", "shop.", ".shop", "..shop", "shop..settings", "shop/settings", "../x", "a b", "1a"]
)
def test_what_is_no_module_name_resolves_to_nothing(dotted: str) -> None:
    assert not is_dotted(dotted)
    assert resolve(["shop/__init__.py", "shop/settings.py", "x.py"], dotted, ("", "shop")) is None


@pytest.mark.parametrize("dotted", ["shop.missing", "missing", "missing.settings", "shop.settings.more"])
def test_what_is_not_there_resolves_to_nothing(dotted: str) -> None:
    assert resolve(["shop/__init__.py", "shop/settings.py"], dotted) is None


def test_missing_search_root_resolves_to_nothing() -> None:
    assert resolve(["settings.py"], "settings", ("no/such",)) is None


def test_endless_name_does_not_recurse_without_end() -> None:
    assert resolve(["a/__init__.py"], ".".join("a" * 5000)) is None


def test_name_case_counts() -> None:
    assert resolve(["Shop/settings.py"], "shop.settings") is None


def test_one_resolver_serves_a_tree() -> None:
    tree = MemoryTree({"settings.py": ""})
    assert resolver_of(tree) is resolver_of(tree)
    assert resolver_of(tree) is not resolver_of(MemoryTree({}))


def test_each_folder_is_listed_once() -> None:
    class Counting(MemoryTree):
        listed = 0

        def kinds(self, folder: str) -> Mapping[str, Kind]:
            type(self).listed += 1
            return super().kinds(folder)

    resolver = Resolver(Counting({"shop/__init__.py": "", "shop/settings.py": ""}))
    for _ in range(3):
        assert resolver.resolve(("",), "shop.settings") is not None
        assert resolver.resolve(("",), "shop.other") is None
    assert Counting.listed == 2
