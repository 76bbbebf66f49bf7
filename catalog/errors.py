"""What can be wrong with a catalogue or a picture, in words for the person who can mend it.

CatalogError
├── CatalogMissing       when there is no products.csv where a catalogue was named
├── CatalogUnreadable    when products.csv is no table with the required columns
├── CatalogEmpty         when no row of it is usable
├── UnknownProduct       when a product is asked for that the catalogue does not hold
└── PictureError         when a picture cannot be used
    ├── PictureUnreadable    when it is empty, cut off, or no picture at all
    └── PictureTooLarge      when it has more bytes or pixels than are read
"""

from __future__ import annotations


class CatalogError(Exception):
    """Base of all errors of this package; its message is fit to show."""


class CatalogMissing(CatalogError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"There is no products.csv in '{name}'. Name a folder with a products.csv and its pictures, "
            "in the form of catalog/demo."
        )


class CatalogUnreadable(CatalogError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The catalogue '{name}' cannot be read: {reason}.")


class CatalogEmpty(CatalogError):
    def __init__(self, name: str, reject_count: int) -> None:
        self.name, self.reject_count = name, reject_count
        why = f"all {reject_count} rows were rejected" if reject_count else "it has no rows below its header"
        super().__init__(f"The catalogue '{name}' has no usable product: {why}. Add at least one good row.")


class UnknownProduct(CatalogError):
    def __init__(self, product_id: str) -> None:
        self.product_id = product_id
        super().__init__(f"There is no product '{product_id[:80]}' in this catalogue.")


class PictureError(CatalogError):
    """Base of what can be wrong with one picture."""


class PictureUnreadable(PictureError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This picture cannot be read: {reason}. Try a JPEG, PNG or WebP photo.")


class PictureTooLarge(PictureError):
    def __init__(self, size: float, limit: float, unit: str) -> None:
        self.size, self.limit, self.unit = size, limit, unit
        super().__init__(
            f"This picture is too large: {size:.0f} {unit}, and at most {limit:.0f} {unit} are read. "
            "Save it smaller and try again."
        )
