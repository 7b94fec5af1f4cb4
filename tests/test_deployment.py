"""What is delivered to run the dashboard is closed as ``docs/deployment.md`` says: image, compose file, unit, nginx.

Whether nginx and nodes work together is tried in ``test_stack``, the package in ``test_wheel``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml

from dashboard.settings import VARIABLES, Settings

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "dashboard.service"
MOST_EXPOSED = "20"
"""In tenths, of systemd's ten."""

SERVICES = sorted(COMPOSE["services"])
WEB = ("web1", "web2")


def instructions(stage: str) -> list[tuple[str, str]]:
    """The instructions of a stage of the image, continued lines joined."""
    whole = re.sub(r"\\\n\s*", "", DOCKERFILE)
    text = re.split(rf"^FROM \S+ AS {stage}$", whole, flags=re.MULTILINE)[1].split("\nFROM ")[0]
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines if not line.startswith(" ")]


def pins(name: str) -> dict[str, str]:
    lock = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))


class TestImage:
    def test_runs_as_a_user_without_rights(self) -> None:
        named = [value for name, value in instructions("run") if name == "USER"]
        assert named == ["10001:10001"]

    def test_has_a_health_check_of_the_real_address(self) -> None:
        checks = [value for name, value in instructions("run") if name == "HEALTHCHECK"]
        assert len(checks) == 1
        assert "/healthz" in checks[0]

    def test_fetches_nothing_by_itself_and_installs_by_hashes_alone(self) -> None:
        everything = instructions("build") + instructions("run")
        assert not [value for name, value in everything if name == "ADD"]
        assert not re.search(r"https?://(?!127\.0\.0\.1)|curl|wget|apt-get|:latest", DOCKERFILE)
        installs = re.findall(r"pip\b[^&]* install ([^&]*)", re.sub(r"\\\n\s*", "", DOCKERFILE))
        assert len(installs) == 3
        assert [each for each in installs if "--require-hashes" not in each and "--no-index" not in each] == []

    def test_the_last_stage_has_no_pip_and_builds_nothing(self) -> None:
        runs = " ".join(value for name, value in instructions("run") if name == "RUN")
        assert "rm -rf /usr/local/lib/python3.*/site-packages/*" in runs
        assert "ensurepip" in runs
        assert "pip" not in runs.replace("ensurepip", "").replace("/usr/local/bin/pip*", "")
        assert "--without-pip /opt/dashboard" in DOCKERFILE
        copied = [value for name, value in instructions("run") if name == "COPY"]
        assert copied == ["--from=build /opt/dashboard /opt/dashboard"]

    def test_everything_that_is_copied_is_there_and_sent_along(self) -> None:
        sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        assert sent[0] == "*"
        for _, value in [each for each in instructions("build") if each[0] == "COPY"]:
            for source in value.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in sent, source

    def test_serves_by_the_command_of_the_package(self) -> None:
        assert instructions("run")[-1] == ("CMD", '["python", "-m", "dashboard", "serve"]')


class TestLocks:
    def test_the_image_has_the_versions_that_were_tested(self) -> None:
        delivered, tested = (
            pins("deploy/requirements.txt"),
            {**pins("requirements.txt"), **pins("requirements-dev.txt")},
        )
        assert len(delivered) > 50
        assert {name: version for name, version in delivered.items() if tested.get(name) != version} == {}
        assert set(pins("requirements.txt")) <= set(delivered)

    @pytest.mark.parametrize("name", ["deploy/requirements.txt", "deploy/requirements-build.txt"])
    def test_pin_with_hashes_and_name_no_index(self, name: str) -> None:
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert lock.count("--hash=sha256:") >= len(pins(name))
        assert not re.search(r"https?://|--index|--find-links", lock)


class TestCompose:
    @pytest.mark.parametrize("name", SERVICES)
    def test_every_container_is_closed(self, name: str) -> None:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert "privileged" not in service
        assert not [each for each in service.get("volumes", ()) if "docker.sock" in each]

    def test_nothing_runs_as_root(self) -> None:
        users = {name: COMPOSE["services"][name].get("user", "of the image") for name in SERVICES}
        assert users == {"nginx": "101:101", "database": "postgres", "web1": "of the image", "web2": "of the image"}

    def test_nginx_alone_is_reached_from_outside(self) -> None:
        assert [name for name in SERVICES if COMPOSE["services"][name].get("ports")] == ["nginx"]
        assert COMPOSE["networks"]["back"]["internal"] is True
        assert COMPOSE["services"]["database"]["networks"] == ["back"]
        assert COMPOSE["services"]["nginx"]["networks"] == ["front"]

    @pytest.mark.parametrize("name", WEB)
    def test_secrets_are_asked_for_and_settings_are_known(self, name: str) -> None:
        environment = COMPOSE["services"][name]["environment"]
        assert set(environment) <= set(VARIABLES)
        for each in ("DASHBOARD_URL", "DASHBOARD_SECRET_KEY"):
            assert re.fullmatch(r"\$\{\w+:\?.+\}", environment[each]), each
        assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]

    def test_the_settings_start_a_dashboard(self) -> None:
        given = {
            "DASHBOARD_URL": "https://diplomacy.example.org",
            "DASHBOARD_SECRET_KEY": "zT7w-9Qk_Lm3xVb5RnY1pHs8",
            "POSTGRES_PASSWORD": "secret",
        }
        environment = {
            name: re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda found: given.get(found[1], found[2]), str(value))
            for name, value in COMPOSE["services"]["web1"]["environment"].items()
        }
        settings = Settings.from_env(environment)
        front = ip_network(COMPOSE["networks"]["front"]["ipam"]["config"][0]["subnet"])
        assert settings.is_production
        assert settings.proxies == (front,)
        assert settings.database == "postgresql://dashboard:secret@database/dashboard"

    def test_a_node_that_is_made_anew_keeps_the_address_that_nginx_knows(self) -> None:
        front = COMPOSE["networks"]["front"]["ipam"]["config"][0]
        fixed = [ip_address(COMPOSE["services"][name]["networks"]["front"]["ipv4_address"]) for name in WEB]
        assert len(set(fixed)) == len(WEB)
        assert [each for each in fixed if each not in ip_network(front["subnet"])] == []
        assert [each for each in fixed if each in ip_network(front["ip_range"])] == [], "others may get it meanwhile"

    def test_nginx_knows_the_nodes_by_their_names(self) -> None:
        assert re.findall(r"server (\w+):8050", NGINX) == list(WEB)
        published = {each.split(":")[1] for each in COMPOSE["services"]["nginx"]["ports"]}
        assert published == set(re.findall(r"listen (\d+)", NGINX))


class TestNginx:
    def test_overwrites_what_clients_claim(self) -> None:
        assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
        assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
        assert "proxy_add_x_forwarded_for" not in NGINX

    def test_repeats_posts_only_where_twice_is_once(self) -> None:
        repeated = [
            place for place, body in re.findall(r"location (?:= )?(\S+) \{([^}]*)\}", NGINX) if "non_idempotent" in body
        ]
        assert repeated == ["/_dash-update-component", "/submit"]

    def test_speaks_no_old_tls(self) -> None:
        assert re.findall(r"ssl_protocols (.*);", NGINX) == ["TLSv1.2 TLSv1.3"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
class TestUnit:
    @pytest.fixture
    def unit(self, tmp_path: Path) -> Path:
        """The unit with a Python that is on this machine."""
        text = UNIT.read_text(encoding="utf-8")
        place = tmp_path / UNIT.name
        place.write_text(text.replace("/opt/dashboard/bin/python", sys.executable), encoding="utf-8")
        return place

    def test_is_a_unit_that_systemd_takes(self, unit: Path) -> None:
        command = ["systemd-analyze", "verify", "--man=no", "--generators=no", str(unit)]
        verified = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (verified.returncode, verified.stderr) == (0, "")

    def test_leaves_little_open(self, unit: Path) -> None:
        command = ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={MOST_EXPOSED}"]
        judged = subprocess.run([*command, str(unit)], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stdout[-200:]


class TestWords:
    def test_each_way_is_told_in_ten_lines(self) -> None:
        text = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
        ways = {part.split("\n", 1)[0]: part for part in text.split("\n## ")[1:]}
        assert len(ways) == 3
        for name, part in ways.items():
            assert len(re.findall(r"^\d+\. ", part, re.MULTILINE)) == 10, name

    def test_every_setting_that_is_named_exists(self) -> None:
        text = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
        assert set(re.findall(r"\b(DASHBOARD_[A-Z_]+)", text)) <= set(VARIABLES)
