"""From files to facts: strict YAML with positions, decoding; public and internal apart."""
