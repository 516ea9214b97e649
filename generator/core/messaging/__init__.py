"""Messages T1 to T15: what is sent to whom, filled from facts."""
