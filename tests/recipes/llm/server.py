"""A loopback server that speaks the chat completions wire protocol, good and bad."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request, and the means to answer it in any way."""

    handler: BaseHTTPRequestHandler
    request: dict[str, Any]
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def format(self) -> str:
        return str((self.request.get("response_format") or {}).get("type", "text"))

    def say(self, text: str, *, pieces: int = 3) -> None:
        """Answer as a stream of server-sent events."""
        self._head(200, "text/event-stream")
        size = max(1, -(-len(text) // pieces))
        for start in range(0, len(text), size):
            delta = {"choices": [{"index": 0, "delta": {"content": text[start : start + size]}}]}
            self._write(f"data: {json.dumps(delta, ensure_ascii=False)}\n\n")
        self._write("data: [DONE]\n\n")

    def say_at_once(self, text: str) -> None:
        """Answer as one JSON body, as servers do that do not stream."""
        self._head(200, "application/json")
        self._write(json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}))

    def fail(self, status: int, **headers: str) -> None:
        self._head(status, "application/json", **headers)
        self._write(json.dumps({"error": {"message": "no", "type": "x"}}))

    def raw(self, body: bytes, *, every_s: float = 0.0) -> None:
        """Answer with bytes as they are, one at a time when `every_s` is set."""
        self._head(200, "text/event-stream")
        pieces = [bytes([byte]) for byte in body] if every_s else [body]
        for piece in pieces:
            self.handler.wfile.write(piece)
            self.handler.wfile.flush()
            time.sleep(every_s)

    def _head(self, status: int, kind: str, **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.send_header("Connection", "close")
        self.handler.end_headers()

    def _write(self, text: str) -> None:
        self.handler.wfile.write(text.encode())


@dataclass
class Served:
    """Where the server listens, and every request it was sent."""

    base_url: str
    seen: list[dict[str, Any]]


@contextmanager
def chat_server(behave: Behaviour) -> Iterator[Served]:
    """Serve chat completions on loopback as `behave` does."""
    seen: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            request = json.loads(self.rfile.read(length))
            seen.append(request)
            try:
                behave(Exchange(self, request, seen))
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_address[1]}/v1", seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
