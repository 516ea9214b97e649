"""The thin edges: output folders, clock, git, watching, serving."""
