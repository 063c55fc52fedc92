"""A network as the stages that its diagram shows."""

from __future__ import annotations

from training.config import NetworkConfig
from training.networks import build
from training.reports.network_diagram import stages


def test_the_diagrams_stages_hold_every_weight() -> None:
    options = {"widths": [8, 16], "blocks": [1, 1]}
    model = build(NetworkConfig(family="residual-se", size=40, options=options))
    found = stages(model)
    assert sum(stage.parameters for stage in found) == model.count_params()
    assert [stage.shape for stage in found] == [(40, 40, 1), (20, 20, 8), (10, 10, 16), (16,), (7,)]
