"""The environment in which a worker trains, and what is said of one that died."""

from __future__ import annotations

import keras
import pytest

from training.fit.member_task import died_too_often, environment


def test_a_worker_has_the_cores_that_it_is_given_and_the_backend_of_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    ours = environment(3)
    assert ours["KERAS_BACKEND"] == keras.backend.backend()
    assert ours["TF_NUM_INTRAOP_THREADS"] == "3"
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    assert environment(3) == ours | {"KERAS_BACKEND": "torch"}


def test_a_death_is_said_with_how_often_and_how() -> None:
    assert str(died_too_often("exit code 9")).startswith("A worker died 6 times (exit code 9): see to its machine's")
