"""Documents made of a Report."""
