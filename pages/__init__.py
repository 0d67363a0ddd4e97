"""What documents say that the code decides: `python -m pages` writes it anew."""
