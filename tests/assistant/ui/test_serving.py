"""How the page is served: closed but for what it needs, and stopped cleanly."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.errors import BadSettings
from assistant.ui.page import build_page
from assistant.ui.serving import (
    LARGEST,
    LARGEST_FILE,
    _Guarded,
    address,
    application,
    is_loopback,
    listen,
    run,
)

ROOT = Path(__file__).parents[3]


class _EmptyDesk:
    """A desk with one brand and nothing on record."""

    alone = True

    notices: tuple[str, ...] = ()

    writer = None

    def strategies(self, locale: str) -> list[tuple[str, str]]:
        return []

    def conversations_of(self, name: str | None) -> list[Any]:
        return []

    def brands(self) -> list[Any]:
        from knowledge.model import Brand

        return [Brand("moulin", "Moulin d'Aval")]

    def passage_count(self, brand: str) -> int:
        return 0

    def platforms(self) -> list[tuple[str, str]]:
        return [("x", "X")]

    def commitments(self, brand: str | None = None) -> list[Any]:
        return []

    def example_posts(self, brand: str) -> list[Any]:
        return []

    def draft(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("no post is drafted here")


@pytest.fixture(scope="module")
def page() -> Any:
    return build_page(_EmptyDesk(), "moulin")


@pytest.fixture(scope="module")
def page_address(page: Any) -> Iterator[str]:
    app = application(page, "127.0.0.1")
    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    def on_ready(at: str) -> None:
        told.append(at)
        ready.set()

    with listen("127.0.0.1", 0) as one:
        server = threading.Thread(
            target=run,
            args=(app, one),
            kwargs={"open_browser": False, "on_ready": on_ready, "until": over},
        )
        server.start()
        assert ready.wait(30)
        yield told[0]
        over.set()
        server.join(15)
        assert not server.is_alive(), "the page stops when it is told to"


def _get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    # No proxy: a test never leaves this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def test_one_answer_alone_says_which_room_is_seen_when_the_page_opens(page: Any) -> None:
    """Two, on their way at once, would show the inbox to whoever came by a notice's link."""
    steps = page.config["dependencies"]
    rows = next(set(s["outputs"]) for s in steps if s["api_name"] == "entered")
    opening = {s["id"] for s in steps if any(event == "load" for _, event in s["targets"])}
    while more := {s["id"] for s in steps if s["trigger_after"] in opening} - opening:
        opening |= more
    assert len([s for s in steps if s["id"] in opening and rows & set(s["outputs"])]) == 1


def test_every_answer_forbids_what_comes_from_elsewhere(page_address: str) -> None:
    """Fault 38: were an image to reach the page, the browser would not fetch it."""
    for path in ("", "config", "gradio_api/info", "nothing-here"):
        _, headers, _ = _get(page_address + path)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "img-src 'self' data: blob:" in policy
        assert "connect-src 'self';" in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_the_page_names_nothing_to_load_from_elsewhere(page_address: str) -> None:
    status, _, body = _get(page_address)
    assert status == 200
    page = body.decode()
    assert "fonts.googleapis.com" not in page
    assert 'rel="preconnect"' not in page


def test_no_function_is_offered_as_an_interface(page_address: str) -> None:
    _, _, body = _get(page_address + "gradio_api/info")
    assert json.loads(body) == {"named_endpoints": {}, "unnamed_endpoints": {}}


@pytest.mark.parametrize(
    "path", ["monitoring", "monitoring/summary", "docs", "redoc", "openapi.json"]
)
def test_what_is_not_used_is_closed(page_address: str, path: str) -> None:
    status, _, body = _get(page_address + path)
    assert status in (403, 404)
    assert b"analytics" not in body


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "pyproject.toml", "../../../../etc/passwd", "https://example.org/"]
)
def test_no_file_and_no_address_can_be_fetched_through_the_page(
    page_address: str, path: str
) -> None:
    status, _, _ = _get(page_address + "gradio_api/file=" + path)
    assert status in (403, 404)


@pytest.mark.parametrize("host", ["attacker.invalid", "127.0.0.1.attacker.invalid:80", "[", ""])
def test_another_name_that_resolves_here_is_not_served(page_address: str, host: str) -> None:
    status, _, body = _get(page_address, Host=host)
    assert status in (400, 421)
    assert b"gradio" not in body.lower()


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860"])
def test_our_own_names_are_served(page_address: str, host: str) -> None:
    assert _get(page_address, Host=host)[0] == 200


@pytest.mark.parametrize("origin", ["https://attacker.invalid", "null", "http://127.0.0.1.nip.io"])
def test_another_site_cannot_read_the_page(page_address: str, origin: str) -> None:
    _, headers, _ = _get(page_address + "config", Origin=origin)
    assert "access-control-allow-origin" not in headers


def test_a_request_brings_no_more_than_the_server_would_hold(page_address: str) -> None:
    """Gradio reads a request whole, however large: one of them could fill the machine's memory."""
    at = urlsplit(page_address)
    line = http.client.HTTPConnection(str(at.hostname), at.port, timeout=30)
    line.putrequest("POST", "/gradio_api/queue/join")
    line.putheader("content-length", str(LARGEST + 1))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


def test_a_file_may_be_larger_where_files_are_uploaded(page_address: str) -> None:
    """It goes to the disk as it comes, and has a limit of its own."""
    at = urlsplit(page_address)
    for size, too_large in ((LARGEST + 1, False), (LARGEST + LARGEST_FILE + 1, True)):
        line = http.client.HTTPConnection(str(at.hostname), at.port, timeout=2)
        line.putrequest("POST", "/gradio_api/upload")
        line.putheader("content-length", str(size))
        line.endheaders()
        try:
            refused = line.getresponse().status == 413
        except TimeoutError:
            refused = False  # It waits for the file.
        assert refused == too_large
        line.close()


def test_a_request_that_does_not_say_its_length_is_cut_off() -> None:
    left, got = [b"x" * 1_000_000] * 20, []

    async def receive() -> Any:
        body = left.pop()
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            got.append(len(message["body"]))
            more = message["more_body"]

    async def send(message: Any) -> None: ...

    scope = {"type": "http", "path": "/", "headers": [(b"transfer-encoding", b"chunked")]}
    asyncio.run(_Guarded(app, None)(scope, receive, send))
    assert sum(got) <= LARGEST


def test_a_taken_port_gives_the_next_free_one() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        if port > 65_000:
            pytest.skip("no room above this port")
        with listen("127.0.0.1", port) as other:
            assert port < other.getsockname()[1] < port + 100


def test_a_host_that_is_not_ours_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadSettings, match="Choose another with `--host`"):
        listen("203.0.113.7", 7860)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((ours, True) for ours in ("127.0.0.1", "localhost", "::1", "[::1]")),
        *((theirs, False) for theirs in ("0.0.0.0", "192.0.2.1", "corail.example")),
    ],
)
def test_loopback_is_known(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_the_address_told_can_be_opened() -> None:
    assert address("127.0.0.1", 7860) == "http://127.0.0.1:7860/"
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address("::1", 80) == "http://[::1]:80/"


def test_importing_the_page_does_not_load_gradio() -> None:
    code = "import sys, assistant.ui.page, assistant.ui.serving; print('gradio' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "False"


_SERVE = """
from assistant.ui.page import serve
from knowledge.model import Brand

class Desk:
    notices = ()
    alone = True
    def brands(self): return [Brand("moulin")]
    def passage_count(self, brand): return 0
    writer = None
    def platforms(self): return [("x", "X")]
    def strategies(self, locale): return []
    def conversations_of(self, name): return []
    def commitments(self, brand=None): return []
    def example_posts(self, brand): return []

serve(Desk(), port=0, default_brand="moulin", open_browser=False,
      on_ready=lambda at: print(at, flush=True))
print("closed behind us")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_signal_ends_the_page_quietly_with_a_tab_still_open() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        at = process.stdout.readline().strip()
        port = int(at.rsplit(":", 1)[1].strip("/"))
        with socket.create_connection(("127.0.0.1", port), timeout=20) as open_page:
            # As a browser's tab does: a stream that never ends by itself.
            open_page.sendall(b"GET /gradio_api/heartbeat/tab HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200 OK" in open_page.recv(4096)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=20)
        assert out == "closed behind us\n"
        assert "Traceback" not in err
        assert "rror" not in err
        assert process.returncode == 0
    finally:
        process.kill()
