"""What AllClear knows: records as facts and everything derived from them. No I/O, no clock."""
