"""The doctor looks at where figures are shown."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from bot.config import Metrics
from bot.doctor.findings import Grade
from bot.doctor.metrics_address import metrics


def looked_at(**settings):
    here = SimpleNamespace(config=SimpleNamespace(metrics=Metrics(**settings)))
    return [*metrics(here)]


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return min(port, 60_000)


def test_nothing_is_wrong_where_nothing_listens(free_port):
    assert looked_at() == []
    assert looked_at(listen="127.0.0.1", port=free_port) == []


def test_an_address_that_others_reach_is_told(free_port):
    (finding,) = looked_at(listen="0.0.0.0", port=free_port)  # noqa: S104  nothing listens
    assert finding.grade is Grade.NOTE


@pytest.mark.parametrize(("body", "strange"), [(b"live\n", 0), (b"hello\n", 1)])
def test_another_program_on_the_port_is_told(body, strange):
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = looked_at(listen="127.0.0.1", port=server.server_port)
    server.shutdown()
    server.server_close()
    assert len([each for each in found if str(server.server_port) in each.what]) == strange
