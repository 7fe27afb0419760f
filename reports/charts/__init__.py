"""Charts: one pure geometry each, drawn as self-contained SVG for page and PDF."""
