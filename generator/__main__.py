"""``python -m generator`` is the same command as ``allclear``."""

from generator.cli.main import main

if __name__ == "__main__":
    main()
