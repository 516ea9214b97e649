"""The command line: parse arguments, call the pipeline, say what happened."""
