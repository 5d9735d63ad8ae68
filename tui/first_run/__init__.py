"""The first run: what is asked for, checked and kept."""
