"""What the Action's own work is on a pull request that touches no file that matters, against a run that finds no Django.

    python benchmarks/pull_request.py [RUNS]

Exit status 1 where one takes more than 1.5 times the time of ``check`` where there is no Django. GitHub's API is a server of this script, spoken
to over TLS: its certificate is made by openssl at the start and lies among those of the system, in a copy of their folder that
SSL_CERT_DIR names, so that as many certificates are there to be trusted as anywhere. What runs as in the image of the Action has one commit and
no git. The time is that of the processor, of the command and
of the git that it starts, as in startup.py: waiting for an answer has no part in it, encrypting has.
"""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from startup import EXAMPLE, LINT, Bound, generate, measure

RUNS = 25
ENV = shutil.which("env") or "env"
BOUND = 1.5
REPOSITORY = "acme/shop"
# As many as GitHub shows on a page at most.
FILES = [
    {
        "filename": f"docs/page{number}.md",
        "status": "modified",
        "sha": "0" * 40,
        "patch": "@@ -1 +1 @@\n-a\n+b",
    }
    for number in range(30)
]
COMMENT = {
    "id": 1,
    "user": {"login": "ada"},
    "path": "docs/page1.md",
    "body": "Why?" * 50,
    "line": 1,
    "side": "RIGHT",
}
COMMENTS = [{**COMMENT, "id": number} for number in range(20)]


class Api(BaseHTTPRequestHandler):
    """GitHub, as far as such a run asks it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a list, or with a commit."""
        path = self.path.partition("?")[0]
        document: Any = {"parents": [{"sha": "1" * 40}, {"sha": "2" * 40}]}
        if path.endswith("/files"):
            document = FILES
        elif path.endswith("/comments"):
            document = COMMENTS
        data = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(data)))
        # GitHub sends some two dozen headers.
        for number in range(22):
            self.send_header(f"X-Header-{number}", "value " * 4)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def trusted(folder: Path) -> tuple[Path, Path, Path]:
    """Return a new certificate for this machine, its key, and a folder in which it is trusted beside all that the system trusts."""
    certificate, key, trust = folder / "server.pem", folder / "server.key", folder / "trust"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=api.test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    system = ssl.get_default_verify_paths().capath
    if system is None:
        sys.exit(
            "the system has no folder of certificates: what it costs to trust them cannot be measured here"
        )
    shutil.copytree(system, trust, ignore_dangling_symlinks=True)
    name = subprocess.check_output(
        ["openssl", "x509", "-hash", "-noout", "-in", certificate], text=True
    ).strip()
    shutil.copy(certificate, trust / f"{name}.0")
    return certificate, key, trust


def serve(certificate: Path, key: Path) -> ThreadingHTTPServer:
    """Start the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def write_site(site: Path, *, depth: int) -> tuple[str, str]:
    """Write a checkout of a change of documents alone, with its history or without; return both commits."""
    whole = site.with_name(f"{site.name}-whole")
    shutil.copytree(EXAMPLE, whole)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C"]
    subprocess.run([*git, whole, "init", "--quiet"], check=True)
    names = []
    for text in ("before", "after"):
        (whole / "NOTES.md").write_text(text, encoding="utf-8")
        subprocess.run([*git, whole, "add", "--all"], check=True)
        subprocess.run([*git, whole, "commit", "--quiet", "--message", text], check=True)
        names.append(subprocess.check_output([*git, whole, "rev-parse", "HEAD"], text=True).strip())
    subprocess.run([*git, ".", "clone", "--quiet", f"--depth={depth}", f"file://{whole}", site], check=True)
    subprocess.run([*git, site, "checkout", "--quiet", "--detach"], check=True)
    return names[0], names[1]


def action(
    root: Path, name: str, port: int, trust: Path, *, depth: int, comments: int, token: bool = True
) -> list[str]:
    """Write a pull request and return the command for it."""
    before, after = write_site(root / name, depth=depth)
    # Of a clone of one commit, that is the merge commit, of which nothing else is there.
    head = after if depth > 1 else "2" * 40
    pull = {"head": {"sha": head}, "base": {"sha": before}, "review_comments": comments}
    event = root / f"{name}.json"
    event.write_text(json.dumps({"number": 1, "pull_request": pull}), encoding="utf-8")
    variables = [
        "GITHUB_EVENT_NAME=pull_request", f"GITHUB_EVENT_PATH={event}", f"GITHUB_REPOSITORY={REPOSITORY}", f"GITHUB_SHA={after}",
        f"GITHUB_API_URL=https://127.0.0.1:{port}", f"SSL_CERT_DIR={trust}", *(["GITHUB_TOKEN=ghs_x"] if token else []),
    ]  # fmt: skip
    unset = ["-u", "GITHUB_TOKEN", "-u", "SSL_CERT_FILE", "-u", "https_proxy", "-u", "HTTPS_PROXY"]
    # As in the image: no git.
    path = ["PATH=/nowhere"] if depth == 1 else []
    return [ENV, *unset, *variables, *path, *LINT[:-1], "github", str(root / name)]


def main() -> int:
    """Measure all kinds of runs."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root)
        certificate, key, trust = trusted(root)
        port = serve(certificate, key).server_port
        nothing = [*LINT, f"{folder}/empty/tool.py"]
        kinds = {
            "without a token": action(root, "mute", port, trust, depth=2, comments=0, token=False),
            "with history, nobody has commented": action(root, "quiet", port, trust, depth=2, comments=0),
            "with history, comments to look through": action(
                root, "spoken", port, trust, depth=2, comments=20
            ),
            "as in the image, nobody has commented": action(
                root, "shallow", port, trust, depth=1, comments=0
            ),
            "as in the image, comments to look through": action(
                root, "both", port, trust, depth=1, comments=20
            ),
        }
        within = [
            measure(Bound(name, command, nothing, 0, BOUND, 2), runs) for name, command in kinds.items()
        ]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
