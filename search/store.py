"""Where embeddings are kept: Chroma in a folder, on a server, or in Chroma Cloud, behind one client."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from catalog import Catalog
from search.errors import EncoderMismatch, IndexUnavailable

CLOUD_DOMAIN = "trychroma.com"
CLOUD_ROWS = 300
"""Rows that Chroma Cloud takes or returns at once (its documented quota)."""
MAX_ROWS = 2_000
"""Rows a request elsewhere; Chroma takes at most 5,461."""
CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 30.0
"""How long a shopper waits for a server that has stopped answering; a write of `MAX_ROWS` takes a few seconds."""

_NO_ANSWER = "the Chroma server does not answer. Nothing is lost: it works again as soon as the server does"
_SERVER = "on the Chroma server"


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server, and what it wants to see before it answers."""

    url: str
    token: str = field(default="", repr=False)
    """Sent as a bearer token; Chroma Cloud calls it the API key."""
    ca_file: Path | None = None
    """Certificates to trust in place of the system's: those of a server with a certificate of its owner's own."""
    tenant: str = ""
    database: str = ""
    catalogue: str = ""
    """What the catalogue is called there, in place of its folder's name."""

    @classmethod
    def from_env(cls, url: str | None, environment: Mapping[str, str]) -> Self | None:
        """Return the server at `url` with the rest from the environment, or None where there is no address."""
        if not url:
            return None
        ca_file = environment.get("CHAISE_CHROMA_CA")
        return cls(
            url,
            environment.get("CHAISE_CHROMA_TOKEN", ""),
            Path(ca_file) if ca_file else None,
            environment.get("CHAISE_CHROMA_TENANT", ""),
            environment.get("CHAISE_CHROMA_DATABASE", ""),
            environment.get("CHAISE_CHROMA_CATALOGUE", ""),
        )

    def name_catalogue(self, catalog: Catalog) -> Catalog:
        """Return the catalogue under the name that all machines have for it: where it lies differs between them.

        An imported catalogue has a mark of its own that goes with it, and keeps that.
        """
        if catalog.generation:
            return catalog
        name = self.catalogue or catalog.name
        return replace(catalog, name=name, identity=name)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows one request may write or read by id, and how many it may otherwise ask for."""

    rows: int
    results: int


def connect(folder: Path, server: ChromaServer | None = None) -> ClientAPI:
    """Return a Chroma client: of the server if one is named, else of the folder, which is made.

    Raises:
        IndexUnavailable: the folder cannot be written, or the server does not answer or does not let us in.
    """
    if server:
        with mapped_errors(_SERVER):
            return _connect_to(server)
    with mapped_errors(f"in the folder '{folder.name}'"):
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def limits_of(client: ClientAPI) -> Limits:
    """Return how much one request to this client may write or ask for."""
    host = str(client.get_settings().chroma_server_host or "")
    return Limits(CLOUD_ROWS, CLOUD_ROWS) if _is_cloud(host) else Limits(MAX_ROWS, sys.maxsize)


@contextmanager
def mapped_errors(where: str) -> Iterator[None]:
    """Turn what Chroma, its server's connection or the disk raise into our own error, in plain words.

    Raises:
        IndexUnavailable: anything of that kind was raised inside.
    """
    try:
        yield
    except (IndexUnavailable, EncoderMismatch):
        raise
    except httpx.TransportError as exc:
        raise IndexUnavailable(where, _NO_ANSWER) from exc
    except PermissionError as exc:
        raise IndexUnavailable(where, "its folder cannot be written; name another with CHAISE_INDEX") from exc
    except OSError as exc:
        raise IndexUnavailable(where, f"{exc.strerror or type(exc).__name__}; name another with CHAISE_INDEX") from exc
    except ChromaError as exc:
        raise IndexUnavailable(where, f"Chroma says: {exc}") from exc
    except ValueError as exc:
        # chromadb's HttpClient raises a bare ValueError where no server answers.
        silent = "connect to a Chroma server" in str(exc)
        raise IndexUnavailable(where, _NO_ANSWER if silent else f"Chroma says: {exc}") from exc
    except Exception as exc:
        # An answer that is not Chroma's own, a proxy's in front of it, becomes a bare Exception in chromadb.
        if type(exc) is not Exception:
            raise
        raise IndexUnavailable(where, "what answers at its address is not Chroma; try again in a moment") from exc


def _connect_to(server: ChromaServer) -> ClientAPI:
    parts = _split_address(server.url)
    host = parts.hostname or ""
    settings = ChromaSettings(anonymized_telemetry=False)
    if _is_cloud(host):
        if not server.token:
            raise IndexUnavailable(_SERVER, "Chroma Cloud wants an API key; give it as CHAISE_CHROMA_TOKEN")
        client = chromadb.CloudClient(
            server.tenant or None, server.database or None, server.token, settings, cloud_host=host
        )
        return _with_time_limits(client)
    secure = parts.scheme == "https"
    headers = {"Authorization": f"Bearer {server.token}"} if server.token else {}
    if server.ca_file:
        if not server.ca_file.is_file():
            raise IndexUnavailable(_SERVER, "the file of certificates that CHAISE_CHROMA_CA names is not there")
        settings.chroma_server_ssl_verify = str(server.ca_file)
    _knock(server, parts, headers)
    client = chromadb.HttpClient(
        host=host,
        port=_port(parts),
        ssl=secure,
        headers=headers,
        settings=settings,
        tenant=server.tenant or DEFAULT_TENANT,
        database=server.database or DEFAULT_DATABASE,
    )
    return _with_time_limits(client)


def _split_address(url: str) -> SplitResult:
    parts = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    try:
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or parts.username:
        raise IndexUnavailable(
            _SERVER, "its address has not the form http://host:8000 or https://host; see CHAISE_CHROMA_URL"
        )
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 8000)


def _knock(server: ChromaServer, parts: SplitResult, headers: Mapping[str, str]) -> None:
    """Ask for the server's heartbeat: chromadb's own first request has no time limit, and hides why it failed.

    Raises:
        IndexUnavailable: the server does not let us in, or what answers is no Chroma server.
        httpx.TransportError: nothing answers.
    """
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    address = f"{parts.scheme}://{host}:{_port(parts)}/api/v2/heartbeat"
    timeout = httpx.Timeout(ANSWER_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    verify = str(server.ca_file) if server.ca_file else True
    try:
        answer = httpx.get(address, headers=dict(headers), verify=verify, timeout=timeout)
    except httpx.ConnectError as exc:
        if "CERTIFICATE_VERIFY_FAILED" in str(exc):
            reason = "its certificate is not trusted here; name the certificates to trust with CHAISE_CHROMA_CA"
            raise IndexUnavailable(_SERVER, reason) from exc
        raise
    if answer.status_code in {401, 403}:
        raise IndexUnavailable(_SERVER, "the server does not accept the token; give its own as CHAISE_CHROMA_TOKEN")
    if not answer.is_success:
        raise IndexUnavailable(_SERVER, f"what answers at its address is not Chroma (status {answer.status_code})")


def _with_time_limits(client: ClientAPI) -> ClientAPI:
    # chromadb waits without end for a server that has stopped answering, and has no setting for it.
    session = getattr(getattr(client, "_server", None), "_session", None)
    if isinstance(session, httpx.Client):
        session.timeout = httpx.Timeout(ANSWER_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    return client


def _is_cloud(host: str) -> bool:
    return host == CLOUD_DOMAIN or host.endswith(f".{CLOUD_DOMAIN}")
