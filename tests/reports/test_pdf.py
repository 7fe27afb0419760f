"""The report on paper: what it holds, that everybody can read it, and how it is given out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reports.document import Report
from reports.renderers import pdf, press
from scoring import Respondent

from . import rounds
