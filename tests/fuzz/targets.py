"""The one table of targets: what is read, from which inputs fuzzing starts, and how they are changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from assistant.errors import AssistantError
from tests.fuzz import seeds
from tests.fuzz.mutators.archives import zips
from tests.fuzz.mutators.arrays import array
from tests.fuzz.mutators.clips import clip
from tests.fuzz.mutators.databases import pages, rows
from tests.fuzz.mutators.pictures import picture
from tests.fuzz.mutators.plain import changed, header, mixed, text
from tests.fuzz.mutators.tables import table
from tests.fuzz.mutators.trees import json_tree, toml_tree
from tests.fuzz.readers import media, practice, training, words
from tests.fuzz.target import Target

_LARGE_PICTURE = 3.0
"""Seconds: the largest pictures that are read take up to 1.6, and a zip may hold two."""

_PREPARED = {
    "prepared-summary": ("set.json", json_tree),
    "prepared-pixels": ("train/pixels.npy", array),
    "prepared-table": ("train/faces.npz", zips(array)),
}

_ALL = (
    Target("settings", "settings.json", words.settings, words.settings_files, json_tree),
    Target("language", "en.toml", words.language, words.languages, toml_tree),
    Target("combination", "key.txt", words.combination, words.combinations, text),
    Target("accelerators", "keys.txt", words.accelerators, words.key_lists, text),
    Target("arguments", "arguments.txt", words.arguments, words.argument_lists, text),
    Target("events", "words.txt", words.events, words.spoken, text),
    Target("deck", "deck.toml", practice.deck_folder, practice.deck_files, toml_tree, beside=practice.deck_pictures),
    Target("deck-zip", "deck.zip", practice.deck_zip, seeds.class_zips, zips(picture), seconds=_LARGE_PICTURE),
    Target("deck-picture", "1.png", practice.deck_picture, seeds.pictures, picture, seconds=_LARGE_PICTURE),
    Target("answers", "answers.sqlite", practice.answers, practice.databases, mixed(rows, rows, pages), changes=True),
    Target("picture", "1.jpg", media.picture, seeds.pictures, picture, seconds=_LARGE_PICTURE),
    Target("picture-folder", "1.webp", media.picture_folder, seeds.pictures, picture, seconds=_LARGE_PICTURE),
    Target("video", "clip.mp4", media.video, seeds.clips, clip),
    Target("sound", "phrase.wav", media.sound, media.sounds, mixed(header, changed), (AssistantError, ValueError)),
    Target("speech-reply", "reply.bin", media.reply, media.replies, changed),
    Target("class-zip", "set.zip", training.data_set, seeds.class_zips, zips(picture), seconds=_LARGE_PICTURE),
    Target("fer2013", "fer2013.csv", training.data_set, training.fer2013_tables, table),
    Target("path-table", "set.csv", training.data_set, training.path_tables, table, beside=training.pictures),
    Target("votes", "fer2013new.csv", training.votes, training.vote_tables, table),
    Target(
        "annotation", "annotations/1_exp.npy", training.annotation, training.annotations, array, beside=training.images
    ),
    Target("manifest", "ensemble.json", training.manifest, training.manifests, json_tree),
    Target("recipe", "recipe.toml", training.recipe, training.recipes, toml_tree),
    Target(
        "ensemble-recipe", "ensemble.toml", training.ensemble_recipe, training.ensemble_recipes, toml_tree,
        beside=training.member_recipes,
    ),
    Target("run-recipe", "config.json", training.run_recipe, training.run_recipes, json_tree),
    Target("run-history", "history.json", training.run_history, training.histories, json_tree),
    Target("learned", "learned.txt", training.learned, training.learned_files, mixed(text, changed)),
    *(
        Target(
            name, file, training.prepared, partial(training.one_of_prepared, file), change, beside=training.prepared_set
        )
        for name, (file, change) in _PREPARED.items()
    ),
    Target("dlib", "network.dat", training.dlib, training.dlib_files, mixed(changed, header)),
    Target(
        "openvino", "network.xml", training.openvino, training.openvino_graphs, mixed(text, changed),
        beside=training.openvino_files,
    ),
)  # fmt: skip

TARGETS: Mapping[str, Target] = {target.name: target for target in _ALL}
"""By name."""


def corpus_folder(name: str) -> Path:
    """Where the inputs lie that once broke a promise of the target."""
    return Path(__file__).parent / "corpus" / name
