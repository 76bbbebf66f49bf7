"""The demo shop's making, as far as it needs no Blender."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from training.renders.backdrops import Backdrop, Room
from training.renders.colours import SHADES, name_colour, to_lab, to_srgb
from training.renders.compose import Finish, compose, compose_linear
from training.renders.models import parse_properties, read_pieces
from training.renders.passes import Part, Passes, read_passes, write_passes
from training.renders.roles import guess_role
from training.renders.shapes import make_shapes
from training.renders.textures import smooth_noise, texture
from training.renders.types import find_type
from training.renders.variants import draw_variant, list_variants, main_part

SEAT, LEG, PANE = (
    Part("fabric", (0.5, 0.5, 0.5), 0.8, False),
    Part("wood", (0.4, 0.2, 0.1), 0.15, False),
    Part("glass", (1, 1, 1), 0.05, False),
)


@pytest.fixture
def passes() -> Passes:
    """Return a chair of two halves, seat above leg, with an open floor around it, evenly lit."""
    masks = np.zeros((32, 32, 2), dtype=np.float32)
    masks[4:16, 8:24, 0] = 1
    masks[16:28, 8:24, 1] = 1
    plane = np.ones((32, 32), dtype=np.float32)
    space = np.stack([*np.mgrid[0:1:32j, 0:1:32j], np.zeros((32, 32))], axis=-1).astype(np.float32)
    return Passes(
        (SEAT, LEG),
        masks,
        plane,
        0 * plane,
        0.5 * np.ones((32, 32, 3), np.float32),
        space,
        space * 0 + [0, 0, 1],
        plane,
    )


def test_properties_of_a_library_are_read() -> None:
    common, models = parse_properties(
        "license=Public domain\r\nname#1=Frame H\\u00f4i An\nwidth#1 = 14.5\nname#12=Sofa\n# c#2=x"
    )
    assert common == {"license": "Public domain"}
    assert models == {1: {"name": "Frame Hôi An", "width": "14.5"}, 12: {"name": "Sofa"}}


@pytest.mark.parametrize(
    ("name", "library_category", "model", "noun"),
    [
        ("Corner sofa", "Living room", "x", "corner sofa"),
        ("Table", "Living room", "living_room_table", "coffee table"),
        ("Chair", "Office", "office_chair", "desk chair"),
        ("Bedside table", "Bedroom", "x", "bedside table"),
        ("Sofa", "Vehicles", "x", None),
        ("Stapler", "Office", "stapler", None),
    ],
)
def test_kind_follows_from_the_name(name: str, library_category: str, model: str, noun: str | None) -> None:
    kind = find_type(name, library_category, model)
    assert (kind.noun if kind else None) == noun


@pytest.mark.parametrize(
    ("name", "family", "role"),
    [("oak_top", "table", "wood"), ("Chrome", "chair", "metal"), ("cuir noir", "soft", "leather"),
     ("Verre", "table", "glass"), ("mirror", "wall", "mirror"),
     ("material_3", "soft", "fabric"), ("leaf2", "plant", "plant")],
)  # fmt: skip
def test_role_follows_from_the_material(name: str, family: str, role: str) -> None:
    assert guess_role(name, family, (0.5, 0.5, 0.5), 0.0, 1.0, False) == role


@pytest.mark.parametrize("shade", SHADES, ids=lambda shade: shade.name)
def test_every_shade_is_called_by_its_own_word(shade) -> None:
    if shade.word not in {"gold", "silver"}:
        assert name_colour(shade.linear()) == shade.word


def test_lab_of_known_colours() -> None:
    # CIE Lab of sRGB white, and of pure sRGB red, as the standard's tables give them.
    assert to_lab(np.ones(3)) == pytest.approx([100, 0, 0], abs=0.1)
    assert to_lab(np.array([1.0, 0, 0])) == pytest.approx([53.2, 80.1, 67.2], abs=0.3)


def test_an_evenly_lit_part_has_the_colour_of_its_finish(passes: Passes) -> None:
    red, oak = next(shade for shade in SHADES if shade.name == "brick red"), Finish("oak")
    linear = compose_linear(passes, (Finish("cotton", red), oak), Backdrop(), detail=False)
    assert linear[8, 16] == pytest.approx(red.linear(), abs=1e-5)
    picture = np.asarray(compose(passes, (Finish("cotton", red), oak), detail=False)) / 255
    assert picture[8, 16] == pytest.approx(to_srgb(red.linear()), abs=0.01)


def test_legs_of_wood_stay_wood_when_the_seat_turns_red() -> None:
    variants = list_variants((SEAT, LEG, PANE), "chair", 5, "seed")
    assert len({variant.colour for variant in variants}) == len(variants) == 5
    assert len({variant.finishes[0] for variant in variants}) == 5
    assert {variant.finishes[1] for variant in variants} == {variants[0].finishes[1]}
    assert variants[0].finishes[1].material in {"oak", "walnut", "wenge"}


def test_variants_are_the_same_in_every_run() -> None:
    assert list_variants((SEAT, LEG), "soft", 4, "x") == list_variants((SEAT, LEG), "soft", 4, "x")


def test_a_piece_of_glass_alone_keeps_its_looks() -> None:
    assert main_part((PANE,)) == -1
    assert draw_variant((PANE,), "table", random.Random(0)).colour == ""


def test_backdrop_shows_where_the_piece_is_not(passes: Passes) -> None:
    linear = compose_linear(passes, (Finish("oak"), Finish("oak")), Backdrop(floor=(0.2, 0.4, 0.6)), detail=False)
    assert linear[1, 1] == pytest.approx([0.2, 0.4, 0.6], abs=1e-5)


def test_a_room_has_a_floor_below_its_wall_and_leaves_the_piece_alone(passes: Passes) -> None:
    passes.normal[:10] = [0, -1, 0]
    passes.position[:10, :, 2] = 1.5
    covered = passes.masks.sum(axis=-1)
    drawn = Room(floor=(0.1, 0.1, 0.1), wall=(0.9, 0.2, 0.2), boards=False).draw(passes, covered)
    assert drawn[2, 2] == pytest.approx([0.9, 0.2, 0.2], abs=0.1)
    assert drawn[30, 2] == pytest.approx([0.1, 0.1, 0.1], abs=0.02)
    finishes = (Finish("linen", next(s for s in SHADES if s.word == "red")), Finish("oak"))
    studio, room = (compose_linear(passes, finishes, behind, detail=False) for behind in (Backdrop(), Room()))
    assert studio[6:14, 10:22] == pytest.approx(room[6:14, 10:22])


@pytest.mark.parametrize("material", ["oak", "linen", "velvet", "leather", "marble", "rattan", "wool", "steel"])
def test_textures_keep_the_brightness_of_their_material(passes: Passes, material: str) -> None:
    surface = texture(material, passes.position, passes.normal)
    assert surface.shape == (32, 32)
    assert 0.75 < surface.mean() < 1.25
    assert surface.std() > 0


def test_noise_is_smooth_and_the_same_for_the_same_seed() -> None:
    points = np.stack([np.linspace(0, 4, 400), np.zeros(400), np.zeros(400)], axis=-1)
    noise = smooth_noise(points, 3)
    assert (noise == smooth_noise(points, 3)).all()
    assert np.abs(np.diff(noise)).max() < 0.05
    assert noise.std() > 0.1


def test_passes_come_back_as_they_were(passes: Passes, tmp_path: Path) -> None:
    write_passes(tmp_path / "a" / "p.npz", passes)
    back = read_passes(tmp_path / "a" / "p.npz")
    assert back.parts == passes.parts
    assert back.masks == pytest.approx(passes.masks, abs=1 / 255)
    assert back.position == pytest.approx(passes.position, abs=1e-3)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["p.npz"]


def test_a_killed_write_leaves_nothing_half_done(
    passes: Passes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(KeyboardInterrupt):
        write_passes(tmp_path / "p.npz", passes)
    assert not (tmp_path / "p.npz").exists()


def test_own_shapes_are_closed_enough_to_render(tmp_path: Path) -> None:
    made = make_shapes(tmp_path)
    assert len({piece.id for piece, _ in made}) == len(made) > 40
    for piece, path in made:
        text = path.read_text()
        assert "usemtl" in text and "\nf " in text, piece.id
        assert 1 < max(piece.width_cm, piece.depth_cm, piece.height_cm) < 400, piece.id


def test_missing_models_say_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="sweethome3d-furniture"):
        read_pieces(tmp_path)
