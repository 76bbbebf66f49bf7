"""What can be wrong with a catalogue or a picture, in words for the person who can mend it.

CatalogError
├── CatalogMissing       when there is neither a feed nor a picture where a catalogue was named
├── CatalogUnreadable    when the feed is of no form that we know, or lacks a required column
├── MappingUnreadable    when a mapping file is broken or names what is not there
├── CatalogEmpty         when no row of it is usable
├── ImportBusy           when another import is at work in the same folder
├── ImportMissing        when a folder is named that no import has filled
├── ReportUnwritable     when a list of problems, or a picture to be kept, cannot be written
├── ArchiveRefused       when a zip of pictures is damaged, leads out of its folder, or is larger than it may be
├── TrialRefused         when a visitor's own catalogue cannot be taken
├── UnknownProduct       when a product is asked for that the catalogue does not hold
└── PictureError         when a picture cannot be used
    ├── PictureElsewhere     when it lies where this catalogue may not take it from
    ├── PictureUnreachable   when it cannot be fetched from its address
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
            f"There is no feed and no picture in '{name}'. Name a feed (CSV, a Google or Shopify feed, JSON Lines, "
            "Parquet), a folder that holds one, or a folder of pictures."
        )


class CatalogUnreadable(CatalogError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The catalogue '{name}' cannot be read: {reason}.")


class MappingUnreadable(CatalogError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The mapping file '{name}' cannot be used: {reason}.")


class CatalogEmpty(CatalogError):
    def __init__(self, name: str, reject_count: int) -> None:
        self.name, self.reject_count = name, reject_count
        why = f"all {reject_count} rows were rejected" if reject_count else "it has no rows below its header"
        super().__init__(f"The catalogue '{name}' has no usable product: {why}. Add at least one good row.")


class ImportBusy(CatalogError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"Another import is at work in '{name}'. Wait until it has finished, or name another folder.")


class ImportMissing(CatalogError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"Nothing has been imported into '{name}' yet. Run: python -m catalog import FEED --index DIR")


class ReportUnwritable(CatalogError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The file '{name}' cannot be written ({reason}). Name another place.")


class ArchiveRefused(CatalogError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This zip cannot be used: {reason}.")


class TrialRefused(CatalogError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This catalogue cannot be tried: {reason}.")


class UnknownProduct(CatalogError):
    def __init__(self, product_id: str) -> None:
        self.product_id = product_id
        super().__init__(f"There is no product '{product_id[:80]}' in this catalogue.")


class PictureError(CatalogError):
    """Base of what can be wrong with one picture."""


class PictureElsewhere(PictureError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class PictureUnreachable(PictureError):
    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"cannot be fetched: {reason}; {remedy}")


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
