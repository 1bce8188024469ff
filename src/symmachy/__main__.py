"""The command line as a module: ``python -m symmachy``."""

from symmachy.cli import main

if __name__ == "__main__":
    main()
