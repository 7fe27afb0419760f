"""Texts of a report and whose words they are."""

from __future__ import annotations

from reports.document import Degree, MainQuestion, Part, Question, Sentence, sentences_of, text_of

SAID = Sentence("T", (Part("Is "), Part("Random", source="framework")))
DEGREE = Degree("random", "Random", 1, 3)


def main_question() -> MainQuestion:
    return MainQuestion(
        id="know",
        short="Knowing",
        question="Do we know?",
        meaning="Insight.",
        degree=DEGREE,
        figure=None,
        certainty="Likely",
        holds_back=False,
        sentences=(SAID,),
    )


def test_text_of_names_the_source_of_every_text():
    assert list(text_of(main_question())) == [
        ("ours", "know"),
        ("framework", "Knowing"),
        ("framework", "Do we know?"),
        ("framework", "Insight."),
        ("ours", "random"),
        ("framework", "Random"),
        ("ours", "Likely"),
        ("ours", "Is "),
        ("framework", "Random"),
    ]


def test_text_of_keeps_typed_texts_apart():
    question = Question(
        id="q",
        number=1,
        prompt="How?",
        pillar="Pillar",
        section="Section",
        descriptions=((DEGREE, "By chance."),),
        score=None,
        n=None,
        figure_words="",
        distribution=None,
        picture_words="",
        median=None,
        middle_half=None,
        dont_know=None,
        dont_know_words="",
        notes=(),
        hidden="",
        comments=("We do.",),
        group_comments=(),
    )

    assert [text for source, text in text_of(question) if source == "typed"] == ["We do."]
    assert [text for source, text in text_of(question) if source == "framework"] == [
        "How?",
        "Pillar",
        "Section",
        "Random",
        "By chance.",
    ]


def test_sentences_of_finds_them_in_reading_order():
    assert list(sentences_of((main_question(), (SAID,), "x", 3, None))) == [SAID, SAID]


def test_sentence_prints_as_its_plain_text():
    assert str(SAID) == "Is Random"


def test_sentence_keeps_what_was_typed_from_the_right_from_turning_its_neighbours():
    costs = (Part("שם (2026)", source="typed"), Part(": 1 234 567 EUR"))

    assert str(Sentence("C1", costs)) == "\u2068שם (2026)\u2069: 1 234 567 EUR"
    assert Sentence("C1", costs).plain == "שם (2026): 1 234 567 EUR"
    assert str(Sentence("C1", costs[:1])) == "שם (2026)"
