"""Template tags of the action plan."""
