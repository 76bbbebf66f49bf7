"""A visitor's photo as the page holds it, for that visitor's session alone."""

from __future__ import annotations

import base64
import io
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from catalog import open_picture

PREVIEW_PX = 720


@dataclass(frozen=True, slots=True, eq=False)
class HeldPhoto:
    """A photo to search by. Two are the same only where they are one object, so a new upload is a new photo."""

    picture: Image.Image
    preview: str
    """A smaller JPEG as a `data:` address: the photo goes back to its visitor and is never under an address."""
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Tells this upload from every other, of the same picture too."""


def hold_photo(source: Path | str) -> HeldPhoto:
    """Return the photo, decoded once for all searches by it.

    Raises:
        PictureTooLarge, PictureUnreadable: as `catalog.open_picture`.
    """
    picture = open_picture(source)
    small = picture.copy()
    small.thumbnail((PREVIEW_PX, PREVIEW_PX), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=82)
    return HeldPhoto(picture, f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}")
