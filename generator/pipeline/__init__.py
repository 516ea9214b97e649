"""Joins readers, core and renderers into a build: shards, memory of earlier builds, reduction."""
