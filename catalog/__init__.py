"""Products and their pictures: what a shop sells, read from its feed and checked."""

from catalog.catalog import Catalog, read_catalog
from catalog.errors import (
    CatalogEmpty,
    CatalogError,
    CatalogMissing,
    CatalogUnreadable,
    ImportBusy,
    ImportMissing,
    MappingUnreadable,
    PictureElsewhere,
    PictureError,
    PictureTooLarge,
    PictureUnreachable,
    PictureUnreadable,
    UnknownProduct,
)
from catalog.feeds import read_feed, read_mapping
from catalog.picture import check_picture, open_picture
from catalog.product import Product
from catalog.reject import Flaw, Reject
from catalog.report import write_rejects

__all__ = [
    "Catalog",
    "CatalogEmpty",
    "CatalogError",
    "CatalogMissing",
    "CatalogUnreadable",
    "Flaw",
    "ImportBusy",
    "ImportMissing",
    "MappingUnreadable",
    "PictureElsewhere",
    "PictureError",
    "PictureTooLarge",
    "PictureUnreachable",
    "PictureUnreadable",
    "Product",
    "Reject",
    "UnknownProduct",
    "check_picture",
    "open_picture",
    "read_catalog",
    "read_feed",
    "read_mapping",
    "write_rejects",
]
