"""What copies between folds are worth: `python -m benchmarks.copies_between_folds --data FER2013`.

FER2013 holds many photographs twice, some once to learn from and once to be judged by. `training prepare` leaves
those out of what is learned. Where they are kept, a network that has learned a face by heart reads its copy right.
This prints how the shipped ensemble reads the validation faces with and without copies in the training fold, and its
accuracy if each copy were simply looked up: what can be compared with figures reached so.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.system.library_log import run_quietly
from assistant.system.resources import folder
from benchmarks.console import make_parser
from training.data.cleaning import NEAR_COPY, fingerprint
from training.data.sources.opening import read_faces
from training.evaluate.evaluation import load_ensemble, probabilities


def main() -> int:
    """Print the number of copies and the accuracies."""
    parser = make_parser(__doc__)
    parser.add_argument("--data", type=Path, required=True, help="FER2013's CSV, or a folder or zip of class folders")
    parser.add_argument("--fold", default="validation", help="the fold to judge by")
    options = parser.parse_args()

    known, faces = read_faces(options.data, "train"), read_faces(options.data, options.fold)
    similar = _thumbnails(faces.pixels) @ _thumbnails(known.pixels).T
    copied = similar.max(axis=1) > NEAR_COPY
    right = probabilities(load_ensemble(folder("models")), faces.pixels).argmax(axis=1) == faces.labels
    looked_up = known.labels[similar.argmax(axis=1)] == faces.labels
    share = f"{copied.sum()} of them ({copied.mean():.1%})"
    print(f"{len(faces)} faces, {share} with a copy among {len(known)} to learn from")
    for words, hits in (
        ("accuracy", right),
        ("on faces without a copy", right[~copied]),
        ("on faces with a copy", right[copied]),
        ("of the copies' labels", looked_up[copied]),
        ("with copies looked up", np.where(copied, looked_up, right)),
    ):
        print(f"{words:24}{hits.mean():.3f}")
    return 0


def _thumbnails(pixels: np.ndarray) -> np.ndarray:
    return np.stack([fingerprint(face).thumbnail for face in pixels])


if __name__ == "__main__":
    run_quietly(main)
