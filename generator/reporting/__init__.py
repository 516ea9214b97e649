"""Findings and previews as text, JSON and annotations."""
