"""What an engine learns of its catalogue when it opens."""

from __future__ import annotations

from typing import get_args

import numpy as np

from catalog import Catalog
from search.blend import SpaceStatistics, measure_space
from search.calibrate import Calibration, build_probes, calibrate
from search.encoder import Encoder
from search.index import ProductIndex
from search.query import Blend

SAMPLE_SIZE = 2_000
"""Products from whose embeddings the statistics and the match curves are taken."""


def study_catalog(
    catalog: Catalog, encoder: Encoder, index: ProductIndex
) -> tuple[SpaceStatistics, dict[Blend, Calibration]]:
    """Return where the catalogue lies in the encoder's space, and the match curves of each blend.

    Raises:
        IndexUnavailable: the index does not answer.
    """
    step = max(1, -(-len(catalog.products) // SAMPLE_SIZE))
    stored = index.vectors([product.id for product in catalog.products[::step]])
    sample = [product for product in catalog.products[::step] if product.id in stored]
    images = np.stack([stored[product.id] for product in sample])
    probes = build_probes(sample)
    texts = encoder.embed_texts([probe.text for probe in probes])
    statistics = measure_space(images, texts)
    curves = {blend: calibrate(sample, images, probes, texts, statistics, blend) for blend in get_args(Blend)}
    return statistics, curves
