"""Static files under names that carry their content."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package ships no types
    """Rewrite imports between our modules too, so that a page never mixes versions after an update."""

    support_js_module_import_aggregation = True
