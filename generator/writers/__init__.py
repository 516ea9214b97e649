"""From what a command decided to the text of record files."""
