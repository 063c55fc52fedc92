"""What the assistant reads: grey frames of one side, as the seven expressions in its order."""

from __future__ import annotations

from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME
from training.data.faces import Faces
from training.errors import TrainingError
from training.fit.runs import Run


def require_canonical_faces(faces: Faces) -> None:
    """Refuse faces that the assistant's models cannot be measured on.

    Raises:
        TrainingError: they have other classes, another size, or colour.
    """
    if faces.classes != tuple(map(str, EXPRESSIONS)) or faces.pixels.shape[1:] != (FRAME, FRAME):
        raise TrainingError(
            f"The set has faces of {' × '.join(map(str, faces.pixels.shape[1:]))} as {', '.join(faces.classes)}, and "
            f"the assistant reads {FRAME} × {FRAME} as {', '.join(EXPRESSIONS)}: prepare the set with --classes seven, "
            f"--side {FRAME} and without --colour."
        )


def require_canonical_run(run: Run) -> None:
    """Refuse a run whose network the assistant cannot use.

    Raises:
        TrainingError: it reads other classes, larger frames, or colour.
    """
    network = run.config().network
    if (network.channels, network.classes) != (1, len(EXPRESSIONS)) or network.size > FRAME:
        raise TrainingError(
            f"{run.name} reads {network.size} pixels in {network.channels} channels as {network.classes} classes, and "
            f"the assistant at most {FRAME} grey ones as {len(EXPRESSIONS)}: only such members can be exported."
        )
