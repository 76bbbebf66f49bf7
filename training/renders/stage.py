"""The studio: a model is set up in Blender and its passes are rendered. Runs in the interpreter that has `bpy`.

One run a view gives everything that any variant of the piece needs: the light that falls on it, its reflections, which
part each pixel belongs to, and where on the piece it lies. `compose` makes pictures of that.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import OpenEXR

from training.renders.passes import Part, Passes, write_passes
from training.renders.scenery import View, set_camera, set_ground, set_light
from training.renders.staged_model import UnusableModel, load_model


def main() -> None:
    """Render the jobs of a JSON file, one a line on standard output when done: id, seconds, reason of a failure."""
    jobs = json.loads(Path(sys.argv[1]).read_text())
    for job in jobs:
        started = time.monotonic()
        reason = ""
        try:
            render_job(job)
        except UnusableModel as exc:
            reason = str(exc)
        except Exception as exc:  # one broken model must not end a run of hundreds
            reason = f"{type(exc).__name__}: {exc}"
            traceback.print_exc(file=sys.stderr)
        print(json.dumps({"id": job["id"], "seconds": time.monotonic() - started, "reason": reason}), flush=True)


def render_job(job: dict[str, Any]) -> None:
    """Render all views of one job that are not there yet and write their passes.

    Raises:
        UnusableModel: the model has no faces, or absurd dimensions.
    """
    views = [(Path(path), View(**view)) for path, view in job["views"] if not Path(path).exists()]
    if not views:
        return
    _clear_scene()
    parts = load_model(job)
    for path, view in views:
        _set_up(view, job, len(parts))
        with tempfile.TemporaryDirectory() as folder:
            passes = _render(Path(folder), parts)
        write_passes(path, passes)


def _clear_scene() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def _set_up(view: View, job: dict[str, Any], part_count: int) -> None:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "GPU" if _use_gpu() else "CPU"
    scene.cycles.samples = job["samples"]
    scene.cycles.use_adaptive_sampling = False
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 4
    scene.cycles.diffuse_bounces = 3
    scene.cycles.glossy_bounces = 2
    scene.cycles.transparent_max_bounces = 8
    scene.cycles.pixel_filter_type = "BLACKMAN_HARRIS"
    scene.cycles.seed = 7
    scene.render.threads_mode, scene.render.threads = "FIXED", job["threads"]
    scene.render.use_persistent_data = True
    scene.render.film_transparent = True
    scene.render.resolution_x = scene.render.resolution_y = job["size_px"]
    scene.render.resolution_percentage = 100
    ground = [item for item in scene.objects if item.type == "MESH" and item.name.split()[0] in {"floor", "room"}]
    for item in ground:
        bpy.data.objects.remove(item, do_unlink=True)
    pieces = [item for item in scene.objects if item.type == "MESH"]
    set_ground(view, job["floor"], job["family"], pieces)
    set_light(view)
    set_camera(view, pieces)
    _set_passes(part_count)


def _use_gpu() -> bool:
    preferences = bpy.context.preferences.addons.get("cycles")
    if preferences is None:
        return False
    for kind in ("OPTIX", "CUDA", "HIP"):
        try:
            preferences.preferences.compute_device_type = kind
        except TypeError:
            continue
        preferences.preferences.refresh_devices()
        if any(device.type == kind for device in preferences.preferences.devices):
            return True
    return False


def _set_passes(part_count: int) -> None:
    layer = bpy.context.scene.view_layers[0]
    for name in ("diffuse_direct", "diffuse_indirect", "diffuse_color", "glossy_direct", "glossy_indirect",
                 "glossy_color", "position", "normal"):  # fmt: skip
        setattr(layer, f"use_pass_{name}", True)
    layer.cycles.denoising_store_passes = False
    for number in range((part_count + 2) // 3):
        if f"part{number}" not in layer.aovs:
            layer.aovs.add().name = f"part{number}"


def _render(folder: Path, parts: list[Part]) -> Passes:
    scene = bpy.context.scene
    _set_compositor(folder, len(parts))
    bpy.ops.render.render(write_still=False)
    (path,) = folder.glob("*.exr")
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = {name: channel.pixels for name, channel in file.channels().items()}
    size = scene.render.resolution_x

    def read(name: str, letters: str = "RGB") -> np.ndarray:
        options = [f"{name}.{letter}" for letter in letters]
        if options[0] not in channels:
            options = [f"{name}.{letter}" for letter in {"RGB": "XYZ", "XYZ": "RGB"}[letters]]
        return np.stack([np.asarray(channels[option], dtype=np.float32) for option in options], axis=-1)

    alpha = np.asarray(channels["alpha.V"] if "alpha.V" in channels else channels["alpha.R"], np.float32).reshape(
        size, size
    )
    # Light passes hold nothing for the share of a pixel that looks past everything.
    share = np.maximum(alpha, 0.05)
    masks = np.concatenate([read(f"part{number}") for number in range((len(parts) + 2) // 3)], axis=-1)
    return Passes(
        parts=tuple(parts),
        masks=masks[..., : len(parts)].clip(0, 1),
        diffuse=read("diffuse").mean(axis=-1) / share,
        gloss=read("gloss").mean(axis=-1) / share,
        albedo=read("albedo").clip(0, 1),
        position=read("position"),
        normal=read("normal"),
        alpha=alpha,
    )


def _set_compositor(folder: Path, part_count: int) -> None:
    """Sum the light passes, take their noise away, and write everything into one file."""
    scene = bpy.context.scene
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layer = tree.nodes.new("CompositorNodeRLayers")
    output = tree.nodes.new("CompositorNodeOutputFile")
    output.base_path = str(folder / "passes")
    output.format.file_format = "OPEN_EXR_MULTILAYER"
    output.format.color_depth = "32"
    output.file_slots.clear()

    def mix(kind: str, first: Any, second: Any) -> Any:
        node = tree.nodes.new("CompositorNodeMixRGB")
        node.blend_type = kind
        node.inputs[0].default_value = 1.0
        tree.links.new(first, node.inputs[1])
        tree.links.new(second, node.inputs[2])
        return node.outputs[0]

    def denoise(socket: Any) -> Any:
        node = tree.nodes.new("CompositorNodeDenoise")
        node.prefilter = "FAST"
        tree.links.new(socket, node.inputs["Image"])
        tree.links.new(layer.outputs["Normal"], node.inputs["Normal"])
        return node.outputs[0]

    gloss = mix("MULTIPLY", mix("ADD", layer.outputs["GlossDir"], layer.outputs["GlossInd"]), layer.outputs["GlossCol"])
    sockets = {
        "diffuse": denoise(mix("ADD", layer.outputs["DiffDir"], layer.outputs["DiffInd"])),
        "gloss": denoise(gloss),
        "albedo": layer.outputs["DiffCol"],
        "position": layer.outputs["Position"],
        "normal": layer.outputs["Normal"],
        "alpha": layer.outputs["Alpha"],
    }
    sockets |= {f"part{number}": layer.outputs[f"part{number}"] for number in range((part_count + 2) // 3)}
    for name, socket in sockets.items():
        output.layer_slots.new(name)
        tree.links.new(socket, output.inputs[name])


if __name__ == "__main__":
    main()
