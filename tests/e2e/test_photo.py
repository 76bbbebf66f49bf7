"""Searching by a photo, by something in it, and by a part of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Enter, convert_photo
from tests.e2e.visitor import PHONE, Visitor
from ui.words import words

CAMERA_TIMEOUT_MS = 40_000
"""A full picture from the camera is several megabytes as PNG."""


def test_whole_photo_is_searched_by_and_things_in_it_are_proposed(anyone: Visitor, photo: Path) -> None:
    whole = anyone.changes_gallery(lambda: anyone.upload(photo))
    expect(anyone.heading).to_have_text(words.RESULTS_PHOTO)
    expect(anyone.part(words.WHOLE_PHOTO)).to_have_attribute("aria-pressed", "true")
    box = anyone.page.locator(".ch-box").first
    expect(box).to_be_visible()
    proposed = anyone.page.locator(".ch-parts [data-box]").nth(1)
    expect(proposed).to_have_text(box.inner_text())
    anyone.changes_gallery(proposed.click)
    expect(proposed).to_have_attribute("aria-pressed", "true")
    expect(anyone.part(words.WHOLE_PHOTO)).to_have_attribute("aria-pressed", "false")
    assert anyone.changes_gallery(anyone.part(words.WHOLE_PHOTO).click) == whole
    assert anyone.overflow_px() <= 0


def test_photos_of_two_visitors_at_once_never_mix(enter: Enter, tmp_path: Path) -> None:
    one, other, nobody = enter(), enter(), enter()
    front = nobody.found()
    photos = [convert_photo(f"*{name}*", tmp_path) for name in ("sofa", "lamp")]
    for visitor, photo in zip((one, other), photos, strict=True):
        visitor.upload(photo)
    stages = [visitor.page.locator(".ch-stage") for visitor in (one, other)]
    for visitor, stage in zip((one, other), stages, strict=True):
        expect(visitor.heading).to_have_text(words.RESULTS_PHOTO)
        expect(stage).to_be_visible()
    assert stages[0].locator("img").get_attribute("src") != stages[1].locator("img").get_attribute("src")
    assert stages[0].get_attribute("data-photo") != stages[1].get_attribute("data-photo")
    assert one.found() != other.found()
    alone = one.found()
    other.page.locator("[data-remove]").click()
    expect(stages[1]).to_have_count(0)
    expect(stages[0]).to_be_visible()
    # The photo that is still held answers the next search too.
    one.changes_gallery(lambda: one.say("red"))
    expect(one.heading).to_have_text(words.RESULTS_BOTH.format(text="red"))
    one.changes_gallery(lambda: one.say(""))
    assert one.found() == alone
    expect(nobody.page.locator(".ch-stage")).to_have_count(0)
    assert nobody.found() == front


def test_box_on_the_photo_is_clickable(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    box = visitor.page.locator(".ch-box").last
    visitor.changes_gallery(lambda: box.click(force=True))
    expect(box).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator(".ch-frame")).to_be_visible()


def test_crop_is_drawn_by_hand(anyone: Visitor, photo: Path) -> None:
    anyone.changes_gallery(lambda: anyone.upload(photo))
    anyone.part(words.BY_HAND).click()
    frame, canvas = anyone.page.locator(".ch-frame"), anyone.page.locator(".ch-canvas")
    expect(frame).to_be_visible()
    area = canvas.bounding_box()
    assert area
    anyone.page.mouse.move(area["x"] + 10, area["y"] + 10)
    anyone.page.mouse.down()
    anyone.page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 3, steps=4)
    anyone.changes_gallery(anyone.page.mouse.up)
    drawn = frame.bounding_box()
    assert drawn
    assert abs(drawn["width"] - (area["width"] / 2 - 10)) < 6
    expect(anyone.part(words.BY_HAND)).to_have_attribute("aria-pressed", "true")


def test_crop_moves_by_keyboard(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    expect(visitor.page.locator(".ch-box").first).to_be_visible()
    visitor.part(words.BY_HAND).click()
    frame = visitor.page.locator(".ch-frame")
    expect(frame).to_be_focused()
    before = frame.bounding_box()
    for _ in range(4):
        frame.press("ArrowLeft")
    frame.press("Shift+ArrowDown")
    after = frame.bounding_box()
    assert before and after
    assert after["x"] < before["x"]
    assert after["height"] > before["height"]


def test_next_photo_forgets_the_crop(visitor: Visitor, photo: Path, tmp_path: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.changes_gallery(visitor.part(words.BY_HAND).click)
    (tmp_path / "same.jpg").write_bytes(photo.read_bytes() + b" ")
    visitor.changes_gallery(lambda: visitor.upload(tmp_path / "same.jpg"))
    expect(visitor.part(words.WHOLE_PHOTO)).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator(".ch-frame")).to_be_hidden()


def test_photo_stays_inside_the_page(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    source = visitor.page.locator(".ch-canvas > img").get_attribute("src")
    assert source
    assert source.startswith("data:image/jpeg;base64,")


def test_photo_never_makes_a_phone_scroll_away_from_it(enter: Enter, photo: Path) -> None:
    visitor = enter(size=PHONE)
    visitor.changes_gallery(lambda: visitor.upload(photo))
    expect(visitor.part(words.WHOLE_PHOTO)).to_be_in_viewport()


def test_problem_with_a_photo_stands_beside_it_until_a_good_one_comes(
    visitor: Visitor, photo: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"this is no picture")
    visitor.upload(tmp_path / "broken.jpg")
    expect(visitor.problem).to_contain_text("This picture cannot be read")
    visitor.changes_gallery(lambda: visitor.upload(photo))
    expect(visitor.problem).to_have_count(0)


def test_photo_from_the_camera_is_searched_by(visitor: Visitor) -> None:
    visitor.page.get_by_label("Capture from camera").click()
    visitor.page.get_by_text("Click to Access Webcam").click()
    # A click before the first frame takes no picture.
    visitor.page.wait_for_function("() => document.querySelector('#ch-photo video')?.currentTime > 0")
    visitor.page.get_by_label("capture photo").click()
    expect(visitor.heading).to_have_text(words.RESULTS_PHOTO, timeout=CAMERA_TIMEOUT_MS)
    expect(visitor.page.locator(".ch-canvas > img")).to_be_visible()


def test_picture_dropped_on_the_photo_takes_its_place(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    drop = """async () => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([blob], 'dropped.png', { type: 'image/png' }));
      const stage = document.querySelector('.ch-stage');
      stage.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }"""
    visitor.changes_gallery(lambda: visitor.page.evaluate(drop))
    expect(visitor.page.locator(".ch-canvas")).to_have_attribute("style", "--ratio:1.0000")
