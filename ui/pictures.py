"""Product pictures over HTTP, by product id: no path of the machine is ever part of an address."""

from __future__ import annotations

import io
import threading
from urllib.parse import quote

from cachetools import LRUCache, cached
from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse
from PIL import Image

from catalog import CatalogError, Product, UnknownProduct, open_picture
from search import SearchEngine

THUMBNAIL_PX = 480
CACHED_THUMBNAILS = 2_000
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def thumbnail_url(product: Product) -> str:
    """Return the address of a product's thumbnail, relative to the page; it changes with the picture."""
    return f"thumbnails/{quote(product.id, safe='')}?v={product.content_hash[:8]}"


def picture_url(product: Product) -> str:
    """Return the address of a product's whole picture, relative to the page; it changes with the picture."""
    return f"pictures/{quote(product.id, safe='')}?v={product.content_hash[:8]}"


def make_routes(engine: SearchEngine) -> APIRouter:
    """Return the routes `/pictures/{id}` and `/thumbnails/{id}` of the engine's catalogue."""
    routes = APIRouter()

    @routes.get("/pictures/{product_id:path}", include_in_schema=False)
    def show_picture(product_id: str) -> Response:
        picture = _find(engine, product_id).image
        if not picture.is_file():
            raise HTTPException(404, "The picture of this product is not there any more.")
        return FileResponse(picture, headers=_FOREVER)

    @routes.get("/thumbnails/{product_id:path}", include_in_schema=False)
    def show_thumbnail(product_id: str) -> Response:
        try:
            data = make_thumbnail(_find(engine, product_id))
        except CatalogError as exc:
            raise HTTPException(404, str(exc)) from exc
        return Response(data, media_type="image/webp", headers=_FOREVER)

    @cached(LRUCache(CACHED_THUMBNAILS), key=lambda product: product.content_hash, lock=threading.Lock())
    def make_thumbnail(product: Product) -> bytes:
        picture = open_picture(product.image)
        picture.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=82, method=3)
        return buffer.getvalue()

    return routes


def _find(engine: SearchEngine, product_id: str) -> Product:
    try:
        return engine.product(product_id)
    except UnknownProduct as exc:
        raise HTTPException(404, str(exc)) from exc
