"""Article → Doc: names, offices and references found, one room for all that needs the text."""
