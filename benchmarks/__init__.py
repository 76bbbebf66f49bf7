"""Speed and quality, one command each, JSON out."""
