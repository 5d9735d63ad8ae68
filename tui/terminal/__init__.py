"""The terminal around the program: what it can do, and what is written to it."""
