"""The entry point: `uv run bot.py [run|console|token|migrate|doctor]`."""

import sys

if __name__ == "__main__":
    from bot.cli import main

    sys.exit(main(sys.argv[1:]))
