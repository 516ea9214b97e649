"""AllClear: records in git in, a public status site and internal reports out."""

__version__ = "0.1.0"
