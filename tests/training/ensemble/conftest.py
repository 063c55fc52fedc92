from __future__ import annotations

FER2013_WORDS = (
    "FER2013 (Goodfellow",
    "FER2013's",
    "PublicTest",
    "FERPlus",
    "drawn",
    "65 ± 5 %",
    "fer2013new.csv",
    "search words",
    "are mixed up most",
)
"""What a model card says only of an ensemble that learned from FER2013 and drawn faces, and was judged by FER2013."""
