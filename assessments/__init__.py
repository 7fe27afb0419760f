"""One framework version put to one organisation: who is asked, what they answer, what comes of it."""
