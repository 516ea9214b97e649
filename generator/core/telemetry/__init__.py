"""Figures: metrics of an incident, its SLA verdicts, statistics of a period."""
