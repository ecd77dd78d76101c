"""Classes of django-configurations as entrypoints."""

from __future__ import annotations

from .trees import SITE, entrypoint, found, judged, package

CLASSES = "from configurations import Configuration\n" + "".join(
    f"class {name}(Configuration):\n    INSTALLED_APPS = []\n"
    for name in ("Base", "Development", "Production", "Test", "Build")
)


def sets(configuration: str) -> str:
    return (
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
        f'os.environ.setdefault("DJANGO_CONFIGURATION", "{configuration}")\n'
    )


SHOP = {"manage.py": sets("Development"), **package("shop", settings=CLASSES)}


def test_production_class_is_judged_though_nothing_names_it() -> None:
    assert judged(SHOP) == ["shop.settings:Production"]


def test_module_without_a_class_is_no_entrypoint_there() -> None:
    files = {**SHOP, "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = shop.settings\n"}
    assert {each.configuration for each in found(files).entrypoints} == {"Development", "Production"}


def test_class_by_a_file_that_names_the_class_alone() -> None:
    files = {**SHOP, "compose.yml": "environment:\n  - DJANGO_CONFIGURATION=Test\n"}
    assert entrypoint(files, "shop.settings:Test").role == "test"
    assert entrypoint(files, "shop.settings:Test").evidence[0].path == "compose.yml"


def test_class_that_the_module_does_not_have_is_not_found() -> None:
    files = {**SHOP, "compose.yml": "environment:\n  - DJANGO_CONFIGURATION=Nonsense\n"}
    assert "shop.settings:Nonsense" not in {each.name for each in found(files).entrypoints}


def test_classes_that_the_package_imports_count() -> None:
    files = {
        "manage.py": sets("Development"),
        **package("shop"),
        "shop/settings/__init__.py": "from .dev import Development\nfrom .prod import Production, OtherProduction\n",
        "shop/settings/prod.py": SITE,
    }
    assert judged(files) == ["shop.settings:Production"]
    assert entrypoint(files, "shop.settings:OtherProduction").role == "production"


def test_class_for_one_build_step_is_not_judged() -> None:
    files = {**SHOP, "Dockerfile": "FROM x\nRUN DJANGO_CONFIGURATION=Build python manage.py collectstatic\n"}
    assert judged(files) == ["shop.settings:Production"]


def test_named_class_of_a_dockerfile_is_production() -> None:
    files = {
        "manage.py": sets("Development"),
        **package("shop", settings=CLASSES.replace("Production", "Server")),
        "Dockerfile": "FROM x\nENV DJANGO_CONFIGURATION=Server\n",
    }
    assert judged(files) == ["shop.settings:Server"]


def test_module_of_classes_that_name_none_for_production() -> None:
    files = {
        "wsgi.py": sets("Development"),
        **package("shop", settings=CLASSES.replace("Production", "Weird")),
    }
    assert judged(files) == ["shop.settings:Development"]


def test_module_without_classes_is_taken_as_it_is() -> None:
    files = {"manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'}
    files.update(package("shop", settings="import configurations\n" + SITE))
    assert judged(files) == ["shop.settings"]
