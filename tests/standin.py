"""A stand-in for a chat model's server: OpenAI's protocol on loopback, with any fault on demand.

A test says what is answered to each request, and can ask afterwards what was asked. No model is
behind it: what a model makes of a prompt, only a model can tell.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What is answered: words in pieces, or a fault.

    ``finish`` of ``None`` breaks the stream off; ``status`` of 0 closes the connection at once;
    ``hang`` never answers. ``delay`` comes before the first piece, ``pause`` between two; both in
    seconds.
    """

    text: str = ""
    size: int = 12
    delay: float = 0.0
    pause: float = 0.0
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str | None = "stop"
    refusal: str | None = None
    usage: tuple[int, int] = (900, 60)
    hang: bool = False
    error: str | None = None
    """Told in the stream, after the words: servers do so when they are overrun meanwhile."""


def sentences(*told: tuple[str, list[tuple[str, str]]]) -> Answer:
    """A well-formed answer: for each sentence its words, and (id, quote) for each source."""
    return Answer(
        json.dumps(
            {
                "sentences": [
                    {"text": text, "cites": [{"id": i, "quote": q} for i, q in cites]}
                    for text, cites in told
                ]
            }
        )
    )


def scripted(*answers: Answer) -> Callable[[Body], Answer]:
    """Each answer in its turn, and the last one for ever."""
    left = list(answers)
    lock = threading.Lock()

    def respond(_: Body) -> Answer:
        with lock:
            return left.pop(0) if len(left) > 1 else left[0]

    return respond


class StandIn:
    """The server; ``url`` is what a client is given, ``requests`` what it was asked."""

    def __init__(self, respond: Callable[[Body], Answer]) -> None:
        self.requests: list[Body] = []
        self.aborted = 0
        self.spans: list[tuple[Body, float, float]] = []
        """Each question, when it was received and when its answer's last word left, in seconds
        of ``time.perf_counter``."""
        self.first_at: list[float] = []
        """When the first word of each answer left, in seconds of ``time.time``."""
        self.closing = threading.Event()
        self._respond = respond
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> StandIn:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, body: Body) -> Answer:
        self.requests.append(body)
        return self._respond(body)

    def asked(self, number: int = -1) -> str:
        """All that was said in one request."""
        return "\n".join(str(m["content"]) for m in self.requests[number]["messages"])


def _handler(server: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            received = time.perf_counter()
            size = int(self.headers.get("content-length", 0))
            body = json.loads(self.rfile.read(size))
            answer = server.answer(body)
            self.close_connection = True
            if answer.hang:
                server.closing.wait(30)
                return
            if answer.status == 0:
                return
            if answer.status != 200:
                self._whole(answer.status, {"error": {"message": "no"}}, answer.headers)
                return
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("connection", "close")
            self.end_headers()
            try:
                for piece in _events(answer, server):
                    self.wfile.write(f"data: {piece}\n\n".encode())
                    self.wfile.flush()
                server.spans.append((body, received, time.perf_counter()))
            except OSError:
                server.aborted += 1

        def _whole(self, status: int, body: Body, headers: Mapping[str, str]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            told = {"content-type": "application/json", "connection": "close", **headers}
            for name, value in told.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _events(answer: Answer, server: StandIn) -> Iterator[str]:
    time.sleep(answer.delay)

    def chunk(delta: Body, finish: str | None = None, **more: Any) -> str:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        told = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "stand-in"}
        return json.dumps({**told, "choices": choices, **more})

    yield chunk({"role": "assistant", "content": ""})
    if answer.refusal:
        yield chunk({"refusal": answer.refusal})
    for number, at in enumerate(range(0, len(answer.text), answer.size)):
        if number:
            time.sleep(answer.pause)
        else:
            server.first_at.append(time.time())
        yield chunk({"content": answer.text[at : at + answer.size]})
    if answer.error is not None:
        yield json.dumps({"error": {"message": answer.error, "code": 503}})
        return
    if answer.finish is None:
        return
    yield chunk({}, answer.finish)
    prompt, completion = answer.usage
    usage = {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }
    yield chunk({}, usage=usage).replace(
        '"choices": [{"index": 0, "delta": {}, "finish_reason": null}]', '"choices": []'
    )
    yield "[DONE]"
