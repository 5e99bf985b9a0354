"""Runs the sandbox: a site like one that installs this package."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # The package stands beside the sandbox; an installed one is taken first.
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
