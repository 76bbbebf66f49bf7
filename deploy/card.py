"""The front matter of README.md, by which a Hugging Face Space is set up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huggingface_hub import metadata_load

COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
MAX_SHORT_DESCRIPTION = 60
# Source: https://huggingface.co/docs/hub/spaces-config-reference; `license` is every repository's.
TYPES: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "emoji": str,
    "colorFrom": str,
    "colorTo": str,
    "sdk": str,
    "sdk_version": str,
    "python_version": str,
    "suggested_hardware": str,
    "suggested_storage": str,
    "app_file": str,
    "app_build_command": str,
    "app_port": int,
    "base_path": str,
    "fullWidth": bool,
    "header": str,
    "short_description": str,
    "models": list,
    "datasets": list,
    "tags": list,
    "thumbnail": str,
    "pinned": bool,
    "hf_oauth": bool,
    "hf_oauth_expiration_minutes": int,
    "hf_oauth_scopes": list,
    "hf_oauth_authorized_org": (str, list),
    "disable_embedding": bool,
    "startup_duration_timeout": str,
    "custom_headers": dict,
    "preload_from_hub": list,
    "license": str,
}
NEEDED = ("title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "python_version", "app_file", "license",
          "short_description", "tags")  # fmt: skip


def check_card(root: Path) -> list[str]:
    """Return what is wrong with the front matter of `README.md` in a folder, a sentence each."""
    return find_problems(metadata_load(root / "README.md") or {}, root)


def find_problems(card: Mapping[str, Any], root: Path) -> list[str]:
    """Return what is wrong with a front matter whose Space has its files in `root`, a sentence each."""
    problems = [f"'{key}' is missing." for key in NEEDED if key not in card]
    for key, value in card.items():
        if key not in TYPES:
            problems.append(f"'{key}' is no key that Spaces document.")
        elif not isinstance(value, TYPES[key]):
            problems.append(f"'{key}' has the wrong type ({type(value).__name__}); quote it, or make it a list.")
    if problems:
        return problems
    for key in ("colorFrom", "colorTo"):
        if card[key] not in COLOURS:
            problems.append(f"'{key}' is none of {', '.join(sorted(COLOURS))}.")
    if len(card["short_description"]) > MAX_SHORT_DESCRIPTION:
        problems.append(f"'short_description' is longer than {MAX_SHORT_DESCRIPTION} characters.")
    if not (root / card["app_file"]).is_file():
        problems.append(f"'app_file' names {card['app_file']}, which is not there.")
    if not re.fullmatch(r"3\.\d+(\.\d+)?", card["python_version"]):
        problems.append("'python_version' is no version such as \"3.11\".")
    installed = re.search(r"^gradio==(\S+)$", (root / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    if installed and card["sdk_version"] != installed[1]:
        problems.append(f"'sdk_version' is {card['sdk_version']}, but requirements.txt has gradio {installed[1]}.")
    if card["sdk"] != "gradio":
        problems.append("'sdk' is not gradio.")
    return problems
