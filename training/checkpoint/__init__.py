"""How the bundled checkpoint is trained: `python -m training.checkpoint`."""
