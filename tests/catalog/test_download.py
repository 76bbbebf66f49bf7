"""Pictures from the web: limits, retries, redirects and refusals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog import PictureElsewhere, PictureTooLarge, PictureUnreachable
from catalog import download as download_module
from catalog.download import Downloader
from tests.catalog.picture_server import PictureServer, encode_picture, serve_pictures


@pytest.fixture
def server() -> Iterator[tuple[str, PictureServer]]:
    with serve_pictures() as served:
        yield served


@pytest.fixture
def downloader() -> Iterator[Downloader]:
    downloader = Downloader(allow_private=True, pause_s=0.01)
    yield downloader
    downloader.close()


def test_picture_arrives_with_what_tells_a_change(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    address, _ = server
    first = downloader.fetch(f"{address}/picture/7.png")
    assert first.data == encode_picture(7)
    assert downloader.fetch(f"{address}/picture/7.png", first.etag).data is None


def test_what_fails_for_a_moment_is_tried_again(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    address, pictures = server
    assert downloader.fetch(f"{address}/flaky").data
    assert pictures.asked["/flaky"] == 3


def test_what_is_gone_is_not_asked_for_again(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    address, pictures = server
    with pytest.raises(PictureUnreachable, match="404"):
        downloader.fetch(f"{address}/gone")
    assert pictures.asked["/gone"] == 1


def test_bytes_beyond_the_limit_are_not_read(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    with pytest.raises(PictureTooLarge):
        downloader.fetch(f"{server[0]}/huge")


def test_slow_server_is_given_up(
    server: tuple[str, PictureServer], downloader: Downloader, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, pictures = server
    monkeypatch.setattr(download_module, "READ_TIMEOUT_S", 0.1)
    pictures.delay_s = 0.5
    hasty = Downloader(allow_private=True, pause_s=0.01)
    with pytest.raises(PictureUnreachable, match="in time"):
        hasty.fetch(f"{address}/picture/1.png")
    hasty.close()


@pytest.mark.parametrize(
    "address", ["http://", "https://:80/x", "http://[bad/x.jpg", "http://a b/x.jpg", "http://x..y/"]
)
def test_address_that_is_none_is_refused_in_words(downloader: Downloader, address: str) -> None:
    with pytest.raises(PictureUnreachable):
        downloader.fetch(address)


def test_redirects_in_a_circle_end(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    with pytest.raises(PictureUnreachable, match="redirects"):
        downloader.fetch(f"{server[0]}/circle")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433"])
def test_this_machine_is_refused_however_it_is_written(server: tuple[str, PictureServer], host: str) -> None:
    address, pictures = server
    guarded = Downloader(pause_s=0.01)
    with pytest.raises(PictureElsewhere, match="--allow-private"):
        guarded.fetch(address.replace("127.0.0.1", host) + "/picture/1.png")
    guarded.close()
    assert not pictures.asked


def test_redirect_into_a_private_network_is_refused(
    server: tuple[str, PictureServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    from catalog import connection

    address, pictures = server
    # The first hop stands for a public server: its address alone is taken for public.
    monkeypatch.setattr(connection, "is_public", lambda ip: ip == "127.0.0.1")
    pictures.redirect_to = "http://[::1]:1/metadata"
    guarded = Downloader(pause_s=0.01)
    with pytest.raises(PictureElsewhere):
        guarded.fetch(f"{address}/redirect")
    guarded.close()
    assert pictures.asked["/redirect"] == 1


def test_redirect_to_another_scheme_is_refused(server: tuple[str, PictureServer], downloader: Downloader) -> None:
    address, pictures = server
    pictures.redirect_to = "file:///etc/passwd"
    with pytest.raises(PictureUnreachable):
        downloader.fetch(f"{address}/redirect")
