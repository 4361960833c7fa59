"""Compose file, Dockerfile, proxies: what other programs say of them, and what each holds.

No container is started here: nothing pulls an image, builds one or runs one.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest

from bot.__main__ import cli
from tests.deploy.units import DEPLOY, PROCESSES, credentials

DOCKER = DEPLOY / "docker"
COMPOSE = DOCKER / "compose.yaml"
PROXY = DEPLOY / "proxy"
PROGRAMS = DEPLOY.parent / "tests" / "oracles"
LINTER = PROGRAMS / "node_modules" / ".bin" / "dclint"
# The order of keys is ours; what is left tells faults.
MATTERS_OF_TASTE = (
    "service-keys-order",
    "services-alphabetical-order",
    "service-ports-alphabetical-order",
    "top-level-properties-order",
)
READ = """
import YAML from "yaml"; import { readFileSync } from "node:fs";
const text = readFileSync(process.argv[1], "utf8");
console.log(JSON.stringify(YAML.parse(text, { merge: true })));
"""
needs_npm = pytest.mark.skipif(
    not LINTER.exists(), reason="dclint is not installed: npm ci --prefix tests/oracles"
)
OWN = {"intake": "10001:10000", "desk": "10002:10000", "courier": "10003:10000"}


def needs(program: str, package: str | None = None) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None,
        reason=f"{program} is not installed: apt-get install {package or program}",
    )


def run(*command: object, **named: object) -> subprocess.CompletedProcess[str]:
    words = list(map(str, command))
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, **named)


@pytest.fixture(scope="module")
def compose():
    if not LINTER.exists():
        pytest.skip("the reader of YAML is not installed: npm ci --prefix tests/oracles")
    done = run("node", "--input-type=module", "-e", READ, COMPOSE, cwd=PROGRAMS)
    return json.loads(done.stdout)


@needs("docker-compose")
def test_compose_accepts_the_file():
    done = run("docker-compose", "--file", COMPOSE, "config", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")


@needs("docker-compose")
def test_compose_hands_the_webhooks_word_to_the_intake_alone():
    files = ("--file", COMPOSE, "--file", DOCKER / "webhooks.yaml")
    done = run("docker-compose", *files, "--profile", "webhooks", "config")
    assert (done.returncode, done.stderr) == (0, "")
    services = re.split(r"^  ([\w-]+):$", done.stdout, flags=re.MULTILINE)
    handed = [name for name, its in pairwise(services) if "target: webhook.secret" in its]
    assert handed == ["intake"]


@needs_npm
def test_the_file_is_of_the_published_schema_of_compose():
    done = run(LINTER, COMPOSE, "--disable-rule", *MATTERS_OF_TASTE)
    assert done.returncode == 0, done.stdout


def test_no_service_has_more_rights_than_it_needs(compose):
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else []), name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["ulimits"]["core"] == 0, name
        assert service["pids_limit"], name
        assert service["mem_limit"], name
        assert not {"privileged", "network_mode", "pid", "devices", "ipc"} & set(service), name
        assert not any("docker.sock" in str(volume) for volume in service.get("volumes", [])), name


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_is_handed_what_systemd_would_hand_it_under_the_same_names(compose, process):
    service = compose["services"][process]
    handed = {secret["target"] for secret in service["secrets"]}
    of_servers = {"pgpass", "s3.access", "s3.secret"}
    assert handed - of_servers == set(credentials(f"dengwen-{process}.service"))
    # Each has files of its own: nobody's may be read by another one's user.
    for secret in service["secrets"]:
        path = compose["secrets"][secret["source"]]["file"]
        assert path.split("/")[2] == process
    for variable, value in service["environment"].items():
        if variable.endswith("_FILE") and value != "none":
            assert value.removeprefix("/run/secrets/") in handed, variable


def test_every_process_is_another_user_and_nothing_runs_as_root(compose):
    users = {name: compose["services"][name]["user"] for name in PROCESSES}
    assert users == OWN
    made = dict(
        re.findall(r"useradd --uid (\d+) .* dengwen-(\w+)", (DOCKER / "Dockerfile").read_text())
    )
    assert {made[uid.partition(":")[0]] for uid in users.values()} == set(PROCESSES)
    for name, service in compose["services"].items():
        # Caddy binds two low ports and has no right besides.
        assert name == "proxy" or not service["user"].startswith("0"), name


def test_no_secret_stands_in_the_file(compose):
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            secret = re.search("TOKEN|PASSWORD|SECRET|HASH|KEY", variable)
            assert not secret or variable.endswith("_FILE"), (name, variable)
            assert not re.search(r"://[^/@]*:[^/]*@", str(value)), (name, variable)
    used = {
        secret["source"] if isinstance(secret, dict) else secret
        for service in compose["services"].values()
        for secret in service.get("secrets", [])
    }
    assert used == set(compose["secrets"])


def reaches(compose, name):
    """Return which other services one can open a connection to."""
    networks = {each: set(service["networks"]) for each, service in compose["services"].items()}
    return {other for other, its in networks.items() if other != name and its & networks[name]}


def test_who_has_nothing_to_say_to_another_cannot_reach_it(compose):
    servers = {"postgres", "store", "proxy", "bot-api"}
    assert reaches(compose, "courier") & servers == {"postgres", "bot-api"}
    assert reaches(compose, "proxy") == {"intake"}
    assert reaches(compose, "store") == {"intake", "desk"}
    assert "store" not in reaches(compose, "admin")
    inside = {name for name, network in compose["networks"].items() if network.get("internal")}
    for name in ("postgres", "store", "schema", "admin"):
        assert set(compose["services"][name]["networks"]) <= inside, name
    outside = set(compose["networks"]) - inside
    for network in outside:
        members = [n for n, s in compose["services"].items() if network in s["networks"]]
        assert len(members) == 1, network
    published = {name for name, service in compose["services"].items() if service.get("ports")}
    assert published == {"proxy"}


def test_the_store_is_reached_only_where_it_asks_for_a_key(compose):
    command = compose["services"]["store"]["command"]
    assert {"-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.ip.bind=0.0.0.0"} <= set(command)


def test_every_image_has_its_version(compose):
    for name, service in compose["services"].items():
        assert re.search(r":v?[0-9]+\.[0-9][\w.-]*$", service["image"]), name
    base = re.search(r"^ARG BASE=(\S+)", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)
    assert base is not None
    assert re.search(r":[0-9]+\.[0-9]+-slim$", base[1])


def commands(compose):
    for service in compose["services"].values():
        if service["image"].startswith("dengwen:"):
            yield service["command"]
            check = service.get("healthcheck", {})
            assert service["command"][0] in {*PROCESSES, "migrate", "doctor"}
            if "test" in check:
                program, *words = check["test"][1:]
                assert program == "/opt/dengwen/bin/dengwen"
                yield words


def test_the_commands_of_the_services_are_those_of_the_program(compose):
    for words in commands(compose):
        command: click.Command = cli
        rest = list(words)
        while rest and isinstance(command, click.Group):
            command = command.commands[rest.pop(0)]
        options = {word for word in rest if word.startswith("-")}
        assert options <= {option for each in command.params for option in each.opts}


def test_the_image_holds_no_tools_and_nothing_of_whoever_builds_it():
    lines = (DOCKER / "Dockerfile").read_text("utf-8")
    last = lines[lines.rindex("\nFROM ") :]
    assert "pip" not in last
    assert not re.search(r"\b(gcc|make|build-essential|git|curl|python3-venv)\b", last)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", lines, re.MULTILINE)
    sources = {source for line in copied for source in shlex.split(line)}
    allowed = {
        line[1:]
        for line in (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert sources == allowed
    for source in sources:
        assert (DEPLOY.parent / source).exists(), source
    assert re.search(r"^USER [1-9]", last, re.MULTILINE)


def test_hadolint_finds_nothing_in_the_dockerfile():
    done = run(Path(sys.executable).parent / "hadolint", DOCKER / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


@needs("caddy")
def test_caddy_accepts_its_configuration(tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "DENGWEN_DOMAIN": "bot.example.invalid",
        "DENGWEN_INTAKE": "127.0.0.1:8443",
    }
    file = PROXY / "Caddyfile"
    done = run("caddy", "validate", "--adapter", "caddyfile", "--config", file, env=environment)
    assert done.returncode == 0, done.stderr


@needs("nginx", "nginx-light")
@needs("openssl")
def test_nginx_accepts_its_configuration(tmp_path):
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = shlex.split("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=bot")
    run("openssl", *made, "-keyout", key, "-out", certificate)
    text = (PROXY / "nginx.conf").read_text("utf-8")
    text = text.replace("/etc/ssl/dengwen", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n", "utf-8")
    done = run("nginx", "-t", "-q", "-e", "stderr", "-c", whole)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_writes_no_request_down_and_lets_only_telegram_in(name):
    text = (PROXY / name).read_text("utf-8")
    for network in ("149.154.160.0/20", "91.108.4.0/22"):
        assert network in text
    assert "https://core.telegram.org/bots/webhooks" in text
    assert re.search(r"access_log off;|level ERROR", text)
    assert re.search(r"client_max_body_size 1m;|max_size 1MB", text)
