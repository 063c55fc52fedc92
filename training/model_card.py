"""The model card (Mitchell et al., FAT* 2019) of an exported ensemble."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from assistant.whole_file import write_whole

FILE = "MODEL_CARD.md"

_BEGINNINGS = {
    "dlib-resnet": (
        "\n- What members of the family `dlib-resnet` began with: dlib's face recognition network (King, 2017; in the "
        "public\n  domain, CC0), which learned from three million faces of FaceScrub, VGG-Face and the internet."
    )
}
"""What a family's members knew before, an item of the list of data each."""


def write_model_card(manifest: dict[str, Any], folder: Path) -> Path:
    """Write MODEL_CARD.md beside the ensemble whose manifest this is; returns its path."""
    text = resources.files("training").joinpath("model_card.md").read_text(encoding="utf-8")
    path = folder / FILE
    write_whole(path, Template(text).substitute(_figures(manifest)))
    return path


def _figures(manifest: dict[str, Any]) -> dict[str, str]:
    scores, members = manifest["scores"], manifest["members"]
    counts = {label: sum(row) for label, row in zip(manifest["labels"], scores["confusion"], strict=True)}
    told = {label: sum(row[i] for row in scores["confusion"]) for i, label in enumerate(manifest["labels"])}
    right = {label: scores["confusion"][i][i] for i, label in enumerate(manifest["labels"])}
    return {
        "members": "\n".join(
            f"| {m['file']} | {m['family']} | {m['size']} × {m['size']} | {m['weight']:.2f} | {m['precision']} "
            f"| {m['parity']['bytes'] / 1e6:.1f} MB | {m['parity']['milliseconds']:.2f} ms "
            f"| {m['parity']['agreement']:.1%} |"
            for m in members
        ),
        "beginnings": "".join(_BEGINNINGS.get(family, "") for family in sorted({m["family"] for m in members})),
        "megabytes": f"{sum(m['parity']['bytes'] for m in members) / 1e6:.1f}",
        "milliseconds": f"{scores['milliseconds_per_face']:.1f}",
        "images": f"{scores['images']:,}",
        "classes": "\n".join(
            f"| {label} | {counts[label]} | {_ratio(right[label], counts[label])} "
            f"| {_ratio(right[label], told[label])} | {manifest['abstain'][label]:.2f} |"
            for label in manifest["labels"]
        ),
        "temperature": f"{manifest['temperature']:.2f}",
        **{name: f"{scores[name]:.3f}" for name in ("accuracy", "macro_f1", "mean_recall", "auc", "ece", "brier")},
        **{name: f"{scores[name]:.2f}" for name in ("coverage_at_90", "coverage_at_95")},
    }


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"
