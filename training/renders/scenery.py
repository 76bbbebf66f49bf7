"""What is around a model: the ground, the light and the camera. Needs `bpy`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from training.renders.room import build_room
from training.renders.staged_model import list_vertices


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
    room: bool = False
    """Whether it stands in a room, with sunlight through a window, and not in the studio."""


def set_ground(view: View, floor: bool, family: str, objects: list[Any]) -> None:
    """Build a room around the piece, or lay a white studio floor below it if it stands on one."""
    if view.room:
        build_room(family, list_vertices(objects), view.sun_azimuth, view.sun_elevation)
    elif floor:
        _lay_floor()


def _lay_floor() -> None:
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


def set_light(view: View) -> None:
    """Light the stage with a soft sun and a sky."""
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


def set_camera(view: View, objects: list[Any]) -> None:
    """Stand the camera so that the piece fills the frame and lies in its middle."""
    scene = bpy.context.scene
    camera = scene.camera
    if camera is None:
        camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        scene.collection.objects.link(camera)
        scene.camera = camera
    camera.data.lens, camera.data.sensor_width = view.focal_mm, 36.0
    camera.data.clip_start, camera.data.clip_end = 0.01, 1000.0
    cloud = list_vertices(objects)
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
