"""The two towers as one checkpoint in open_clip's `local-dir:` form: a configuration and half-precision weights."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import open_clip
import torch
from safetensors.torch import save_file

from training.checkpoint.image_tower import ImageTower
from training.checkpoint.pictures import MEAN, STD
from training.checkpoint.space import DIM
from training.checkpoint.text_tower import TEXT_CFG
from training.checkpoint.trunk import NAME

WEIGHTS_NAME = "open_clip_model.safetensors"
CONFIG_NAME = "open_clip_config.json"


def write_checkpoint(folder: Path, images: ImageTower, texts: dict[str, torch.Tensor], image_size: int) -> None:
    """Write the checkpoint; a folder that is there is replaced file by file, each whole or not at all."""
    config = {
        "model_cfg": {
            "embed_dim": DIM,
            "custom_text": True,
            "vision_cfg": {
                "timm_model_name": NAME,
                "timm_model_pretrained": False,
                "timm_pool": "avg",
                "timm_proj": "linear",
                "timm_proj_bias": True,
                "image_size": image_size,
            },
            "text_cfg": TEXT_CFG,
        },
        "preprocess_cfg": {
            "size": [image_size, image_size],
            "mean": [MEAN] * 3,
            "std": [STD] * 3,
            "interpolation": "bicubic",
            "resize_mode": "longest",
            "fill_color": 255,
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        fresh = Path(temporary)
        (fresh / CONFIG_NAME).write_text(json.dumps(config, indent=2) + "\n")
        state = _join_towers(images, texts, config["model_cfg"])
        save_file({key: value.half().contiguous() for key, value in state.items()}, str(fresh / WEIGHTS_NAME))
        for name in (WEIGHTS_NAME, CONFIG_NAME):
            shutil.move(fresh / name, folder / name)


def _join_towers(
    images: ImageTower, texts: dict[str, torch.Tensor], model_cfg: dict[str, object]
) -> dict[str, torch.Tensor]:
    model = open_clip.CustomTextCLIP(**{key: value for key, value in model_cfg.items() if key != "custom_text"})
    state = model.state_dict()
    trunk = images.trunk.network.state_dict()
    for key in state:
        if key.startswith("visual.trunk."):
            state[key] = trunk[key.removeprefix("visual.trunk.")]
        elif key.startswith("text."):
            state[key] = texts[key.removeprefix("text.")]
    state["visual.head.proj.weight"] = images.head.weight.detach()
    state["visual.head.proj.bias"] = images.head.bias.detach()
    return state
