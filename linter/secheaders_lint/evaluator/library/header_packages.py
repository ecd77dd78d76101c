"""Constants of django-csp (4.0) and django-cors-headers (2.5.3 to 4.9.0) that settings are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data import cors
from secheaders_lint.evaluator.library.signature import fixed
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.values import Modelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

CSP_CONSTANTS = {
    "HEADER": "Content-Security-Policy", "HEADER_REPORT_ONLY": "Content-Security-Policy-Report-Only", "NONE": "'none'",
    "REPORT_SAMPLE": "'report-sample'", "SELF": "'self'", "STRICT_DYNAMIC": "'strict-dynamic'",
    "UNSAFE_ALLOW_REDIRECTS": "'unsafe-allow-redirects'", "UNSAFE_EVAL": "'unsafe-eval'", "UNSAFE_HASHES": "'unsafe-hashes'",
    "UNSAFE_INLINE": "'unsafe-inline'", "WASM_UNSAFE_EVAL": "'wasm-unsafe-eval'",
}  # fmt: skip


class Nonce(Modelled):
    """``csp.constants.NONCE``, which django-csp replaces when the header is made."""

    kind = "csp.constants.Nonce"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nonce)

    def __hash__(self) -> int:
        return hash(self.kind)

    def text(self, machine: Machine) -> Value:
        """Return its ``repr``, which is its text too."""
        del machine
        return "csp.constants.NONCE"


def _default_headers(machine: Machine) -> Value:
    """Return the default of ``CORS_ALLOW_HEADERS``; without a version that of the newest."""
    return make_tuple(list(cors.default_headers(machine.importer.package_version(cors.PACKAGE))))


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {}
VALUES: dict[str, Callable[[Machine], Value]] = {
    **{f"csp.constants.{name}": fixed(text) for name, text in CSP_CONSTANTS.items()},
    "csp.constants.NONCE": lambda _: Nonce(),
    "corsheaders.defaults.default_headers": _default_headers,
    "corsheaders.defaults.default_methods": lambda _: make_tuple(list(cors.DEFAULT_METHODS)),
}
