"""Pictures from anywhere, made safe to look at: the one door through which files become pixels."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.errors import PictureError, PictureTooLarge, PictureUnreadable

MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000
MAX_SIDE_PX = 1024
"""Encoders look at some 256 pixels a side; more than this is only memory."""

FORMATS = ("AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
"""Pillow opens many more, some of which start other programs. JPEG covers the phones' multi-picture files too."""


def open_picture(source: Path | str | bytes | Image.Image) -> Image.Image:
    """Return the picture as 8-bit RGB, upright, at most `MAX_SIDE_PX` pixels a side.

    Of an animation the first frame counts, transparency lies on white, 16-bit and CMYK are converted, and the
    camera's orientation is applied. The limits are checked on the header, before anything is decoded.

    Raises:
        PictureTooLarge: more than `MAX_BYTES` bytes or `MAX_PIXELS` pixels.
        PictureUnreadable: missing, empty, cut off, or not a picture of a known format.
    """
    if isinstance(source, Image.Image):
        return _decode(source)
    with _open_header(source) as image:
        # JPEGs alone can be decoded at a fraction of their size, which saves most of the time and memory. A caller's
        # own picture is not ours to change so.
        image.draft("RGB", (2 * MAX_SIDE_PX, 2 * MAX_SIDE_PX))
        return _decode(image)


def check_picture(source: Path | str | bytes) -> tuple[int, int]:
    """Return the picture's (width, height) in pixels from its header alone, without decoding it.

    Raises:
        PictureTooLarge, PictureUnreadable: as `open_picture`, except that a cut-off file may still pass.
    """
    with _open_header(source) as image:
        return image.size


def picture_suffix(source: Path | str | bytes) -> str:
    """Return the usual ending of the picture's format (".jpg"), whatever its file is called.

    Raises:
        PictureTooLarge, PictureUnreadable: as `check_picture`.
    """
    with _open_header(source) as image:
        return _SUFFIXES.get(image.format or "", ".jpg")


_SUFFIXES = {"AVIF": ".avif", "BMP": ".bmp", "GIF": ".gif", "PNG": ".png", "TIFF": ".tif", "WEBP": ".webp"}


def _open_header(source: Path | str | bytes) -> Image.Image:
    data: io.BytesIO | Path
    if isinstance(source, bytes):
        data, size = io.BytesIO(source), len(source)
    else:
        data = Path(source)
        try:
            size = data.stat().st_size
        except (OSError, ValueError) as exc:
            raise PictureUnreadable("the file is not there") from exc
    if size == 0:
        raise PictureUnreadable("the file is empty")
    if size > MAX_BYTES:
        raise PictureTooLarge(size / 1e6, MAX_BYTES / 1e6, "MB")
    try:
        with warnings.catch_warnings():
            # Our own, lower limit is checked right below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(data, formats=FORMATS)
    except Image.DecompressionBombError as exc:
        raise PictureTooLarge(2 * (Image.MAX_IMAGE_PIXELS or 0) / 1e6, MAX_PIXELS / 1e6, "megapixels") from exc
    except UnidentifiedImageError as exc:
        raise PictureUnreadable("it is not a picture in a format we know") from exc
    except Exception as exc:  # Pillow's format plugins raise whatever a broken header leads to
        raise PictureUnreadable("its beginning is damaged") from exc
    try:
        _check_pixels(image)
    except PictureError:
        image.close()
        raise
    return image


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureTooLarge(width * height / 1e6, MAX_PIXELS / 1e6, "megapixels")
    if width < 1 or height < 1:
        raise PictureUnreadable("it has no pixels")


def _decode(image: Image.Image) -> Image.Image:
    _check_pixels(image)
    try:
        image.load()
        rgb = _to_rgb(ImageOps.exif_transpose(image) or image)
    except Exception as exc:  # Pillow's decoders raise OSError, SyntaxError, ValueError, struct.error, ...
        raise PictureUnreadable("the file is damaged or cut off") from exc
    rgb.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    return rgb


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return _from_high_depth(image)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    rgb = image.convert("RGB")
    # A picture handed in by a caller must not be resized under the caller's eyes.
    return rgb.copy() if rgb is image else rgb


def _from_high_depth(image: Image.Image) -> Image.Image:
    """Return 16- and 32-bit greyscale as RGB: Pillow's own conversion clips at 255 and leaves a white page.

    Sixteen bits reach to 65,535; of 32 the largest value tells whether 1, 255 or 65,535 is white.
    """
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0.0, neginf=0.0)
    brightest = float(values.max(initial=0.0))
    scales = [65535.0] if image.mode.startswith("I;16") else [1.0, 255.0, 65535.0][image.mode == "I" :]
    top = next((scale for scale in scales if brightest <= scale), brightest)
    return Image.fromarray((values.clip(0, top) / top * 255.0).astype(np.uint8)).convert("RGB")
