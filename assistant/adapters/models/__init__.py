"""The neural networks, run by LiteRT: detector, landmarks, ensemble."""
