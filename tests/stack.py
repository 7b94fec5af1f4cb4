"""The whole stack on this machine: nginx with the configuration that is delivered, two web nodes, their database.

What it must do is in ``test_stack``; where containers would put things, a folder and free ports stand in.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SECRET = "zT7w-9Qk_Lm3xVb5RnY1pHs8"
LIMIT = 30
SECONDS_TO_START = 180

PROXY = "127.0.0.2"
"""From where nginx asks the nodes; a client that asks them itself comes from elsewhere."""


class Node:
    """A web node: the server of ``make run`` in production mode, on a port of its own."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str]) -> None:
        self.address = f"127.0.0.1:{port}"
        self.log = folder / f"{port}.log"
        self._environment = {**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1"}

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if requests.get(f"http://{self.address}/healthz", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        raise AssertionError(f"A node did not start:\n{self.log.read_text('utf-8', 'replace')[-4_000:]}")

    def kill(self) -> None:
        """End it with its workers at once, whatever they are at."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


class From(HTTPAdapter):
    """Asks from one of this machine's addresses."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: object, **named: object) -> None:
        super().init_poolmanager(*args, **named, source_address=(self._address, 0))


class Stack:
    """``address``: where nginx listens with TLS, ``plain``: without; ``nodes``: the two behind it."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self._tls, self._plain, *ports = free_ports(4)
        self.address, self.plain = f"https://localhost:{self._tls}", f"http://localhost:{self._plain}"
        environment = {
            "DATABASE_URL": database,
            "DASHBOARD_MODE": "production",
            "DASHBOARD_URL": self.address,
            "DASHBOARD_SECRET_KEY": SECRET,
            "DASHBOARD_PROXIES": PROXY,
            "DASHBOARD_API_LIMIT": f"{LIMIT} per hour",
            "DASHBOARD_MAIL": f"file:{folder / 'outbox'}",
        }
        self.nodes = [Node(folder, port, environment) for port in ports]
        self.access = folder / "access.log"

    def client(self, source: str = "127.0.0.1") -> requests.Session:
        """Somebody who asks from ``source``, and knows nginx by its certificate."""
        session = requests.Session()
        session.trust_env = False
        session.verify = str(self.folder / "certificates" / "fullchain.pem")
        session.mount("https://", From(source))
        session.mount("http://", From(source))
        return session

    def written(self, awaited: str) -> str:
        """What nginx wrote of who asked, once ``awaited`` stands in it: it writes after the answer has gone."""
        until = time.monotonic() + 30
        while awaited not in (text := self.access.read_text("utf-8")):
            assert time.monotonic() < until, f"{awaited} is not in\n{text[-4_000:]}"
            time.sleep(0.05)
        return text

    def start(self) -> None:
        for node in self.nodes:
            node.start()
        make_certificate(self.folder / "certificates")
        (self.folder / "nginx.conf").write_text(self._configuration(), encoding="utf-8")
        for node in self.nodes:
            node.wait()
        command = [str(NGINX), "-p", str(self.folder), "-c", "nginx.conf", "-g", "daemon off;"]
        with (self.folder / "error.log").open("ab") as output:
            self.nginx = subprocess.Popen(command, stdout=output, stderr=output)
        self._wait_for_nginx()

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()
        if hasattr(self, "nginx"):
            self.nginx.terminate()
            self.nginx.wait(30)

    def _wait_for_nginx(self) -> None:
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self._tls)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError((self.folder / "error.log").read_text("utf-8"))

    def _configuration(self) -> str:
        """``deploy/nginx.conf`` with places and ports of this machine, telling which node answered."""
        changes = {
            "pid /tmp/nginx.pid;": f"pid {self.folder}/nginx.pid;{' user root;' if os.geteuid() == 0 else ''}",
            "_temp_path /tmp/": f"_temp_path {self.folder}/",
            "/dev/stdout": str(self.access),
            "/etc/nginx/certificates": str(self.folder / "certificates"),
            "listen 8080 ": f"listen 127.0.0.1:{self._plain} ",
            "listen 8443 ": f"listen 127.0.0.1:{self._tls} ",
            "web1:8050": self.nodes[0].address,
            "web2:8050": self.nodes[1].address,
            "limit_conn clients 60;": f"limit_conn clients 60; add_header X-Node $upstream_addr always; "
            f"proxy_bind {PROXY};",
        }
        text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"deploy/nginx.conf has no '{old}' any more"
            text = text.replace(old, new)
        return text


@contextmanager
def running(database: str) -> Iterator[Stack]:
    """The stack on an empty database, ended with all its processes and files."""
    folder = Path(tempfile.mkdtemp(prefix="stack-"))
    stack = Stack(folder, database)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> Sequence[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


def make_certificate(folder: Path) -> None:
    folder.mkdir()
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(command, check=True, capture_output=True)
