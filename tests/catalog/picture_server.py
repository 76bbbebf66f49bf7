"""A small web server of pictures that counts what it is asked for, and can misbehave."""

from __future__ import annotations

import io
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from catalog.picture import MAX_BYTES


def encode_picture(number: int, size: tuple[int, int] = (120, 120)) -> bytes:
    """Return a PNG that differs from that of every other number."""
    image = Image.new("RGB", size, (number % 256, number // 256 % 256, 128))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


class PictureServer:
    """Serves `/picture/N.png`, and under other paths what goes wrong on the web."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.delay_s = 0.0
        self.colour_offset = 0
        """Changes what every address shows."""
        self.redirect_to = ""

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body for a path."""
        self.asked[path] += 1
        time.sleep(self.delay_s)
        if path.startswith("/picture/"):
            number = int(path.removeprefix("/picture/").removesuffix(".png")) + self.colour_offset
            if headers.get("if-none-match") == f'"{number}"':
                return 304, {"ETag": f'"{number}"'}, b""
            return 200, {"ETag": f'"{number}"'}, encode_picture(number)
        if path == "/flaky" and self.asked[path] < 3:
            return 503, {}, b""
        if path == "/redirect":
            return 302, {"Location": self.redirect_to}, b""
        if path == "/circle":
            return 302, {"Location": "/circle"}, b""
        if path == "/huge":
            return 200, {}, b"\0" * (MAX_BYTES + 1)
        if path == "/page":
            return 200, {"Content-Type": "text/html"}, b"<html>Not here</html>"
        return (200, {}, encode_picture(1)) if path == "/flaky" else (404, {}, b"")


@contextmanager
def serve_pictures() -> Iterator[tuple[str, PictureServer]]:
    """Yield the server's address and the server."""
    pictures = PictureServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            status, answer, body = pictures.answer(self.path, headers)
            try:
                self.send_response(status)
                for key, value in answer.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", pictures
    finally:
        server.shutdown()
        server.server_close()
