"""negcli: ask a curated, sourced store of diplomatic events who met, agreed, refused, said what."""

__version__ = "0.1.0"
