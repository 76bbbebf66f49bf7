"""The bundled checkpoint from end to end: `python -m training.checkpoint`.

Needs the training views of `python -m training.renders.views`. Every stage keeps its result in the work folder and is
passed over when that is there, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from search.presets import COMPACT_FOLDER
from training.checkpoint.export import write_checkpoint
from training.checkpoint.image_tower import ImageTower, imagenet_names, train_image_tower
from training.checkpoint.losses import Targets
from training.checkpoint.pictures import SIZE, load_views
from training.checkpoint.pool import read_pool
from training.checkpoint.text_tower import build_tower, embed_with, train_text_tower
from training.checkpoint.trunk import Trunk
from training.checkpoint.visual_part import fit_visual_part
from training.renders.places import WORK


def main() -> None:
    """Train the text tower, draw the training pool, train the image tower, and write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--views", type=Path, default=WORK / "views")
    parser.add_argument("--work", type=Path, default=WORK / "checkpoint")
    parser.add_argument("--out", type=Path, default=COMPACT_FOLDER)
    parser.add_argument("--text-steps", type=int, default=1_100)
    parser.add_argument("--image-steps", type=int, default=2_000)
    parser.add_argument("--pairs", type=int, default=8_000, help="pairs of pictures in the training pool")
    parser.add_argument("--image-size", type=int, default=SIZE, help="pixels a side that the checkpoint looks at")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    texts = build_tower()
    texts.load_state_dict(torch.load(train_text_tower(options.work, options.text_steps)))
    views = load_views(options.views)
    nouns = sorted({view.noun for view in views})
    pool = read_pool(options.work / "pool", views, nouns, options.pairs)
    class_vectors = embed_with(texts, imagenet_names()).numpy()
    targets = Targets(embed_with(texts, nouns).numpy(), class_vectors, fit_visual_part(pool.features))
    images = ImageTower(Trunk.of_imagenet())
    images.load_state_dict(
        torch.load(train_image_tower(options.work, pool, targets, class_vectors, options.image_steps))
    )
    write_checkpoint(options.out, images, texts.state_dict(), options.image_size)
    print(f"wrote {options.out.name}: {sum(path.stat().st_size for path in options.out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
