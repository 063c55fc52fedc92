"""Keys for all programs, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.hotkey import KEYS, Combination, Modifier


def keys_for_all_programs() -> st.SearchStrategy[Combination]:
    """Every combination that may be asked of the system."""
    alone = [f"F{number}" for number in range(13, 21)]
    held = st.sets(st.sampled_from(Modifier), min_size=1).filter(lambda chosen: chosen != {Modifier.SHIFT})
    return st.builds(Combination, held.map(frozenset), st.sampled_from(KEYS)) | st.builds(
        Combination, st.sets(st.just(Modifier.SHIFT)).map(frozenset), st.sampled_from(alone)
    )
