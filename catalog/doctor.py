"""A feed examined before it is imported: every problem with its row, its column and its remedy."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from catalog.catalog import Progress, find_pictures
from catalog.download import Downloader
from catalog.errors import PictureError
from catalog.feeds import Feed, Listing
from catalog.local_pictures import FoundPicture, LocalPictures, PictureSource, is_address
from catalog.picture import check_picture
from catalog.reject import Flaw, Reject

TINY_SIDE_PX = 100
GOOD_SIDE_PX = 300
COMMON_CATEGORY = 5
"""Products from which on a category counts as known, so that a lone one like it is taken for a slip."""
MAX_COMPARED_CATEGORIES = 2_000


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What `python -m catalog check` tells."""

    feed: Feed
    rejects: tuple[Reject, ...]
    """The feed's own and those for the sake of their picture."""
    flaws: tuple[Flaw, ...]
    listings: tuple[Listing, ...]
    """What would be imported."""
    corrections: Mapping[int, Mapping[str, str]]
    """Safe remedies by row and column, beyond those that reading the feed has made."""
    pictures_checked: bool

    def as_record(self) -> dict[str, Any]:
        """Return it for machines, ready for JSON."""
        return {
            "feed": self.feed.name,
            "form": self.feed.form,
            "file": self.feed.table.kind,
            "notes": list(self.feed.notes),
            "columns": dict(self.feed.origins),
            "rows": self.row_count,
            "products": len(self.listings),
            "rejected": len(self.rejects),
            "pictures_checked": self.pictures_checked,
            "problems": [
                asdict(problem) | {"rejected": isinstance(problem, Reject)}
                for problem in sorted((*self.rejects, *self.flaws), key=lambda problem: problem.row)
            ],
        }

    @property
    def row_count(self) -> int:
        """How many rows that are not blank the feed has."""
        return len(self.feed.table.frame) + len(self.feed.table.broken)


class InspectedPictures:
    """Pictures looked at and not kept: files where they lie, others fetched from their address."""

    def __init__(self, feed_folder: Path, downloader: Downloader) -> None:
        self._local = LocalPictures(feed_folder)
        self._downloader = downloader

    def find(self, reference: str) -> FoundPicture:
        """Return what is found; the path of a fetched picture is empty."""
        if not is_address(reference):
            return self._local.find(reference)
        data = self._downloader.fetch(reference).data or b""
        return FoundPicture(Path(), hashlib.sha256(data).hexdigest(), check_picture(data))


def examine_feed(feed: Feed, pictures: PictureSource | None, progress: Progress | None = None) -> Diagnosis:
    """Return what is wrong with a feed; without a source of pictures these are not looked at."""
    rejects = list(feed.rejects)
    flaws = list(feed.flaws)
    listings = list(feed.listings)
    if pictures:
        dead, tiny = _examine_pictures(feed, pictures, progress)
        rejects += dead
        flaws += tiny
        gone = {reject.row for reject in dead}
        listings = [listing for listing in listings if listing.product.row not in gone]
    spelling, corrections = _examine_categories(listings, feed.origins.get("category", "category"))
    return Diagnosis(
        feed,
        tuple(sorted(rejects, key=lambda reject: reject.row)),
        tuple(sorted([*flaws, *spelling], key=lambda flaw: flaw.row)),
        tuple(listings),
        corrections,
        pictures is not None,
    )


def _examine_pictures(feed: Feed, source: PictureSource, progress: Progress | None) -> tuple[list[Reject], list[Flaw]]:
    found = dict(find_pictures(feed.listings, source, progress=progress))
    column = feed.origins.get("image", "image")
    dead: list[Reject] = []
    tiny: list[Flaw] = []
    for listing in feed.listings:
        row, product_id, picture = listing.product.row, listing.product.id, found[listing.picture]
        if isinstance(picture, PictureError):
            dead.append(Reject(row, column, str(picture), product_id))
        elif min(picture.size) < TINY_SIDE_PX:
            reason = f"the picture has only {picture.size[0]} x {picture.size[1]} pixels"
            tiny.append(Flaw(row, column, reason, product_id, f"use one of {GOOD_SIDE_PX} pixels or more a side"))
    return dead, tiny


def _examine_categories(listings: Sequence[Listing], column: str) -> tuple[list[Flaw], dict[int, dict[str, str]]]:
    """Return categories that look like slips, and by row the spelling where it is sure."""
    counts = Counter(listing.product.category for listing in listings if listing.product.category)
    spellings: dict[str, list[str]] = defaultdict(list)
    for category, _ in counts.most_common():
        spellings[category.casefold()].append(category)
    usual = {category: written[0] for written in spellings.values() for category in written}
    common = [category for category, count in counts.most_common(MAX_COMPARED_CATEGORIES) if count >= COMMON_CATEGORY]
    flaws: list[Flaw] = []
    corrections: dict[int, dict[str, str]] = {}
    for listing in listings:
        category, row = listing.product.category, listing.product.row
        if not category:
            continue
        if usual[category] != category:
            corrections[row] = {"category": usual[category]}
            remedy = f"write '{usual[category]}', as other rows do"
            flaws.append(Flaw(row, column, f"'{category[:60]}' is spelled in two ways", listing.product.id, remedy))
        elif counts[category] == 1 and (near := get_close_matches(category, common, n=1, cutoff=0.8)):
            reason = f"no other row has the category '{category[:60]}'"
            flaws.append(Flaw(row, column, reason, listing.product.id, f"did you mean '{near[0]}'?"))
    return flaws, corrections
