"""The studio: a model is set up in Blender and its passes are rendered. Runs in the interpreter that has `bpy`.

One run a view gives everything that any variant of the piece needs: the light that falls on it, its reflections, which
part each pixel belongs to, and where on the piece it lies. `compose` makes pictures of that.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import OpenEXR
from mathutils import Matrix, Vector

from training.renders.passes import MAX_PARTS, Part, Passes, write_passes
from training.renders.roles import guess_role

MAX_FACES = 1_500_000
MAX_SIZE_M = 12.0
NEUTRAL_ROUGHNESS = {
    "fabric": 0.95,
    "leather": 0.38,
    "wood": 0.42,
    "metal": 0.28,
    "paint": 0.35,
    "plant": 0.6,
    "mirror": 0.03,
}


class UnusableModel(Exception):
    """The model cannot become a picture; the message says why."""


@dataclass(frozen=True)
class View:
    """Where the camera stands and how the light falls. Angles in degrees; azimuth 0 faces the piece's front."""

    azimuth: float = -32.0
    elevation: float = 16.0
    focal_mm: float = 70.0
    fill: float = 0.9
    sun_azimuth: float = -55.0
    sun_elevation: float = 52.0
    sun_softness: float = 35.0
    sun_share: float = 0.62
    """Of the light on the floor, how much comes from the sun lamp and not from all around."""


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
    parts = _load_model(job)
    for path, view in views:
        _set_up(view, job["size_px"], job["samples"], job["threads"], job["floor"], len(parts))
        with tempfile.TemporaryDirectory() as folder:
            passes = _render(Path(folder), parts)
        write_passes(path, passes)


def _clear_scene() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def _load_model(job: dict[str, Any]) -> list[Part]:
    bpy.ops.wm.obj_import(filepath=job["obj"], forward_axis="NEGATIVE_Z", up_axis="Y", use_split_objects=False)
    objects = [item for item in bpy.context.scene.objects if item.type == "MESH"]
    faces = sum(len(item.data.polygons) for item in objects)
    if not faces:
        raise UnusableModel("it has no faces")
    if faces > MAX_FACES:
        raise UnusableModel(f"it has {faces} faces")
    _place(objects, job)
    return _assign_parts(objects, job["family"])


def _place(objects: list[Any], job: dict[str, Any]) -> None:
    """Turn the model the right way up, scale it to its stated size in metres, and stand it on the floor."""
    # The library's rotation is in the model's own axes (y up); Blender's importer has turned these to z up.
    turn = Matrix([job["rotation"][0:3], job["rotation"][3:6], job["rotation"][6:9]])
    to_z_up = Matrix(((1, 0, 0), (0, 0, -1), (0, 1, 0)))
    rotation = (to_z_up @ turn @ to_z_up.transposed()).to_4x4()
    for item in objects:
        item.matrix_world = rotation @ item.matrix_world
    low, high = _bounds(objects)
    size = high - low
    stated = np.array([job["width_cm"], job["depth_cm"], job["height_cm"]]) / 100.0
    if not np.isfinite(size).all() or size.max() <= 0 or stated.max() > MAX_SIZE_M or stated.max() < 0.02:
        raise UnusableModel(f"its dimensions are absurd: {stated[0]:.2f} x {stated[1]:.2f} x {stated[2]:.2f} m")
    scale = Matrix.Diagonal([*(stated / np.maximum(size, 1e-6)), 1.0])
    centre = Matrix.Translation(Vector((-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])))
    for item in objects:
        item.matrix_world = scale @ centre @ item.matrix_world
    bpy.context.view_layer.update()


def _vertices(objects: list[Any]) -> np.ndarray:
    clouds = []
    for item in objects:
        flat = np.empty(len(item.data.vertices) * 3, dtype=np.float32)
        item.data.vertices.foreach_get("co", flat)
        world = np.array(item.matrix_world)
        clouds.append(flat.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3])
    return np.concatenate(clouds)


def _bounds(objects: list[Any]) -> tuple[np.ndarray, np.ndarray]:
    cloud = _vertices(objects)
    return cloud.min(axis=0), cloud.max(axis=0)


def _assign_parts(objects: list[Any], family: str) -> list[Part]:
    """Return the piece's parts, largest first: materials of one role and like colour are one part.

    Every material is replaced by a neutral one of its role that also writes its part's mask.
    """
    areas: dict[str, float] = {}
    for item in objects:
        if not item.data.materials or not any(item.data.materials):
            item.data.materials.clear()
            item.data.materials.append(bpy.data.materials.new("plain"))
        for polygon in item.data.polygons:
            material = item.data.materials[min(polygon.material_index, len(item.data.materials) - 1)]
            if material:
                areas[material.name] = areas.get(material.name, 0.0) + polygon.area
    described = {}
    for name in areas:
        colour, shininess, opacity, image = _describe(bpy.data.materials[name])
        role = guess_role(name, family, colour, shininess, opacity, image is not None)
        described[name] = (role, colour, image, tuple(round(c * 2.5) for c in colour))
    groups: dict[Any, list[str]] = {}
    for name, (role, _, image, bucket) in described.items():
        groups.setdefault((role, bucket, image is not None), []).append(name)
    ordered = sorted(groups.items(), key=lambda entry: -sum(areas[name] for name in entry[1]))
    parts: list[Part] = []
    for number, ((role, _, _), names) in enumerate(ordered):
        index = min(number, MAX_PARTS - 1)
        if number < MAX_PARTS:
            colour = np.average([described[n][1] for n in names], axis=0, weights=[areas[n] + 1e-9 for n in names])
            share = sum(areas[name] for name in names) / max(sum(areas.values()), 1e-9)
            parts.append(
                Part(role, tuple(float(c) for c in colour), round(share, 4), any(described[n][2] for n in names))
            )
        for name in names:
            _make_neutral(bpy.data.materials[name], described[name][0], described[name][1], described[name][2], index)
    return parts


def _describe(material: Any) -> tuple[tuple[float, float, float], float, float, Any]:
    colour, shininess, opacity, image = (0.6, 0.6, 0.6), 0.0, 1.0, None
    if material.use_nodes:
        for node in material.node_tree.nodes:
            if node.type == "BSDF_PRINCIPLED":
                colour = tuple(node.inputs["Base Color"].default_value[:3])
                shininess = float(node.inputs["Specular IOR Level"].default_value)
                opacity = float(node.inputs["Alpha"].default_value)
            if node.type == "TEX_IMAGE" and node.image is not None and node.outputs["Color"].is_linked:
                if node.image.size[0] == 0:
                    raise UnusableModel(f"its texture {node.image.name} is missing")
                image = node.image
    if image is not None:
        pixels = np.empty(image.size[0] * image.size[1] * image.channels, dtype=np.float32)
        image.pixels.foreach_get(pixels)
        colour = tuple(float(v) for v in pixels.reshape(-1, image.channels)[::17, :3].mean(axis=0) ** 2.2)
    return colour, shininess, opacity, image


def _make_neutral(material: Any, role: str, colour: Any, image: Any, index: int) -> None:
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    output = tree.nodes.new("ShaderNodeOutputMaterial")
    if role == "glass":
        clear, gloss, mix = (
            tree.nodes.new(f"ShaderNode{kind}") for kind in ("BsdfTransparent", "BsdfGlossy", "MixShader")
        )
        clear.inputs["Color"].default_value = (0.9, 0.93, 0.92, 1)
        gloss.inputs["Roughness"].default_value = 0.05
        mix.inputs[0].default_value = 0.22
        tree.links.new(clear.outputs[0], mix.inputs[1])
        tree.links.new(gloss.outputs[0], mix.inputs[2])
        tree.links.new(mix.outputs[0], output.inputs[0])
    else:
        shader = tree.nodes.new("ShaderNodeBsdfPrincipled")
        shader.inputs["Roughness"].default_value = NEUTRAL_ROUGHNESS.get(role, 0.5)
        shader.inputs["Metallic"].default_value = 1.0 if role in {"metal", "mirror"} else 0.0
        shader.inputs["Specular IOR Level"].default_value = 0.15 if role == "fabric" else 0.5
        grey = 0.9 if role in {"metal", "mirror"} else 0.55
        shader.inputs["Base Color"].default_value = (grey, grey, grey, 1)
        if image is not None and role != "metal":
            texture = tree.nodes.new("ShaderNodeTexImage")
            texture.image = image
            tree.links.new(texture.outputs["Color"], shader.inputs["Base Color"])
        tree.links.new(shader.outputs[0], output.inputs[0])
    channel = tree.nodes.new("ShaderNodeOutputAOV")
    channel.aov_name = f"part{index // 3}"
    channel.inputs["Color"].default_value = (*(float(index % 3 == i) for i in range(3)), 1)


def _set_up(view: View, size_px: int, samples: int, threads: int, floor: bool, part_count: int) -> None:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "GPU" if _use_gpu() else "CPU"
    scene.cycles.samples = samples
    scene.cycles.use_adaptive_sampling = False
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 4
    scene.cycles.diffuse_bounces = 3
    scene.cycles.glossy_bounces = 2
    scene.cycles.transparent_max_bounces = 8
    scene.cycles.pixel_filter_type = "BLACKMAN_HARRIS"
    scene.cycles.seed = 7
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    scene.render.use_persistent_data = True
    scene.render.film_transparent = True
    scene.render.resolution_x = scene.render.resolution_y = size_px
    scene.render.resolution_percentage = 100
    pieces = [item for item in scene.objects if item.type == "MESH" and item.name != "floor"]
    _set_floor(floor)
    _set_light(view)
    _set_camera(view, pieces)
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


def _set_floor(wanted: bool) -> None:
    old = bpy.data.objects.get("floor")
    if old:
        bpy.data.objects.remove(old, do_unlink=True)
    if not wanted:
        return
    bpy.ops.mesh.primitive_plane_add(size=400, location=(0, 0, -0.0005))
    plane = bpy.context.object
    plane.name = "floor"
    material = bpy.data.materials.new("floor")
    material.use_nodes = True
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (0.75, 0.75, 0.75, 1)
    shader.inputs["Roughness"].default_value = 1.0
    shader.inputs["Specular IOR Level"].default_value = 0.0
    plane.data.materials.append(material)


def _set_light(view: View) -> None:
    scene = bpy.context.scene
    for item in [item for item in scene.objects if item.type == "LIGHT"]:
        bpy.data.objects.remove(item, do_unlink=True)
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.angle = math.radians(view.sun_softness)
    # A sun of strength pi at the zenith gives a white floor an outgoing light of 1.
    lamp.energy = math.pi * view.sun_share / math.sin(math.radians(view.sun_elevation))
    sun = bpy.data.objects.new("sun", lamp)
    sun.rotation_euler = (math.radians(90 - view.sun_elevation), 0, math.radians(view.sun_azimuth))
    scene.collection.objects.link(sun)
    world = bpy.data.worlds.get("studio") or bpy.data.worlds.new("studio")
    scene.world = world
    world.use_nodes = True
    _build_sky(world.node_tree, 1.0 - view.sun_share)


def _build_sky(tree: Any, strength: float) -> None:
    """Light from all around, brighter above, with two soft boxes for the reflections of metal and lacquer."""
    tree.nodes.clear()
    output, background = tree.nodes.new("ShaderNodeOutputWorld"), tree.nodes.new("ShaderNodeBackground")
    place, split, ramp = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexCoord", "SeparateXYZ", "ValToRGB"))
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[0].color = 0.0, (0.55, 0.55, 0.55, 1)
    ramp.color_ramp.elements[1].position, ramp.color_ramp.elements[1].color = 1.0, (1.25, 1.25, 1.25, 1)
    for position, grey in ((0.30, 0.62), (0.36, 1.7), (0.55, 1.7), (0.62, 0.8)):
        element = ramp.color_ramp.elements.new(position)
        element.color = (grey, grey, grey, 1)
    tree.links.new(place.outputs["Generated"], split.inputs[0])
    tree.links.new(split.outputs["Z"], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], background.inputs["Color"])
    background.inputs["Strength"].default_value = strength
    tree.links.new(background.outputs[0], output.inputs[0])


def _set_camera(view: View, objects: list[Any]) -> None:
    """Stand the camera so that the piece fills the frame and lies in its middle."""
    scene = bpy.context.scene
    camera = scene.camera
    if camera is None:
        camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        scene.collection.objects.link(camera)
        scene.camera = camera
    camera.data.lens, camera.data.sensor_width = view.focal_mm, 36.0
    camera.data.clip_start, camera.data.clip_end = 0.01, 1000.0
    cloud = _vertices(objects)
    cloud = cloud[:: max(1, len(cloud) // 20_000)]
    azimuth, elevation = math.radians(view.azimuth), math.radians(view.elevation)
    backwards = np.array(
        [math.sin(azimuth) * math.cos(elevation), -math.cos(azimuth) * math.cos(elevation), math.sin(elevation)]
    )
    right = np.array([math.cos(azimuth), math.sin(azimuth), 0.0])
    up = np.cross(backwards, right)
    middle = (cloud.min(axis=0) + cloud.max(axis=0)) / 2
    local = (cloud - middle) @ np.stack([right, up, backwards]).T
    tangent = 18.0 / view.focal_mm
    distance = 2.0 * float(np.abs(local).max()) / tangent + 0.05
    for _ in range(12):
        depth = distance - local[:, 2]
        x, y = local[:, 0] / depth, local[:, 1] / depth
        extent = max(x.max() - x.min(), y.max() - y.min()) / 2
        distance *= extent / (view.fill * tangent)
        distance = max(distance, float(local[:, 2].max()) + 0.05)
    depth = distance - local[:, 2]
    x, y = local[:, 0] / depth, local[:, 1] / depth
    camera.data.shift_x = float(x.max() + x.min()) / 2 / (2 * tangent)
    camera.data.shift_y = float(y.max() + y.min()) / 2 / (2 * tangent)
    axes = np.eye(4)
    axes[:3, 0], axes[:3, 1], axes[:3, 2], axes[:3, 3] = right, up, backwards, middle + backwards * distance
    camera.matrix_world = Matrix(axes)


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
