"""The project: wiring only, no word of the domain."""
