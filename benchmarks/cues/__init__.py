"""How far cues can be trusted: ours against two baselines on the same readings of labelled timelines."""
