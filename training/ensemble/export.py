"""Convert a trained member to LiteRT, and measure what the conversion cost and what it gains."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from assistant.imaging import Batch
from training.schema import Precision


@dataclass(frozen=True)
class Parity:
    """How a converted network differs from the Keras one, on the same inputs.

    Attributes:
        agreement: share of inputs with the same first expression.
        mean_difference: mean absolute difference of the logits.
        bytes: size of the LiteRT file.
        milliseconds: median time of one input on one thread.
    """

    agreement: float
    mean_difference: float
    bytes: int
    milliseconds: float


def convert(model: keras.Model, precision: Precision) -> bytes:
    """A LiteRT model with the same input and output as `model` and a batch that can be resized.

    Args:
        model: from (n, size, size, 1) float32 to (n, outputs) float32: logits, or what else it learned.
        precision: see `training.schema.Precision`.
    """
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision == "float16":
        converter.target_spec.supported_types = [tf.float16]
    # The converter prints the whole signature.
    with contextlib.redirect_stdout(io.StringIO()):
        return bytes(converter.convert())


def runner(data: bytes) -> Callable[[Batch], NDArray[np.float32]]:
    """A function that runs a LiteRT model on one thread, on batches of any size."""
    interpreter = Interpreter(model_content=data, num_threads=1)
    given, wanted = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    allocated: list[tuple[int, ...]] = []

    def run(batch: Batch) -> NDArray[np.float32]:
        if allocated != [batch.shape]:
            interpreter.resize_tensor_input(given["index"], batch.shape)
            interpreter.allocate_tensors()
            allocated[:] = [batch.shape]
        interpreter.set_tensor(given["index"], batch)
        interpreter.invoke()
        return np.asarray(interpreter.get_tensor(wanted["index"]), dtype=np.float32)

    return run


def parity(model: keras.Model, data: bytes, inputs: Batch) -> Parity:
    """Compare a converted network with the Keras one on `inputs`, and time it face by face."""
    expected = model.predict(inputs, batch_size=256, verbose=0)
    run = runner(data)
    found = np.concatenate([run(inputs[start : start + 64]) for start in range(0, len(inputs), 64)])
    run(inputs[:1])
    times = []
    for face in inputs[:50]:
        begin = time.perf_counter()
        run(face[np.newaxis])
        times.append(time.perf_counter() - begin)
    return Parity(
        agreement=float((expected.argmax(1) == found.argmax(1)).mean()),
        mean_difference=float(np.abs(expected - found).mean()),
        bytes=len(data),
        milliseconds=float(np.median(times) * 1000),
    )
