"""The visitor's photo, held and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from catalog import PictureUnreadable
from search import Proposal
from tests.ui.conftest import HOSTILE
from ui.crop import draw_stage
from ui.photo import PREVIEW_PX, hold_photo
from ui.words import words


def test_photo_goes_back_to_its_visitor_only_inside_the_page(blue_photo: str) -> None:
    html = draw_stage(hold_photo(blue_photo))
    assert 'src="data:image/jpeg;base64,' in html
    assert blue_photo not in html
    assert draw_stage(None) == ""


def test_preview_is_small_and_the_photo_keeps_its_shape(tmp_path: Path) -> None:
    Image.effect_noise((4_000, 2_000), 90).save(tmp_path / "large.jpg")
    photo = hold_photo(tmp_path / "large.jpg")
    assert photo.picture.size == (1024, 512)
    assert len(photo.preview) < 4 * PREVIEW_PX * PREVIEW_PX / 3
    assert "--ratio:2.0000" in draw_stage(photo)


def test_two_uploads_are_two_photos(blue_photo: str) -> None:
    assert hold_photo(blue_photo) != hold_photo(blue_photo)


def test_broken_photo_is_refused(broken_photo: str) -> None:
    with pytest.raises(PictureUnreadable):
        hold_photo(broken_photo)


def test_every_proposal_is_a_box_and_a_button(blue_photo: str) -> None:
    html = draw_stage(hold_photo(blue_photo), [Proposal("floor lamp", (0.1, 0.25, 0.5, 1.0), 0.7)])
    assert "left:10.00%;top:25.00%;width:40.00%;height:75.00%" in html
    assert html.count('data-box="[0.1, 0.25, 0.5, 1.0]"') == 2
    assert html.count("floor lamp") == 2
    assert words.WHOLE_PHOTO in html
    assert words.BY_HAND in html


def test_labels_stay_text(blue_photo: str) -> None:
    assert "<img src=x" not in draw_stage(hold_photo(blue_photo), [Proposal(HOSTILE, (0, 0, 1, 1), 0.7)])
