"""Products and their pictures: what a shop sells, read from disk and checked."""

from catalog.errors import (
    CatalogEmpty,
    CatalogError,
    CatalogMissing,
    CatalogUnreadable,
    PictureError,
    PictureTooLarge,
    PictureUnreadable,
    UnknownProduct,
)
from catalog.feed import Catalog, Reject, read_catalog, write_rejects
from catalog.picture import check_picture, open_picture
from catalog.product import Product

__all__ = [
    "Catalog",
    "CatalogEmpty",
    "CatalogError",
    "CatalogMissing",
    "CatalogUnreadable",
    "PictureError",
    "PictureTooLarge",
    "PictureUnreadable",
    "Product",
    "Reject",
    "UnknownProduct",
    "check_picture",
    "open_picture",
    "read_catalog",
    "write_rejects",
]
