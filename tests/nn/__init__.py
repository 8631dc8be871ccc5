"""Tests of the modules."""

import pytest

from tests.oracle import questions


def questions_given(setup: str, dialogue: str) -> pytest.MarkDecorator:
    """`questions` of which each begins with `setup`, lines of code."""
    start = "\n... ".join([*setup.split("\n"), ""])
    return questions(dialogue.replace(">>> ", ">>> " + start))
