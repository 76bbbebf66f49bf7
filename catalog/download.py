"""Pictures fetched from the web, within limits of time, size and place."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from catalog.connection import AddressRefused, GuardedTransport
from catalog.errors import PictureElsewhere, PictureTooLarge, PictureUnreachable
from catalog.picture import MAX_BYTES

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 15.0
TOTAL_TIMEOUT_S = 60.0
"""For one picture: a server that drips its bytes is given up as well."""
ATTEMPTS = 3
MAX_WAIT_S = 20.0
MAX_REDIRECTS = 5
HEADERS = {"User-Agent": "chaise-import", "Accept": "image/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Download:
    """What a server answered."""

    data: bytes | None
    """`None` where the server says that the picture is still the one known."""
    etag: str = ""
    modified: str = ""


class Downloader:
    """Fetches pictures; safe to call from several threads."""

    def __init__(self, allow_private: bool = False, max_connections: int = 16, pause_s: float = 0.5) -> None:
        self._pause_s = pause_s
        self._client = httpx.Client(
            transport=GuardedTransport(allow_private, max_connections),
            headers=HEADERS,
            timeout=httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S, pool=None),
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            # A proxy of the environment would connect for us, past the guard.
            trust_env=False,
        )

    def close(self) -> None:
        self._client.close()

    def fetch(self, address: str, etag: str = "", modified: str = "") -> Download:
        """Return the picture's bytes, trying again where that may help.

        With the `etag` or the date of a picture that is known already, the server is asked whether it has changed.

        Raises:
            PictureUnreachable: the server does not give it.
            PictureElsewhere: the address, or one that it redirects to, is not public.
            PictureTooLarge: it has more than `MAX_BYTES` bytes.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        for attempt in range(1, ATTEMPTS + 1):
            wait_s = self._pause_s * 4 ** (attempt - 1)
            try:
                return self._fetch_once(address, headers)
            except (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError) as exc:
                failure = PictureUnreachable("the server does not answer in time", "try again later")
                failure.__cause__ = exc
            except httpx.HTTPStatusError as exc:
                failure = _explain_status(exc.response.status_code)
                if exc.response.status_code not in (408, 425, 429, 500, 502, 503, 504):
                    raise failure from exc
                wait_s = max(wait_s, _retry_after_s(exc.response.headers))
            except (
                httpx.TooManyRedirects,
                httpx.InvalidURL,
                httpx.UnsupportedProtocol,
                httpcore.UnsupportedProtocol,
                ValueError,
            ) as exc:
                raise PictureUnreachable("the address, or what it redirects to, is none", "mend the address") from exc
            except AddressRefused as exc:
                raise PictureElsewhere(
                    "leads into a private network or to this machine, which is refused; --allow-private allows it"
                ) from exc
            except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as exc:
                failure = PictureUnreachable("the connection failed", "check the address, or try again later")
                failure.__cause__ = exc
            if attempt < ATTEMPTS:
                time.sleep(min(wait_s, MAX_WAIT_S))
        raise failure

    def _fetch_once(self, address: str, headers: Mapping[str, str]) -> Download:
        deadline = time.monotonic() + TOTAL_TIMEOUT_S
        with self._client.stream("GET", address, headers=headers) as response:
            etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
            if response.status_code == 304:
                return Download(None, etag, modified)
            response.raise_for_status()
            data = bytearray()
            for chunk in response.iter_raw():
                data += chunk
                if len(data) > MAX_BYTES:
                    raise PictureTooLarge(len(data) / 1e6, MAX_BYTES / 1e6, "MB")
                if time.monotonic() > deadline:
                    raise TimeoutError
            return Download(bytes(data), etag, modified)


def _explain_status(status: int) -> PictureUnreachable:
    if status in (404, 410):
        return PictureUnreachable(f"there is nothing at its address ({status})", "mend the address")
    if status in (401, 403):
        return PictureUnreachable(f"the server forbids it ({status})", "make the picture public")
    if status == 429:
        return PictureUnreachable("the server asks for fewer requests (429)", "import again later; what is there stays")
    return PictureUnreachable(f"the server answers {status}", "try again later")


def _retry_after_s(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return float(text) if text.isdecimal() else 0.0
