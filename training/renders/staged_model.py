"""A model on the stage: the right way up, at its size, every material replaced by a neutral one. Needs `bpy`."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from training.renders.passes import MAX_PARTS, Part
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


def load_model(job: dict[str, Any]) -> list[Part]:
    """Return the parts of a job's model, after importing and placing it.

    Raises:
        UnusableModel: it has no faces, too many, a missing texture, or absurd dimensions.
    """
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


def list_vertices(objects: list[Any]) -> np.ndarray:
    """Return all vertices of some meshes in metres, `(n, 3)`."""
    clouds = []
    for item in objects:
        flat = np.empty(len(item.data.vertices) * 3, dtype=np.float32)
        item.data.vertices.foreach_get("co", flat)
        world = np.array(item.matrix_world)
        clouds.append(flat.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3])
    return np.concatenate(clouds)


def _bounds(objects: list[Any]) -> tuple[np.ndarray, np.ndarray]:
    cloud = list_vertices(objects)
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
