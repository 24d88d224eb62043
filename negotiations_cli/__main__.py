"""The program's entry: `negcli`, or `python -m negotiations_cli`."""

import gc
import signal

# An interrupt while modules are imported ends the program without a word, too.
signal.signal(signal.SIGINT, signal.SIG_DFL)
# A command ends before a collection of cycles would pay for itself: it is a tenth of the run.
gc.disable()

from negotiations_cli.cli.app import main  # noqa: E402

if __name__ == "__main__":
    main()
