"""The page, its pictures and the endpoint for programs, over HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from search import SearchEngine
from tests.shops import picture
from ui.pictures import THUMBNAIL_PX, picture_url, thumbnail_url
from ui.server import build_app


@pytest.fixture
def client(small_engine: SearchEngine) -> Iterator[TestClient]:
    queries = small_engine.catalog.folder / "queries"
    queries.mkdir()
    picture("blue").save(queries / "blue.png")
    with TestClient(build_app(small_engine)) as client:
        yield client


def test_page_is_served_with_its_title_and_without_a_path(client: TestClient, small_engine: SearchEngine) -> None:
    for address in ("/", "/config"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Chaise" in answer.text
        assert str(small_engine.catalog.folder) not in answer.text


@pytest.mark.parametrize("name", ["fraunces", "instrument-sans"])
def test_fonts_come_from_the_app_itself(client: TestClient, name: str) -> None:
    assert client.get(f"/fonts/{name}.woff2").content.startswith(b"wOF2")


def test_picture_is_the_catalogues_file(client: TestClient, small_engine: SearchEngine) -> None:
    product = small_engine.product("red-sofa")
    answer = client.get("/" + picture_url(product))
    assert answer.content == product.image.read_bytes()
    assert "immutable" in answer.headers["cache-control"]


def test_thumbnail_is_a_small_webp(client: TestClient, small_engine: SearchEngine) -> None:
    answer = client.get("/" + thumbnail_url(small_engine.product("red-sofa")))
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as thumbnail:
        assert max(thumbnail.size) <= THUMBNAIL_PX


@pytest.mark.parametrize("kind", ["pictures", "thumbnails"])
@pytest.mark.parametrize("name", ["nope", "..%2f..%2fproducts.csv", "%2fetc%2fpasswd", "red-sofa/.."])
def test_unknown_picture_is_not_found(client: TestClient, kind: str, name: str) -> None:
    answer = client.get(f"/{kind}/{name}")
    assert answer.status_code == 404


def test_picture_that_has_gone_since_is_not_found(client: TestClient, small_engine: SearchEngine) -> None:
    product = small_engine.product("red-sofa")
    product.image.unlink()
    assert client.get("/" + thumbnail_url(product)).status_code == 404
    assert client.get("/" + picture_url(product)).status_code == 404


@pytest.mark.parametrize("name", ["..%2fproducts.csv", "%2e%2e/products.csv"])
def test_only_the_query_photos_folder_is_open(client: TestClient, name: str) -> None:
    assert client.get("/queries/blue.png").status_code == 200
    assert client.get(f"/queries/{name}").status_code == 404


def test_program_finds_the_endpoint_with_its_parameters_in_order(client: TestClient) -> None:
    endpoints = client.get("/gradio_api/info").json()["named_endpoints"]
    assert list(endpoints) == ["/search", "/similar", "/facets"]
    parameters = endpoints["/search"]["parameters"]
    assert [parameter["parameter_name"] for parameter in parameters] == ["image", "text", "image_weight", "top_k"]
    assert [parameter["parameter_has_default"] for parameter in parameters] == [True, False, True, True]
    assert [parameter.get("parameter_default") for parameter in parameters[2:]] == [0.7, 12]


def ask(client: TestClient, *data: object) -> str:
    """Return the events of a call to the endpoint, as text."""
    call = client.post("/gradio_api/call/search", json={"data": data}).json()["event_id"]
    return client.get(f"/gradio_api/call/search/{call}").text


def test_program_gets_an_answer(client: TestClient) -> None:
    assert '"id": "red-sofa"' in ask(client, None, "red sofa", 0.5, 1)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "/no/such/file.png"])
def test_program_cannot_have_the_server_open_its_own_files(client: TestClient, path: str) -> None:
    answer = ask(client, {"path": path, "meta": {"_type": "gradio.FileData"}}, "red", 0.5, 1)
    assert "event: error" in answer
    assert "Traceback" not in answer
    assert path not in answer
