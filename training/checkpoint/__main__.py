"""The bundled checkpoint from end to end: `python -m training.checkpoint`.

Needs the training views of `python -m training.renders.views`. Every stage keeps its result in the work folder and is
passed over when that is there, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from search.presets import COMPACT_FOLDER
from training.checkpoint.export import write_checkpoint
from training.checkpoint.image_tower import Student, imagenet_names, load_imagenet_trunk, train_image_tower
from training.checkpoint.pictures import SIZE, load_views
from training.checkpoint.text_tower import build_tower, embed_with, train_text_tower
from training.checkpoint.visual_part import collect_features, fit_visual_part
from training.renders.places import WORK

IMAGE_SIZE = SIZE


def main() -> None:
    """Train the text tower and the image tower, fit the visual part, and write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--views", type=Path, default=WORK / "views")
    parser.add_argument("--work", type=Path, default=WORK / "checkpoint")
    parser.add_argument("--out", type=Path, default=COMPACT_FOLDER)
    parser.add_argument("--text-steps", type=int, default=1_100)
    parser.add_argument("--minutes", type=float, default=25.0, help="training time of the image tower")
    parser.add_argument("--visual-scale", type=float, default=2.0)
    parser.add_argument("--attribute-scale", type=float, default=1.0)
    parser.add_argument("--ridge", type=float, default=1.0)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    tower = build_tower()
    tower.load_state_dict(torch.load(train_text_tower(options.work, options.text_steps)))
    views = load_views(options.views)
    nouns = sorted({view.noun for view in views})
    noun_vectors = embed_with(tower, nouns).numpy()
    class_vectors = embed_with(tower, imagenet_names()).numpy()
    student = Student(load_imagenet_trunk())
    trained = train_image_tower(options.work, views, nouns, noun_vectors, class_vectors, options.minutes)
    student.load_state_dict(torch.load(trained))

    kept = options.work / "features.npz"
    if not kept.exists():
        features, pieces = collect_features(student, views, pictures=5, size=IMAGE_SIZE, seed=0)
        np.savez(kept, features=features, pieces=pieces)
    with np.load(kept) as arrays:
        visual = fit_visual_part(arrays["features"], arrays["pieces"], options.ridge)
    write_checkpoint(
        options.out, student, tower.state_dict(), visual, options.visual_scale, options.attribute_scale, IMAGE_SIZE
    )
    print(f"wrote {options.out.name}: {sum(path.stat().st_size for path in options.out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
