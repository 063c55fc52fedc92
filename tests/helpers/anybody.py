"""Anybody, with any face: what holds of drawn faces holds of all of these."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.drawn_faces import UNITS, ActionUnits

seeds = st.integers(0, 2**32)
strengths = st.floats(0, 1)
units = st.builds(ActionUnits, **dict.fromkeys(UNITS, strengths))
