"""Search by photo and words: encoders, blending, match figures, the index and the engine over them."""

from search.comparison import MapPoint, TagComparison
from search.encoder import Encoder, load_encoder
from search.engine import SearchEngine
from search.errors import (
    CollectionTaken,
    EncoderMismatch,
    IndexUnavailable,
    SearchError,
    UnknownEncoder,
    UnknownFilter,
    VectorsUnreadable,
    WeightsUnavailable,
)
from search.explanation import Explanation, Share
from search.facets import Facets, FacetValue, Range
from search.filters import LEVEL, Filters, read_filters
from search.notes import Note, NoteKind
from search.presets import PRESETS, understood_languages
from search.proposals import Proposal
from search.query import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, Blend, Box, Query, Sort, Term, tidy_query
from search.results import CLOSE_ENOUGH, Hit, Page
from search.store import ChromaServer
from search.sweep import SWEEP_WEIGHTS, Entry, Sweep, SweepColumn

__all__ = [
    "CLOSE_ENOUGH",
    "DEFAULT_IMAGE_WEIGHT",
    "DEFAULT_TOP_K",
    "LEVEL",
    "PRESETS",
    "SWEEP_WEIGHTS",
    "Blend",
    "Box",
    "ChromaServer",
    "CollectionTaken",
    "Encoder",
    "EncoderMismatch",
    "Entry",
    "Explanation",
    "FacetValue",
    "Facets",
    "Filters",
    "Hit",
    "IndexUnavailable",
    "MapPoint",
    "Note",
    "NoteKind",
    "Page",
    "Proposal",
    "Query",
    "Range",
    "SearchEngine",
    "SearchError",
    "Share",
    "Sort",
    "Sweep",
    "SweepColumn",
    "TagComparison",
    "Term",
    "UnknownEncoder",
    "UnknownFilter",
    "VectorsUnreadable",
    "WeightsUnavailable",
    "load_encoder",
    "read_filters",
    "tidy_query",
    "understood_languages",
]
