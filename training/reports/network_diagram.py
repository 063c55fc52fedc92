"""A network drawn as its stages: where the picture shrinks, how many channels there are, where weights lie."""

from __future__ import annotations

from dataclasses import dataclass

import keras
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch


@dataclass(frozen=True)
class Stage:
    """Layers in a row whose output has one shape.

    Attributes:
        shape: (side, side, channels) or (channels,).
        layers: names of the kinds of layers with how many of each, weightless helpers left out.
        parameters: number of weights in them.
    """

    shape: tuple[int, ...]
    layers: dict[str, int]
    parameters: int


def stages(model: keras.Model) -> list[Stage]:
    """The stages of a network, from input to logits."""
    found: list[Stage] = []
    inner = [part for layer in model.layers for part in (layer.layers if isinstance(layer, keras.Model) else [layer])]
    main = 0
    for layer in inner:
        shape = tuple(int(n) for n in layer.output.shape[1:])
        side = shape[0] if len(shape) == 3 else 0
        # The 1×1 maps of channel attention belong to the stage that they act on.
        inside = len(shape) == 3 and side == 1 and main > 1
        parameters = int(layer.count_params())
        kind = {type(layer).__name__: 1} if parameters else {}
        last = found[-1] if found else None
        if last and (inside or (shape[:1] == last.shape[:1] and len(shape) == len(last.shape))):
            kept = last.shape if inside else shape
            merged = last.layers | {k: last.layers.get(k, 0) + n for k, n in kind.items()}
            found[-1] = Stage(kept, merged, last.parameters + parameters)
        else:
            found.append(Stage(shape, kind, parameters))
        main = found[-1].shape[0] if len(found[-1].shape) == 3 else 0
    return found


def diagram(model: keras.Model) -> Figure:
    """The stages as boxes from left to right, their height by the side of the picture."""
    parts = stages(model)
    figure = Figure(figsize=(1.9 * len(parts) + 0.5, 4.2))
    axes = figure.subplots()
    axes.axis("off")
    tallest = max(part.shape[0] for part in parts if len(part.shape) == 3)
    for place, part in enumerate(parts):
        height = 0.25 + 0.75 * (part.shape[0] / tallest if len(part.shape) == 3 else 0)
        axes.add_patch(_box(place, height))
        axes.text(place, 0, " × ".join(map(str, part.shape)), ha="center", va="center", fontsize=10, weight="bold")
        if part.parameters:
            below = "\n".join(f"{n} {kind}" for kind, n in part.layers.items())
            axes.text(place, -0.56, f"{below}\n{part.parameters:,} weights", ha="center", va="top", fontsize=8)
        if place:
            axes.annotate("", (place - 0.42, 0), (place - 0.58, 0), arrowprops={"arrowstyle": "->"})
    axes.set(xlim=(-0.6, len(parts) - 0.4), ylim=(-1.25, 0.6))
    return figure


def _box(place: int, height: float) -> FancyBboxPatch:
    return FancyBboxPatch(
        (place - 0.38, -height / 2), 0.76, height, boxstyle="round,pad=0,rounding_size=0.04", fc="#DCEAF6", ec="#0072B2"
    )
