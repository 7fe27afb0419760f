"""The action plan: what an organisation decided to do, by whom, until when, and what became of it."""
