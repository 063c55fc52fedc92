"""A seeded family of plain networks: another seed, another depth, width, kernels and dropout.

Members of an ensemble help each other by erring differently; random shapes are the cheapest way there.
"""

from __future__ import annotations

import keras
import numpy as np
from keras import layers

from training.networks.layers import Width, convolution, head
from training.schema import Seed


def logits(inputs: keras.KerasTensor, classes: int, shape_seed: Seed = 0, widest: Width = 256) -> keras.KerasTensor:
    """Logits of a standardised picture.

    Args:
        inputs: (n, side, side, channels).
        classes: number of outputs.
        shape_seed: decides the whole shape; the weights' seed is the recipe's `fit.seed`.
        widest: most channels that a stage has.
    """
    generator = np.random.default_rng(shape_seed)
    stages = int(generator.integers(3, 5))
    width = min(int(generator.choice([24, 32, 48])), widest)
    x = convolution(inputs, width, int(generator.choice([3, 5, 7])))
    for _ in range(stages):
        width = min(int(width * generator.uniform(1.4, 2.2)), widest)
        for _ in range(int(generator.integers(1, 4))):
            x = convolution(x, width, int(generator.choice([3, 3, 5])))
        pool = layers.MaxPooling2D if generator.random() < 0.5 else layers.AveragePooling2D
        x = pool(2, padding="same")(x)
        x = layers.SpatialDropout2D(float(generator.uniform(0, 0.15)))(x)
    return head(x, float(generator.uniform(0.2, 0.5)), classes)
