"""Make an ensemble's probabilities honest, and decide below which of them it says "unsure"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import softmax

from training.evaluate.metrics import expected_calibration_error, log_losses, told

_LOWEST, _HIGHEST = 0.35, 0.9
"""Bounds of the abstain thresholds: below the lower, another expression may be as likely; above the
upper one, a rare expression would hardly ever be told."""

_PRIOR = 5.0
"""How many faces prior belief counts for where few faces speak."""

_PARTS = 5  # of the faces, each judged by a bias fitted to the others (cross-validation)

_TEMPERATURES = (0.05, 20.0)
"""Bounds of the temperature: where few faces are all read right, ever lower ones fit ever better."""

_STRENGTHS = np.linspace(0.0, 1.0, 21)
"""Of the adjustment for rare classes: from none to taking all classes for equally frequent."""


@dataclass(frozen=True)
class Calibration:
    """How an ensemble's logits become probabilities, softmax(logits / temperature + bias), and which it tells.

    Attributes:
        temperature: divisor of the logits.
        bias: (classes,) added after that.
        abstain: (classes,) probabilities below which a reading should count as unsure.
    """

    temperature: float
    bias: NDArray[np.float64]
    abstain: NDArray[np.float64]


class Source(NamedTuple):
    """Labelled faces under one condition, as an ensemble reads them.

    Attributes:
        logits: (n, classes) of the combined members, or (members, n, classes) as long as they are not combined.
        labels: (n,) indices of the classes.
        faces: (n,) numbers of the faces: under another condition the same face has the same one.
    """

    logits: NDArray[np.floating]
    labels: NDArray[np.int64]
    faces: NDArray[np.int64]


def calibrate(
    sources: Mapping[str, Source],
    abstain_accuracy: float,
    prior: NDArray[np.float64] | None = None,
    threshold_sources: Collection[str] = (),
) -> Calibration:
    """Fit the calibration on faces under one condition or several, which all count the same.

    The temperature makes the probabilities honest before rare classes are favoured, as logit adjustment after
    training presumes (Menon et al., ICLR 2021). Fitted once more after it, it would make up for the shift by
    confidence that the logits do not bear out. Which classes are rare, the first source says.

    Args:
        sources: by their conditions' names, the calibration fold as it is first.
        abstain_accuracy: see `abstain_thresholds`.
        prior: see `abstain_thresholds`.
        threshold_sources: names of the sources each of which must reach `abstain_accuracy`: the highest of their
            thresholds counts. Without any it is the first source.
    """
    first = next(iter(sources))
    pooled = _pooled([*sources.values()])
    shift = fit_bias(pooled.logits, pooled.labels, pooled.weights, pooled.faces)
    temperature = fit_temperature(pooled.logits + shift, pooled.labels, pooled.weights)
    favour = rare_class_bias(softmax((sources[first].logits + shift) / temperature, axis=1))
    bias = shift / temperature + favour
    thresholds = [
        abstain_thresholds(softmax(logits / temperature + bias, axis=1), labels, abstain_accuracy, prior)
        for logits, labels, _ in (sources[name] for name in threshold_sources or [first])
    ]
    return Calibration(temperature, bias, np.max(thresholds, axis=0))


def left_out(
    sources: Mapping[str, Source],
    abstain_accuracy: float,
    prior: NDArray[np.float64] | None = None,
    threshold_sources: Collection[str] = (),
) -> dict[str, dict[str, float | None]]:
    """How honest a calibration is about faces under a condition that it was not fitted to, ready for JSON.

    Args:
        sources: see `calibrate`; of a single one nothing can be left out.
        abstain_accuracy: likewise.
        prior: likewise.
        threshold_sources: likewise.

    Returns:
        By name, "ece", and "told" and "told_accuracy", the share of the faces that are told and that of them which are
        told right, when the calibration was fitted to the others.
    """
    found = {}
    for name, (logits, labels, _) in sources.items():
        others = {other: source for other, source in sources.items() if other != name}
        if not others:
            break
        fitted = calibrate(others, abstain_accuracy, prior, [each for each in threshold_sources if each != name])
        read = softmax(logits / fitted.temperature + fitted.bias, axis=1)
        heard = told(read, labels, fitted.abstain.tolist())
        ece = expected_calibration_error(read, labels)
        found[name] = {"ece": ece, "told": heard["told"], "told_accuracy": heard["told_accuracy"]}
    return found


class _Pooled(NamedTuple):
    logits: NDArray[np.floating]
    labels: NDArray[np.int64]
    faces: NDArray[np.int64]
    weights: NDArray[np.float64]


def _pooled(sources: Sequence[Source]) -> _Pooled:
    """All faces together, weighted so that each source counts the same; the weights are 1 on average."""
    sizes = np.array([len(source.labels) for source in sources])
    weights = np.repeat(sizes.mean() / sizes, sizes)
    logits, labels, faces = (np.concatenate(each) for each in zip(*sources, strict=True))
    return _Pooled(logits, labels, faces, weights)


def fit_temperature(
    logits: NDArray[np.floating], labels: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> float:
    """The divisor of the logits that makes the labels likeliest (Guo et al., ICML 2017), 0.05 to 20."""
    found = minimize_scalar(
        lambda log_temperature: np.average(log_losses(logits / np.exp(log_temperature), labels), weights=weights),
        bounds=np.log(_TEMPERATURES),
        method="bounded",
    )
    return float(np.exp(found.x))


def fit_bias(
    logits: NDArray[np.floating],
    labels: NDArray[np.int64],
    weights: NDArray[np.float64] | None = None,
    faces: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """(classes,) bias to add to the logits so that each class is predicted as often as it occurs.

    Balanced drawing and soft targets shift what a network takes for frequent. The bias is that of
    vector scaling (Guo et al., ICML 2017), fitted along with a temperature and drawn towards 0 as if by
    a few faces. It is 0 unless it helps faces that it was not fitted to, by cross-validation, and by more than
    the standard error (Breiman et al., Classification and Regression Trees, 1984).

    Args:
        logits: (n, classes).
        labels: (n,) indices of the classes.
        weights: (n,) how much each face counts, 1 on average; None for all the same.
        faces: (n,) their numbers, where a face is there several times; None where each is there once.
    """
    weights = np.ones(len(labels)) if weights is None else weights
    face = np.arange(len(labels)) if faces is None else np.unique(faces, return_inverse=True)[1]
    # A face that the bias was fitted to says nothing about others, nor does it say the same thing twice.
    part = face % _PARTS
    if len(np.unique(part)) < _PARTS:  # of so few faces nothing can be learned
        return np.zeros(logits.shape[1])
    gain = np.zeros(len(labels))
    for index in range(_PARTS):
        fitted, other = part != index, part == index
        bias = _likeliest_bias(logits[fitted], labels[fitted], weights[fitted])
        for sign, shift in ((1, 0 * bias), (-1, bias)):
            temperature = fit_temperature(logits[fitted] + shift, labels[fitted], weights[fitted])
            gain[other] += sign * weights[other] * log_losses((logits[other] + shift) / temperature, labels[other])
    gains = np.bincount(face, gain)
    chance = gains.std() / np.sqrt(len(gains))
    return _likeliest_bias(logits, labels, weights) if gains.mean() > chance else np.zeros(logits.shape[1])


def _likeliest_bias(
    logits: NDArray[np.floating], labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    classes = logits.shape[1]

    def loss(parameters: NDArray[np.float64]) -> float:
        log_temperature, bias = parameters[0], parameters[1:]
        penalty = _PRIOR / len(labels) * float((bias**2).sum())
        losses = log_losses((logits + bias) / np.exp(log_temperature), labels)
        return float(np.average(losses, weights=weights)) + penalty

    bounds = [tuple(np.log(_TEMPERATURES)), *[(None, None)] * classes]
    found = minimize(loss, np.zeros(classes + 1), method="L-BFGS-B", bounds=bounds).x[1:]
    return np.asarray(found - found.mean())


def rare_class_bias(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """(classes,) what to add to log-probabilities so that rare classes are overlooked less often.

    It is `-strength * log(prior)`: logit adjustment after training (Menon et al., ICLR 2021). The strength, 0 to 1,
    is the one that promises the highest sum of accuracy, macro F1 and mean recall. What it promises is the
    expectation under the probabilities, not a count of right answers: of a rare class there are too few to count.

    Args:
        probabilities: (n, classes), calibrated.
    """
    prior = probabilities.mean(axis=0)
    bias = -np.log(np.maximum(prior, 1 / len(probabilities)))
    promised = [_promise(probabilities, (np.log(probabilities) + s * bias).argmax(axis=1)) for s in _STRENGTHS]
    return np.asarray(_STRENGTHS[int(np.argmax(promised))] * (bias - bias.mean()))


def _promise(probabilities: NDArray[np.float64], predicted: NDArray[np.int64]) -> float:
    """Expected accuracy + macro F1 + mean recall of predictions (n,) where `probabilities` are true."""
    chosen = np.eye(probabilities.shape[1])[predicted]
    right, told, there = (chosen * probabilities).sum(axis=0), chosen.sum(axis=0), probabilities.sum(axis=0)
    return float(right.sum() / len(predicted) + np.mean(2 * right / (told + there)) + np.mean(right / there))


def abstain_thresholds(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.int64],
    accuracy: float,
    prior: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Per class, the probability below which the reading should count as unsure.

    The lowest threshold at which the faces read as that class, at or above it, are right in `accuracy`
    of the cases. Few faces say little, so each estimate is drawn towards `accuracy` - 0.05 by a belief.

    Args:
        probabilities: (n, classes), calibrated.
        labels: (n,) indices of the classes.
        accuracy: wanted share of right readings among those that are told, 0 to 1.
        prior: (classes,) how frequent the classes are where readings will be told; None as among these faces.

    Returns:
        (classes,) thresholds, 0.35 to 0.9.
    """
    weights = np.ones(len(labels))
    if prior is not None:
        counts = np.bincount(labels, minlength=len(prior))
        there = prior / prior[counts > 0].sum()
        weights = (there * len(labels) / np.maximum(counts, 1))[labels]
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    thresholds = np.full(probabilities.shape[1], _HIGHEST)
    for index in range(probabilities.shape[1]):
        mine = predicted == index
        order = np.argsort(-confidence[mine], kind="stable")
        weight = weights[mine][order]
        right = weight * (labels[mine] == index)[order]
        estimate = (np.cumsum(right) + _PRIOR * (accuracy - 0.05)) / (np.cumsum(weight) + _PRIOR)
        enough = np.flatnonzero(estimate >= accuracy)
        if len(enough):
            thresholds[index] = confidence[mine][order][enough[-1]]
    return np.asarray(np.clip(thresholds, _LOWEST, _HIGHEST))
