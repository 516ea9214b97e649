"""The steps of the workflows in ``.github/workflows/``, one script each."""
