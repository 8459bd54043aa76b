"""Shapes of what goes in and out, as plain records; the doors decide how they are carried."""
