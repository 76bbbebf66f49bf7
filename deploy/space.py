"""The app as a Hugging Face Space: `python -m deploy.space upload OWNER/NAME`, and `check`, which starts it as one."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import open_clip
from gradio_client import Client
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, RepoCard
from huggingface_hub.errors import HfHubHTTPError, LocalTokenNotFoundError

from deploy.card import check_card
from search import PRESETS

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = (".ci/", "benchmarks/", "deploy/", "tests/", "training/")
"""What a Space does not need to run."""
KEPT = {".gitattributes"}
"""What the hub itself puts into a Space."""
START_TIMEOUT_S = 240


def main() -> int:
    """Run the command that the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.space", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check the front matter, and start the app as a Space does")
    upload = commands.add_parser("upload", help="upload the tracked files")
    upload.add_argument("space", help="owner/name; the token is read from HF_TOKEN or `hf auth login`")
    upload.add_argument("--encoder", choices=PRESETS, default="compact", help="the encoder that the Space uses")
    options = parser.parse_args()
    problems = check_card(ROOT)
    if problems:
        print("\n".join(f"README.md: {problem}" for problem in problems), file=sys.stderr)
        return 1
    if options.command == "check":
        return check_start()
    try:
        print(f"{options.space} is uploaded: {upload_space(options.space, options.encoder)}")
    except LocalTokenNotFoundError:
        print("There is no token: set HF_TOKEN, or run `hf auth login`.", file=sys.stderr)
        return 1
    except HfHubHTTPError as exc:
        print(f"The hub refused: {exc.server_message or exc}", file=sys.stderr)
        return 1
    return 0


def tracked_files(root: Path = ROOT) -> list[str]:
    """Return the paths of the files that belong to a Space, as git tracks them, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    return [path for path in listed.split("\0") if path and not path.startswith(LEFT_OUT)]


def write_card(space: str, encoder: str) -> bytes:
    """Return README.md as the Space has it: with its own thumbnail, and the weights to fetch when it is built."""
    card = RepoCard.load(ROOT / "README.md")
    card.data["thumbnail"] = f"https://huggingface.co/spaces/{space}/resolve/main/docs/screenshots/search.webp"
    if repository := find_weights(encoder):
        card.data["preload_from_hub"] = [repository]
    return str(card).encode()


def find_weights(encoder: str) -> str:
    """Return the hub's repository of an encoder's weights, or an empty text where they are bundled."""
    spec = PRESETS[encoder]
    if spec.pretrained:
        config = open_clip.get_pretrained_cfg(spec.model, spec.pretrained)
        return str(config.get("hf_hub") or "").strip("/")
    return spec.model.removeprefix("hf-hub:") if spec.model.startswith("hf-hub:") else ""


def upload_space(space: str, encoder: str = "compact") -> str:
    """Make the Space hold the tracked files, as one commit, and return its address.

    The Space is made if it is not there. What is too large for its git goes to the hub's large-file store, which
    huggingface_hub sees to.

    Raises:
        HfHubHTTPError: the hub refused.
        LocalTokenNotFoundError: there is no token.
    """
    api = HfApi()
    variables = [{"key": "CHAISE_ENCODER", "value": encoder}]
    address = api.create_repo(space, repo_type="space", space_sdk="gradio", exist_ok=True, space_variables=variables)
    paths = tracked_files()
    gone = set(api.list_repo_files(space, repo_type="space")) - set(paths) - KEPT
    changes: list[CommitOperationAdd | CommitOperationDelete] = [CommitOperationDelete(path) for path in sorted(gone)]
    for path in paths:
        content = write_card(space, encoder) if path == "README.md" else str(ROOT / path)
        changes.append(CommitOperationAdd(path, content))
    api.create_commit(space, changes, commit_message="Update the app", repo_type="space")
    return str(address)


def check_start() -> int:
    """Start a copy of the tracked files as a Space does, search once, and return the exit code."""
    wanted = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "-r", "requirements.txt"],
        cwd=ROOT,
        check=False,
    )
    if wanted.returncode:
        print("requirements.txt cannot be installed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        home = Path(folder) / "app"
        for path in tracked_files():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, home / path)
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CHAISE_")}
        space = {"SPACE_ID": "owner/chaise", "PORT": port, "CHAISE_HOST": "127.0.0.1", "CHAISE_DATA": f"{folder}/data"}
        app = subprocess.Popen([sys.executable, "app.py"], cwd=home, env=kept | space)
        try:
            return _search_once(f"http://127.0.0.1:{port}", app)
        finally:
            app.terminate()
            app.wait()


def _search_once(address: str, app: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + START_TIMEOUT_S
    while app.poll() is None and time.monotonic() < deadline:
        try:
            records = Client(address, verbose=False).predict(None, "red armchair", api_name="/search")
        except httpx.TransportError:  # not listening yet
            time.sleep(1)
            continue
        print(f"The Space starts and finds '{records[0]['title']}' for 'red armchair'.")
        return 0
    print("The app did not start as a Space does; see what it said above.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
