"""Landmarks of a rigid head that is held as told, and how it is turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from assistant.drawn_faces import Pose
from assistant.vision import head_pose
from assistant.vision.head_pose import Rotation
from assistant.vision.landmarks import EYE_CORNERS, LANDMARKS, Points

PIXELS = 8.0
"""Of the picture for a centimetre of the head: a face of 84 px."""


def turned(pose: Pose) -> Rotation:
    """The rotation of a head that is held so."""
    yaw, pitch, roll = np.radians((pose.yaw, pose.pitch, pose.roll))
    turn = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    lift = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    tilt = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return tilt @ turn @ lift


def landmarks(pose: Pose, noise: float = 0.0, seed: int = 0) -> Points:
    """The landmarks of a head with open eyes; those that no pose is measured on lie in its middle."""
    points = np.zeros((LANDMARKS, 3))
    points[head_pose.POINTS] = head_pose.MODEL
    for number, corners in enumerate(EYE_CORNERS):
        middle = points[list(corners)].mean(axis=0)
        aside, up = 1.2 * np.sin(np.radians((pose.gaze_yaw, pose.gaze_pitch)))
        points[(468, 473)[number]] = middle + np.array((aside, -up, 0))
        for lid, height in zip(((159, 145), (386, 374))[number], (-0.5, 0.5), strict=True):
            points[lid] = middle + np.array((0, height, 0))
    placed = points @ turned(pose).T * PIXELS + (320 + 20 * pose.x, 180 + 20 * pose.y, 0)
    placed += np.random.default_rng(seed).normal(0, noise, placed.shape)
    return placed.astype(np.float32)


def moments(
    motion: Callable[[float], Pose], seconds: float, rate: float = 15.0, noise: float = 0.0, dropped: float = 0.0
) -> Iterator[tuple[float, Rotation, tuple[float, float]]]:
    """(time, how the head is turned, its place in centimetres), measured with an error of `noise` degrees."""
    rng = np.random.default_rng(0)
    for number in range(round(seconds * rate)):
        time = number / rate
        if number and rng.random() < dropped:
            continue
        pose = motion(time)
        yaw, pitch, roll = rng.normal(0, noise, 3)
        seen = Pose(pose.yaw + yaw, pose.pitch + pitch, pose.roll + roll)
        yield time, turned(seen), (6 * pose.x, 6 * pose.y)
