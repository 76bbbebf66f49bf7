"""What can go wrong between a query and its results, in words that say what to do next.

SearchError
├── UnknownEncoder       when an encoder's name is no preset, pair, hub name or folder
├── WeightsUnavailable   when an encoder's weights cannot be fetched or read
├── EncoderMismatch      when a collection was filled by another encoder
├── CollectionTaken      when a shared server's collection of that name holds another catalogue
├── IndexUnavailable     when the index cannot be opened, read or written
├── VectorsUnreadable    when a file of ready-made embeddings is damaged
└── UnknownFilter        when a filter is asked for that there is none of
"""

from __future__ import annotations

from collections.abc import Iterable


class SearchError(Exception):
    """Base of all errors of this package; its message is fit to show."""


class UnknownEncoder(SearchError):
    def __init__(self, name: str, presets: Iterable[str]) -> None:
        self.name = name
        super().__init__(
            f"There is no encoder '{name}'. Use one of {', '.join(presets)}, an open_clip pair such as "
            "'ViT-B-32/laion2b_s34b_b79k', 'hf-hub:owner/name' or 'local-dir:path'."
        )


class WeightsUnavailable(SearchError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(
            f"The weights of the encoder '{name}' are not available: {reason}. "
            "Use the encoder 'compact', which needs no network."
        )


class EncoderMismatch(SearchError):
    def __init__(self, collection: str, found: str, wanted: str) -> None:
        self.collection, self.found, self.wanted = collection, found, wanted
        super().__init__(
            f"The collection '{collection}' was filled by the encoder {found}, not by {wanted}, and embeddings of two "
            "encoders cannot be compared. Nothing was changed: open it with its own encoder, import the feed again, or "
            "name another index."
        )


class CollectionTaken(SearchError):
    def __init__(self, catalogue: str, collection: str) -> None:
        self.catalogue, self.collection = catalogue, collection
        super().__init__(
            f"The Chroma server's collection of the catalogue '{catalogue}' holds no product of this catalogue: it is "
            "another's of the same name. Nothing was changed: give this one a name of its own with "
            f"CHAISE_CHROMA_CATALOGUE, or, if all its products are new, delete the collection '{collection}'."
        )


class IndexUnavailable(SearchError):
    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"The index {where} cannot be used: {reason}.")


class VectorsUnreadable(SearchError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The file of embeddings '{name}' cannot be used: {reason}. Remove it and it is made anew.")


class UnknownFilter(SearchError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"There is no filter '{name}' of this kind. Filters are {', '.join(known)}.")
