"""Where the app listens and what it searches, from the environment and the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search import PRESETS, ChromaServer

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """How one run of the app is set up."""

    host: str
    port: int
    encoder: str
    catalog: Path
    index: Path
    server: ChromaServer | None
    mcp: bool = False
    uploads: bool = True

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ, arguments: Sequence[str] | None = None) -> Settings:
        """Return the settings; a flag wins over its environment variable, and that over the default.

        On a Hugging Face Space (`SPACE_ID` is set) the app listens to all addresses, elsewhere to this machine only.
        """
        parser = argparse.ArgumentParser(prog="app.py", description="Furniture search by photo and words.")
        parser.add_argument("--host", default=environment.get("CHAISE_HOST") or _default_host(environment),
                            help="address to listen on (CHAISE_HOST)")  # fmt: skip
        parser.add_argument("--port", type=_read_port, default=environment.get("PORT") or "7860", help="port (PORT)")
        parser.add_argument("--encoder", default=environment.get("CHAISE_ENCODER") or "compact",
                            help=f"{', '.join(PRESETS)}, an open_clip pair model/pretrained, hf-hub:owner/name "
                                 "or local-dir:path (CHAISE_ENCODER)")  # fmt: skip
        parser.add_argument("--catalog", type=Path,
                            default=Path(environment.get("CHAISE_CATALOG") or ROOT / "catalog" / "demo"),
                            help="a feed, its folder, a folder of pictures, or what an import made "
                                 "(CHAISE_CATALOG)")  # fmt: skip
        parser.add_argument("--index", type=Path, default=Path(environment.get("CHAISE_INDEX") or _data(environment)),
                            help="folder of the index (CHAISE_INDEX, or index in CHAISE_DATA)")  # fmt: skip
        parser.add_argument("--chroma-url", default=environment.get("CHAISE_CHROMA_URL") or None,
                            help="a Chroma server to use instead of the folder (CHAISE_CHROMA_URL); its token is "
                                 "read from CHAISE_CHROMA_TOKEN only")  # fmt: skip
        parser.add_argument("--mcp", action="store_true", default=environment.get("CHAISE_MCP", "") in ("1", "true"),
                            help="serve the endpoints as MCP tools; needs gradio[mcp] (CHAISE_MCP=1)")  # fmt: skip
        parser.add_argument("--no-uploads", dest="uploads", action="store_false",
                            default=environment.get("CHAISE_UPLOADS", "") not in ("0", "false"),
                            help="do not let visitors try catalogues of their own (CHAISE_UPLOADS=0)")  # fmt: skip
        chosen = vars(parser.parse_args(arguments))
        server = ChromaServer.from_env(chosen.pop("chroma_url"), environment)
        return cls(**chosen, server=server)


def _data(environment: Mapping[str, str]) -> Path:
    data = environment.get("CHAISE_DATA")
    return Path(data) / "index" if data else ROOT / ".index"


def _default_host(environment: Mapping[str, str]) -> str:
    return "0.0.0.0" if environment.get("SPACE_ID") else "127.0.0.1"


def _read_port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is no port between 1 and 65535")
    return int(text)
