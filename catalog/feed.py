"""A catalogue on disk: `products.csv` with its pictures, read into products and a list of rejects."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath

import pandas as pd

from catalog.errors import CatalogEmpty, CatalogMissing, CatalogUnreadable, PictureError
from catalog.picture import check_picture
from catalog.product import Product

FEED_NAME = "products.csv"
REQUIRED_COLUMNS = ("id", "title", "image")
NUMBER_COLUMNS = ("price", "width_cm", "depth_cm", "height_cm")
LIST_COLUMNS = ("colours", "materials")
MAX_ID_CHARACTERS = 200

_KNOWN_COLUMNS = frozenset(f.name for f in fields(Product)) - {"content_hash", "row", "extra"}
_BROKEN_ROW = "\0broken row:"


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out, with what its owner needs to mend it."""

    row: int
    """As a spreadsheet counts: the header is row 1."""
    column: str
    reason: str
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The products of one folder, in the feed's order, and the rows that were left out."""

    name: str
    folder: Path
    products: tuple[Product, ...]
    rejects: tuple[Reject, ...]

    def without(self, rejects: Sequence[Reject]) -> Catalog:
        """Return the catalogue without the products that these rejects name, the rejects added to its own.

        Raises:
            CatalogEmpty: no product is left.
        """
        names = {reject.product_id for reject in rejects}
        products = tuple(product for product in self.products if product.id not in names)
        if not products:
            raise CatalogEmpty(self.name, len(self.rejects) + len(rejects))
        return replace(self, products=products, rejects=(*self.rejects, *rejects))


def read_catalog(folder: Path | str) -> Catalog:
    """Return the catalogue of a folder that holds `products.csv` and its pictures (or of the file itself).

    A row that cannot be used becomes a `Reject` and never stops the others. Pictures are checked by their headers
    and hashed, not decoded.

    Raises:
        CatalogMissing: there is no `products.csv`.
        CatalogUnreadable: it is no UTF-8 table, or lacks a required column.
        CatalogEmpty: no row is usable.
    """
    path = Path(folder)
    if path.is_dir():
        path = path / FEED_NAME
    if not path.is_file():
        raise CatalogMissing(str(folder))
    root = path.parent.resolve()
    products: dict[str, Product] = {}
    rejects: list[Reject] = []
    for row, cells in _read_rows(path, root.name):
        result = _read_product(cells, row, root, taken=products.keys())
        if isinstance(result, Reject):
            rejects.append(result)
        else:
            products[result.id] = result
    if not products:
        raise CatalogEmpty(root.name, len(rejects))
    return Catalog(root.name, root, tuple(products.values()), tuple(rejects))


def write_rejects(rejects: Iterable[Reject], path: Path) -> None:
    """Write the rejects as CSV, one row each: row, column, reason, id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "column", "reason", "id"))
        writer.writerows((r.row, r.column, r.reason, r.product_id) for r in rejects)


def _read_rows(path: Path, name: str) -> Iterable[tuple[int, Mapping[str, str]]]:
    """Yield (spreadsheet row, cells by column), blank rows left out."""
    try:
        table = pd.read_csv(
            path,
            dtype=str,
            keep_default_na=False,
            encoding="utf-8-sig",
            engine="python",
            skip_blank_lines=False,
            # A row with too many cells stays in its place, marked, so that the rows below keep their numbers.
            on_bad_lines=lambda cells: [f"{_BROKEN_ROW}{len(cells)}"],
            index_col=False,
        )
    except pd.errors.EmptyDataError as exc:
        raise CatalogUnreadable(name, "products.csv is empty") from exc
    except UnicodeDecodeError as exc:
        raise CatalogUnreadable(name, "products.csv is not UTF-8; save it as 'CSV UTF-8'") from exc
    except (pd.errors.ParserError, csv.Error, ValueError) as exc:
        raise CatalogUnreadable(name, f"products.csv is not a table with commas ({exc})") from exc
    except OSError as exc:
        raise CatalogUnreadable(name, f"products.csv cannot be opened ({exc.strerror})") from exc
    columns = [str(column).strip().lower() for column in table.columns]
    missing = [column for column in REQUIRED_COLUMNS if column not in columns]
    if missing:
        raise CatalogUnreadable(name, f"products.csv has no column {' and no column '.join(missing)}")
    for index, values in enumerate(table.fillna("").itertuples(index=False, name=None)):
        cells = {column: str(value).strip() for column, value in zip(columns, values, strict=True)}
        if any(cells.values()):
            yield index + 2, cells


def _read_product(cells: Mapping[str, str], row: int, root: Path, taken: Iterable[str]) -> Product | Reject:
    first = next(iter(cells.values()))
    if first.startswith(_BROKEN_ROW):
        found = first.removeprefix(_BROKEN_ROW)
        return Reject(row, "", f"the row has {found} cells and the header {len(cells)}; quote text that holds commas")
    product_id = cells["id"]
    for column in REQUIRED_COLUMNS:
        if not cells[column]:
            return Reject(row, column, "is empty", product_id)
    if len(product_id) > MAX_ID_CHARACTERS:
        return Reject(row, "id", f"is longer than {MAX_ID_CHARACTERS} characters", product_id[:MAX_ID_CHARACTERS])
    if product_id in taken:
        return Reject(row, "id", "stands in an earlier row too; the earlier one was kept", product_id)
    numbers: dict[str, float | None] = {}
    for column in NUMBER_COLUMNS:
        try:
            numbers[column] = _parse_number(cells.get(column, ""))
        except ValueError:
            return Reject(row, column, f"'{cells[column][:40]}' is no number of 0 or more", product_id)
    try:
        image = _locate_picture(cells["image"], root)
        check_picture(image)
        content_hash = hashlib.sha256(image.read_bytes()).hexdigest()
    except (PictureError, ValueError) as exc:
        return Reject(row, "image", str(exc), product_id)
    except OSError as exc:
        return Reject(row, "image", f"cannot be opened ({exc.strerror})", product_id)
    return Product(
        id=product_id,
        title=cells["title"],
        image=image,
        description=cells.get("description", ""),
        category=cells.get("category", ""),
        currency=cells.get("currency", "") or "EUR",
        colours=_split_list(cells.get("colours", "")),
        materials=_split_list(cells.get("materials", "")),
        style=cells.get("style", ""),
        group=cells.get("group", "") or product_id,
        creator=cells.get("creator", ""),
        license=cells.get("license", ""),
        source=cells.get("source", ""),
        content_hash=content_hash,
        row=row,
        extra={column: value for column, value in cells.items() if column not in _KNOWN_COLUMNS and value},
        **numbers,
    )


def _parse_number(text: str) -> float | None:
    if not text:
        return None
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def _split_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in text.split(";") if part.strip())


def _locate_picture(name: str, root: Path) -> Path:
    """Return the picture's path.

    Raises:
        ValueError: it lies outside the catalogue's folder. Pictures are served to visitors, so a feed must not be
            able to publish other files of the machine.
    """
    relative = PurePosixPath(name.replace("\\", "/"))
    path = (root / relative).resolve()
    if relative.is_absolute() or not path.is_relative_to(root):
        raise ValueError("must be a file inside the catalogue's own folder")
    return path
