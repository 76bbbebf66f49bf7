"""Feeds of every form that we know, read into listings: products whose pictures have not been looked at yet."""

from catalog.feeds.listing import Feed, Listing
from catalog.feeds.mapping import Mapping, read_mapping
from catalog.feeds.reading import read_feed

__all__ = ["Feed", "Listing", "Mapping", "read_feed", "read_mapping"]
