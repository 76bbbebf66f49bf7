"""Search by photo and words: encoders, blending, match figures, the index and the engine over them."""

from search.encoder import Encoder, load_encoder
from search.engine import SearchEngine
from search.errors import (
    EncoderMismatch,
    IndexUnavailable,
    SearchError,
    UnknownEncoder,
    UnknownFilter,
    VectorsUnreadable,
    WeightsUnavailable,
)
from search.presets import PRESETS
from search.query import (
    DEFAULT_IMAGE_WEIGHT,
    DEFAULT_TOP_K,
    Blend,
    Filters,
    Hit,
    Query,
    read_filters,
    tidy_query,
)

__all__ = [
    "DEFAULT_IMAGE_WEIGHT",
    "DEFAULT_TOP_K",
    "PRESETS",
    "Blend",
    "Encoder",
    "EncoderMismatch",
    "Filters",
    "Hit",
    "IndexUnavailable",
    "Query",
    "SearchEngine",
    "SearchError",
    "UnknownEncoder",
    "UnknownFilter",
    "VectorsUnreadable",
    "WeightsUnavailable",
    "load_encoder",
    "read_filters",
    "tidy_query",
]
