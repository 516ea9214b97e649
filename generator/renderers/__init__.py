"""From decided values to finished bytes: pages, feeds, small files; nothing is decided here."""
