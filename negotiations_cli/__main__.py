"""The program's entry: `negcli`, or `python -m negotiations_cli`."""

import gc

from negotiations_cli import interrupts

interrupts.end_at_once()  # also while modules are imported
# A command ends before a collection of cycles would pay for itself: it is a tenth of the run.
gc.disable()

from negotiations_cli.cli.app import main  # noqa: E402

if __name__ == "__main__":
    main()
