"""Messages that are owed: placeholders, progress, results, questions to the GM."""
