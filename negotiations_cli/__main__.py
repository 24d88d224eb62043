"""The program's entry: `negcli`, or `python -m negotiations_cli`."""

from negotiations_cli.cli.app import main

if __name__ == "__main__":
    main()
