"""Foreign formats: each module turns files of another status tool into a ``ForeignPage``."""
