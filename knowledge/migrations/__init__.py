"""How the record's tables came to be, one revision after another, run by ``Database.migrate``."""
