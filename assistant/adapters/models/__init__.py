"""The neural networks, run by LiteRT: detector, landmarks, covered mouths, ensemble."""
