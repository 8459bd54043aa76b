"""Figures that need minutes or other people's texts: run by hand, one command each, never by pytest."""
