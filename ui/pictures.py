"""Product pictures over HTTP, by product id: no path of the machine is ever part of an address."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from cachetools import LRUCache, cached
from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse
from PIL import Image

from catalog import CatalogError, PictureUnreadable, Product, UnknownProduct, open_picture
from search import SearchEngine

THUMBNAIL_PX = 480
ROOM_PX = 1024
CACHED_THUMBNAILS = 2_000
CACHED_ROOMS = 200
ROOM_COLUMN = "room_image"
"""Column of a feed, unknown to the catalogue, with a second picture: the product in a room."""
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def thumbnail_url(product: Product) -> str:
    """Return the address of a product's thumbnail, relative to the page; it changes with the picture."""
    return f"thumbnails/{quote(product.id, safe='')}?v={product.content_hash[:8]}"


def picture_url(product: Product) -> str:
    """Return the address of a product's whole picture, relative to the page; it changes with the picture."""
    return f"pictures/{quote(product.id, safe='')}?v={product.content_hash[:8]}"


def room_url(product: Product) -> str:
    """Return the address of a product's picture in a room, relative to the page."""
    return f"rooms/{quote(product.id, safe='')}?v={product.content_hash[:8]}"


def make_routes(engine: SearchEngine) -> APIRouter:
    """Return the routes `/pictures/{id}`, `/thumbnails/{id}` and `/rooms/{id}` of the engine's catalogue."""
    routes = APIRouter()

    @routes.get("/pictures/{product_id:path}", include_in_schema=False)
    def show_picture(product_id: str) -> Response:
        picture = _find(engine, product_id).image
        if not picture.is_file():
            raise HTTPException(404, "The picture of this product is not there any more.")
        return FileResponse(picture, headers=_FOREVER)

    @routes.get("/thumbnails/{product_id:path}", include_in_schema=False)
    def show_thumbnail(product_id: str) -> Response:
        return _answer(make_thumbnail, _find(engine, product_id))

    @routes.get("/rooms/{product_id:path}", include_in_schema=False)
    def show_room(product_id: str) -> Response:
        return _answer(make_room, _find(engine, product_id))

    @cached(LRUCache(CACHED_THUMBNAILS), key=lambda product: product.content_hash, lock=threading.Lock())
    def make_thumbnail(product: Product) -> bytes:
        return _shrink(product.image, THUMBNAIL_PX)

    @cached(LRUCache(CACHED_ROOMS), key=lambda product: product.id, lock=threading.Lock())
    def make_room(product: Product) -> bytes:
        folder = engine.catalog.folder.resolve()
        room = (folder / product.extra.get(ROOM_COLUMN, "")).resolve()
        # The column is not one that the catalogue's reader has checked.
        if not room.is_relative_to(folder):
            raise PictureUnreadable("it lies outside the catalogue")
        return _shrink(room, ROOM_PX)

    return routes


def _find(engine: SearchEngine, product_id: str) -> Product:
    try:
        return engine.product(product_id)
    except UnknownProduct as exc:
        raise HTTPException(404, str(exc)) from exc


def _answer(make: Callable[[Product], bytes], product: Product) -> Response:
    try:
        return Response(make(product), media_type="image/webp", headers=_FOREVER)
    except CatalogError as exc:
        raise HTTPException(404, str(exc)) from exc


def _shrink(source: Path, side_px: int) -> bytes:
    picture = open_picture(source)
    picture.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=3)
    return buffer.getvalue()
