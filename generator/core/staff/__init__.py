"""People, the rota, vendors, and who may do what."""
