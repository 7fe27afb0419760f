"""What must hold inside a lens, and between a lens and its framework."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frameworks import lens_meaning, library, parser
from frameworks.documents import Framework

FaultsOf = Callable[[str | bytes], list[str]]


def lens_text(slug: str, old: str = "", new: str = "") -> str:
    text = (library.FOLDER / slug / "1.0.0.toml").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def misfits(text: str, framework: Framework) -> list[str]:
    lens = parser.parse(text)
    assert not isinstance(lens, Framework)
    return [str(fault) for fault in lens_meaning.check_lens_against(lens, framework)]


@pytest.mark.parametrize(
    ("slug", "old", "new", "fault"),
    [
        (
            "pulse",
            '"emotion-known",',
            '"insight-shared-picture",',
            'questions[2]: is "insight-shared-picture", already used at questions[1]; expected a value of its own',
        ),
        (
            "six-pillars",
            'id = "resolution"',
            'id = "integrity"',
            'views[2].id: is "integrity", already used at views[1].id; expected a value of its own',
        ),
        (
            "six-pillars",
            "order = 2",
            "order = 3",
            "views[2].order: is 3; expected 2, entries stand in their order from 1",
        ),
        (
            "six-pillars",
            'requires = ">=1.0.0,<2.0.0"',
            'requires = "1.x"',
            'lens.requires: is "1.x"; expected a range of versions such as ">=1.0.0,<2.0.0"',
        ),
        (
            "transformation-entry",
            'order = ["strategy", "realisation", "fine-tuning"]',
            'order = ["realisation", "strategy", "fine-tuning"]',
            (
                'rule.order: is "realisation", "strategy", "fine-tuning"; '
                'expected "strategy", "realisation", "fine-tuning", the blocks in their order'
            ),
        ),
        (
            "transformation-entry",
            'steps = ["align", "execute"]',
            'steps = ["align"]',
            'steps[6].id: is "execute", in no block; expected a step of one block',
        ),
        (
            "transformation-entry",
            'steps = ["align", "execute"]',
            'steps = ["align", "execute", "dream"]',
            (
                'blocks[2].steps[3]: is "dream"; expected a step of this lens: "frame", "understand", "position", '
                '"design", "align", "execute", "sustain", "review"'
            ),
        ),
        (
            "journey-wing-to-wing",
            "value = 0.5",
            "value = 0.4",
            "fields[2].options: has the values 0, 0.4, 1; expected only 0, 0.5 and 1",
        ),
        (
            "journey-wing-to-wing",
            'type = "choice"',
            'type = "scale5"',
            "fields[2].options: is given; expected no options for a field of type scale5",
        ),
        (
            "say-do",
            'id = "do"',
            'id = "say"',
            'forms: has "say", "say", "felt"; expected each of "say", "do", "felt" once',
        ),
        (
            "say-do",
            'entry = "counts"\n',
            'entry = "answers"\n',
            'forms[3].columns: is given; expected no such key, because entry is "answers"',
        ),
        (
            "say-do",
            "do - felt >= 12.5",
            "import os",
            'patterns[3].when: is "import os"; expected conditions such as "say >= 75 and do - felt < 12.5"',
        ),
        (
            "say-do",
            "do - felt >= 12.5",
            "do - felt >= 1.2.5",
            (
                'patterns[3].when: is "do - felt >= 1.2.5"; expected conditions such as '
                '"say >= 75 and do - felt < 12.5"'
            ),
        ),
    ],
)
def test_a_contradiction_in_a_lens_is_named(slug: str, old: str, new: str, fault: str, faults_of: FaultsOf):
    assert fault in faults_of(lens_text(slug, old, new))


@pytest.mark.parametrize(
    ("slug", "old", "new", "fault"),
    [
        (
            "pulse",
            'framework = "cx-maturity-core"',
            'framework = "other"',
            'lens.framework: is "other"; expected "cx-maturity-core"',
        ),
        (
            "pulse",
            ">=1.0.0,<2.0.0",
            ">=1.1.0,<2.0.0",
            'lens.requires: is ">=1.1.0,<2.0.0"; expected a range that holds version 1.0.0',
        ),
        (
            "pulse",
            'language = "en"',
            'language = "de"',
            'lens.language: is "de"; expected "en", as the framework',
        ),
        (
            "pulse",
            '"emotion-known",',
            '"emotion-decisive-moments",',
            'questions: lacks "emotion-known"; expected every question with pulse = true',
        ),
        (
            "pulse",
            '"emotion-known",',
            '"emotion-decisive-moments",',
            'questions[2]: is "emotion-decisive-moments"; expected a question with pulse = true',
        ),
        (
            "six-pillars",
            '"org-self-regulation"]',
            '"org-nothing"]',
            'views[1].questions[6]: is "org-nothing"; expected a question of the framework',
        ),
        (
            "six-pillars",
            '"people-know-how"]',
            '"org-nothing"]',
            'balances[1].second.questions[4]: is "org-nothing"; expected a question of the framework',
        ),
        (
            "transformation-entry",
            '"emotion-decisive-moments", ',
            "",
            (
                'steps[1].questions: differs in "emotion-decisive-moments" from the framework\'s tags; '
                'expected the questions tagged "frame"'
            ),
        ),
        (
            "journey-wing-to-wing",
            "[stages.descriptors]\nrandom",
            "[stages.descriptors]\nrandomly",
            (
                'stages[1].descriptors: has "randomly", "intentional", "differentiated"; '
                'expected exactly "random", "intentional", "differentiated"'
            ),
        ),
        (
            "say-do",
            "do[leadership] -",
            "do[board] -",
            (
                'patterns[4].when: is "do[board]"; expected only figures among these: "say", "do", "felt", '
                '"do[leadership]", "do[customer-facing]", "do[support]"'
            ),
        ),
        (
            "say-do",
            'groups = ["customers"]',
            'groups = ["clients"]',
            (
                'forms[3].groups[1]: is "clients"; expected a group of the framework: '
                '"leadership", "customer-facing", "support", "customers"'
            ),
        ),
    ],
)
def test_a_lens_that_does_not_fit_is_named(slug: str, old: str, new: str, fault: str, core: Framework):
    assert fault in misfits(lens_text(slug, old, new), core)


def test_a_lens_of_another_framework_fits_in_nothing(alternate: Framework):
    assert misfits(lens_text("pulse"), alternate)[:2] == [
        'lens.framework: is "cx-maturity-core"; expected "werkstatt-kompass"',
        'lens.language: is "en"; expected "de", as the framework',
    ]
