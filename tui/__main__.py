"""The command `watchfloor`. Answers `--version` without importing anything heavy, then hands over to the commands."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the command line; gives 0 done, 1 failures, 2 usage, 3 lease held, 4 store unusable, 130 interrupted."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from feeds import __version__

        sys.stdout.write(f"watchfloor {__version__}\n")
        return 0
    from tui.commands.run import run

    return run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
