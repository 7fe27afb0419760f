"""The document that the board gets of a round: what it says of itself, and its approval."""

from __future__ import annotations

from assessments.models import Assessment, Edition


def of(assessment: Assessment) -> Edition:
    """Return the edition of a round, a draft with the defaults where nobody has touched it."""
    found: Edition | None = getattr(assessment, "edition", None)
    return found or Edition(assessment=assessment)
