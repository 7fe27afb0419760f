"""Frameworks and lenses: what is asked, in immutable published versions."""
