"""Pictures from anywhere become RGB, or a sentence says why not."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalog import PictureTooLarge, PictureUnreadable, check_picture, open_picture
from catalog.picture import MAX_BYTES, MAX_SIDE_PX


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims to be huge and holds no pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def test_transparency_lies_on_white() -> None:
    image = open_picture(encode(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG"))
    assert image.mode == "RGB"
    assert image.getpixel((4, 4)) == (255, 255, 255)


def test_palette_with_a_transparent_colour_lies_on_white() -> None:
    source = Image.new("P", (8, 8), 0)
    source.putpalette([10, 20, 30])
    assert open_picture(encode(source, "PNG", transparency=0)).getpixel((0, 0)) == (255, 255, 255)


def test_cmyk_becomes_the_same_colour() -> None:
    red, green, blue = open_picture(encode(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")).getpixel((4, 4))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (32768, 128), (65535, 255)])
def test_sixteen_bits_keep_their_shades(value: int, expected: int) -> None:
    pixels = np.full((8, 8), value, dtype=np.uint16)
    pixels[0, 0] = 65535
    image = open_picture(encode(Image.fromarray(pixels), "PNG"))
    assert abs(image.getpixel((4, 4))[0] - expected) <= 1


def test_exif_rotation_is_applied() -> None:
    source = Image.new("RGB", (40, 20), "white")
    exif = source.getexif()
    exif[0x0112] = 6
    assert open_picture(encode(source, "JPEG", exif=exif)).size == (20, 40)


def test_first_frame_of_an_animation_counts() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    animation = encode(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert open_picture(animation).getpixel((4, 4)) == (255, 0, 0)


def test_large_photo_is_reduced_and_keeps_its_shape() -> None:
    assert open_picture(encode(Image.new("RGB", (4000, 2000)), "JPEG")).size == (MAX_SIDE_PX, MAX_SIDE_PX // 2)


def test_picture_of_a_caller_is_left_as_it_was() -> None:
    source = Image.new("RGB", (3000, 3000))
    assert open_picture(source).size == (MAX_SIDE_PX, MAX_SIDE_PX)
    assert source.size == (3000, 3000)


def test_picture_that_a_caller_has_opened_and_not_read_keeps_its_size() -> None:
    source = Image.open(io.BytesIO(encode(Image.new("RGB", (6000, 6000)), "JPEG")))
    open_picture(source)
    assert source.size == (6000, 6000)


def test_dark_sixteen_bits_stay_dark_and_fractions_of_one_do_not_turn_black() -> None:
    dark = open_picture(encode(Image.fromarray(np.full((8, 8), 200, dtype=np.uint16)), "PNG"))
    light = open_picture(encode(Image.fromarray(np.full((8, 8), 1.0, dtype=np.float32)), "TIFF"))
    assert dark.getpixel((4, 4))[0] <= 1
    assert light.getpixel((4, 4))[0] == 255


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 8_000)])
def test_pixel_limit_is_checked_before_decoding(size: tuple[int, int]) -> None:
    # There are no pixels in it: only a header check can call it too large rather than damaged.
    with pytest.raises(PictureTooLarge, match="megapixels"):
        open_picture(png_header(*size))


def test_byte_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.jpg"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PictureTooLarge, match="at most 30 MB"):
        open_picture(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture at all",
        b"%PDF-1.7 ...",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        encode(Image.effect_noise((300, 300), 80), "JPEG")[:2000],
        encode(Image.effect_noise((300, 300), 80), "PNG")[:2000],
        encode(Image.effect_noise((300, 300), 80), "WEBP")[:500],
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
    ids=["empty", "text", "pdf", "svg", "signature", "cut jpeg", "cut png", "cut webp", "postscript"],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(PictureUnreadable, match="Try a JPEG, PNG or WebP photo"):
        open_picture(data)


def test_message_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable) as caught:
        open_picture(tmp_path / "missing.jpg")
    assert str(tmp_path) not in str(caught.value)


def test_header_check_gives_the_size_without_decoding() -> None:
    assert check_picture(encode(Image.effect_noise((300, 200), 80), "JPEG")[:2000]) == (300, 200)
