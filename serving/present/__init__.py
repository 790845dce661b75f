"""Results as people see them: names, sentences and schemas instead of ids and codes."""
