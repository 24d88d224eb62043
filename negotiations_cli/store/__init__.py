"""The written store: YAML files, read with positions, checked against the model and the rules."""
