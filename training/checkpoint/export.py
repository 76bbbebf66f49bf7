"""The two towers as one checkpoint in open_clip's `local-dir:` form: a configuration and half-precision weights."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import open_clip
import torch
from safetensors.torch import save_file

from training.checkpoint.image_tower import TRUNK, Student
from training.checkpoint.pictures import MEAN, STD
from training.checkpoint.space import DIM, TEXT_DIM, TYPE_DIM, Floats
from training.checkpoint.text_tower import TEXT_CFG

WEIGHTS_NAME = "open_clip_model.safetensors"
CONFIG_NAME = "open_clip_config.json"


def write_checkpoint(
    folder: Path, student: Student, tower: dict[str, torch.Tensor], visual: tuple[Floats, Floats],
    visual_scale: float, attribute_scale: float, image_size: int,
) -> None:  # fmt: skip
    """Write the checkpoint; a folder that is there is replaced file by file, each whole or not at all.

    `visual` is the map and offset of `fit_visual_part`. The scales weigh the visual and the attribute part of a
    picture's embedding beside its type part, before the whole is brought to unit length.
    """
    config = {
        "model_cfg": {
            "embed_dim": DIM,
            "custom_text": True,
            "vision_cfg": {
                "timm_model_name": TRUNK,
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
        state = _join_towers(student, tower, visual, visual_scale, attribute_scale, config["model_cfg"])
        save_file({key: value.half().contiguous() for key, value in state.items()}, str(fresh / WEIGHTS_NAME))
        for name in (WEIGHTS_NAME, CONFIG_NAME):
            shutil.move(fresh / name, folder / name)


def _join_towers(
    student: Student, tower: dict[str, torch.Tensor], visual: tuple[Floats, Floats],
    visual_scale: float, attribute_scale: float, model_cfg: dict[str, object],
) -> dict[str, torch.Tensor]:  # fmt: skip
    model = open_clip.CustomTextCLIP(**{key: value for key, value in model_cfg.items() if key != "custom_text"})
    state = model.state_dict()
    trunk = student.trunk.state_dict()
    for key in state:
        if key.startswith("visual.trunk."):
            state[key] = trunk[key.removeprefix("visual.trunk.")]
        elif key.startswith("text."):
            state[key] = tower[key.removeprefix("text.")]
    scales = torch.ones(TEXT_DIM, 1)
    scales[TYPE_DIM:] = attribute_scale
    weight, offset = (torch.from_numpy(part) * visual_scale for part in visual)
    state["visual.head.proj.weight"] = torch.cat([student.head.weight.detach() * scales, weight])
    state["visual.head.proj.bias"] = torch.cat([student.head.bias.detach() * scales[:, 0], offset])
    return state
