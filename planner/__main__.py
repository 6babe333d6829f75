"""Starts the command line, for `planner` and for `python -m planner`; knows nothing but where it is."""

import sys

from planner.cli import main

if __name__ == "__main__":
    sys.exit(main())
