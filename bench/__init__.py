"""Measurements: what a build costs, beside something everybody can compare with.

Run each from the repository root, e.g. ``python -m bench.cold_build``; ``README.md`` says how
the figures come about. Nothing in ``generator`` imports this folder.
"""
