"""How quick and how quiet the installed program is, measured from outside. `python -m tests.bench [--short]`."""
