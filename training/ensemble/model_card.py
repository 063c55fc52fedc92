"""The model card (Mitchell et al., FAT* 2019) of an exported ensemble."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from assistant.system.atomic_file import write_atomically
from assistant.vision.quality_gate import SMALLNESS
from training.ensemble.conditions import VOTED
from training.evaluate import tables

FILE = "MODEL_CARD.md"

_BEGINNINGS = {
    "dlib-resnet": (
        "\n- What members of the family `dlib-resnet` began with: dlib's face recognition network (King, 2017; in the "
        "public\n  domain, CC0), which learned from three million faces of FaceScrub, VGG-Face and the internet."
    ),
    "intel-resnet": (
        "\n- What members of the family `intel-resnet` began with: emotions-recognition-retail-0003 (Intel, Open Model "
        "Zoo;\n  Apache-2.0), which learned from faces that are undisclosed."
    ),
}
"""What a family's members knew before, an item of the list of data each."""

_READERS = {
    "intel": (
        "Readings of emotions-recognition-retail-0003 (Intel, Open Model Zoo; Apache-2.0; its data are undisclosed), "
        "pooled\n  with the votes."
    ),
    "mobilenet_7": (
        "Readings of EmotiEffLib's MobileNet for AffectNet's seven classes (Savchenko, 2021; Apache-2.0; AffectNet's "
        "terms:\n  for research alone), pooled with the votes."
    ),
    "ours": "Readings of an earlier export of this ensemble, pooled with the votes.",
}
"""Networks whose readings, in files of these names, members learned from."""

_LEARNED_FROM_FER2013 = {
    "licence": (
        "The weights learned from FER2013, so use them for research and personal aid; check your own law before other "
        "uses."
    ),
    "people": "The faces are posed or chosen by search words, mostly of adults in Western media. ",
    "repeat": "RECIPE --data FER2013 --votes fer2013new.csv --out DIR",
    "repeat_data": (
        "`FER2013` is the original CSV, or a folder or zip of class folders with folds. What the assistant ships has "
        "two\nrecipes, one after the other."
    ),
}
_LEARNED_FROM_OTHERS = {
    "licence": "Use the weights as the licences of these data and your own law allow.",
    "people": "",
    "repeat": "RECIPE --data DATA --out DIR",
    "repeat_data": "`DATA` is what the members learned from.",
}
_JUDGED_BY_FER2013 = {
    "validation": "FER2013's validation fold (PublicTest)",
    "agreement": "People agree with FER2013's labels on 65 ± 5 % of the faces (Goodfellow et al., 2013). ",
    "likeness": "FER2013's",
}
_JUDGED_BY_OTHERS = {"validation": "the set's validation fold", "agreement": "", "likeness": "those of that fold"}


def write_model_card(manifest: dict[str, Any], folder: Path) -> Path:
    """Write MODEL_CARD.md beside the ensemble whose manifest this is; returns its path."""
    text = resources.files("training.ensemble").joinpath("model_card.md").read_text(encoding="utf-8")
    path = folder / FILE
    write_atomically(path, Template(text).substitute(_figures(manifest) | _words(manifest)))
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
        "mirrored": ", read straight and mirrored" if manifest["mirror"] else "",
        "images": f"{scores['images']:,}",
        "classes": "\n".join(
            f"| {label} | {counts[label]} | {_ratio(right[label], counts[label])} "
            f"| {_ratio(right[label], told[label])} | {manifest['abstain'][label]:.2f} |"
            for label in manifest["labels"]
        ),
        "widths": _listed([*manifest["accuracy_by_width"]]),
        "by_width": _listed([_score(share, 2) for share in manifest["accuracy_by_width"].values()]),
        "least": f"{1 / SMALLNESS.starts:.0f}",
        "temperature": f"{manifest['temperature']:.2f}",
        **{name: _score(scores[name], 3) for name in ("accuracy", "macro_f1", "mean_recall", "auc", "ece", "brier")},
        **{name: _score(scores[name], 2) for name in ("coverage_at_90", "coverage_at_95")},
    }


def _words(manifest: dict[str, Any]) -> dict[str, str]:
    """What the card says of the data, as far as `training.data.provenance` knows them."""
    # An ensemble that was exported before they were written down, and calibrated since, knows of the latter alone.
    learned, judging = manifest.get("learned_from"), manifest["calibrated_on"]
    return {
        **(_LEARNED_FROM_FER2013 if learned and learned["fer2013"] else _LEARNED_FROM_OTHERS),
        **(_JUDGED_BY_FER2013 if judging["fer2013"] else _JUDGED_BY_OTHERS),
        "data": "\n".join(
            f"- {item}"
            for item in [*_data(learned, _blends_votes(manifest)), *_elsewhere(manifest), *_readers(manifest)]
        ),
        "held_back": _held_back(learned, judging),
        "brier_name": "Brier (FERPlus votes)" if judging["voted"]["validation"] else "Brier",
        "weaknesses": _weaknesses(learned),
        "voted": " as most annotators voted," if VOTED in manifest["left_out"] else "",
        "outside": _outside(manifest),
        "left_out": tables.markdown([*tables.left_out_rows(manifest["left_out"])]),
    }


def _blends_votes(manifest: dict[str, Any]) -> bool:
    # Exports from before this was written down blended them.
    return any(member.get("vote_share", 1.0) for member in manifest["members"])


def _elsewhere(manifest: dict[str, Any]) -> list[str]:
    count = manifest.get("learned_elsewhere", 0)
    if not count:
        return []
    return [f"{count:,} faces of other sets, from which members began to learn; their licences hold, too."]


def _readers(manifest: dict[str, Any]) -> list[str]:
    names = sorted({name for member in manifest["members"] for name in member.get("readings", ())})
    return [_READERS.get(name, f"Readings in the file `{name}.csv`; its own terms hold, too.") for name in names]


def _data(learned: dict[str, Any] | None, blends_votes: bool) -> list[str]:
    if learned is None:
        return ["What the members learned from was not written down when they were exported."]
    items = []
    if learned["fer2013"]:
        items.append(
            "FER2013 (Goodfellow et al., 2013): photographs found by image search, labelled by one person each; for "
            "research."
        )
    if learned["voted"]["train"] and blends_votes:
        items.append(
            "FERPlus votes (Barsoum et al., 2016; MIT licence): ten annotators for each of "
            f"{learned['voted']['train']:,} faces, blended\n  into the targets."
        )
    if learned["drawn"]:
        items.append(f"{learned['drawn']:,} faces drawn by this project.")
    sizes = _sizes(learned)
    items.append(
        f"The set was prepared from {_sources(learned)}: {sizes['train']:,} faces to learn from, "
        f"{sizes['held_back']:,} held back,\n  {sizes['validation']:,} to validate."
    )
    return items


def _held_back(learned: dict[str, Any] | None, judging: dict[str, Any]) -> str:
    sizes = _sizes(judging)
    if judging == learned:
        share = sizes["held_back"] / (sizes["train"] + sizes["held_back"])
        return (
            f"Weights, biases, temperature and thresholds come from the {100 * share:.0f} % of the training fold that "
            f"no\nmember learned from."
        )
    return f"Temperature and thresholds come from {sizes['held_back']:,} faces held back of {_sources(judging)}."


def _outside(manifest: dict[str, Any]) -> str:
    """Scores on other data sets, beside those at home."""
    outside = manifest.get("outside")
    if not outside:
        return "The ensemble was judged on no other set (`training calibrate --also DATA` does it)."
    sets = {"validation fold": manifest["scores"]} | outside
    parts = [tables.rows(sets), tables.class_rows(sets)]
    return "\n\n".join(tables.markdown([*part]) for part in parts)


def _sources(known: dict[str, Any]) -> str:
    weights = (f" (weight {source['weight']:g})" if source["weight"] != 1 else "" for source in known["sources"])
    return ", ".join(f"`{source['name']}`{weight}" for source, weight in zip(known["sources"], weights, strict=True))


def _sizes(known: dict[str, Any]) -> dict[str, int]:
    """How many faces each fold has."""
    return {fold: sum(counts.values()) for fold, counts in known["faces"].items()}


def _weaknesses(learned: dict[str, Any] | None) -> str:
    """An item of the list of limits; nothing where nothing is known."""
    if learned is None:
        return ""
    counts = learned["faces"]["train"]
    rarest = min(counts, key=lambda name: counts[name])
    mixed_up = "Anger and disgust, and fear and sadness and surprise, are mixed up most; " if learned["fer2013"] else ""
    item = f"{mixed_up}{rarest} is rarest in the data ({counts[rarest]:,} of {sum(counts.values()):,} faces)"
    return f"- {item[0].upper()}{item[1:]}.\n"


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _score(value: float | None, digits: int) -> str:
    """A score; where the faces leave it undefined, as the AUC of a single class, a dash."""
    return "–" if value is None else f"{value:.{digits}f}"
