"""From files to facts: strict YAML with positions, decoding, finding records; public and internal apart."""
