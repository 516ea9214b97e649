"""Policy, clocks and duties: who owes what to whom by when, and was it done."""
