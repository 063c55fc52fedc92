"""An answer as practice keeps it."""

from __future__ import annotations

from assistant.expressions import Expression
from assistant.practice.cards import Answer, Kind
from tests.practice.conftest import NOW

ANSWER = Answer(NOW, Kind.NAME, Expression.FEAR, Expression.SURPRISE, False, 0.5, 3, False)
