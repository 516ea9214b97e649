"""From decided values to finished bytes: pages, feeds and small files. No decision is taken here."""
