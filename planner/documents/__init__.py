"""The decision pack: Word documents from templates that a secretary edits, and their PDF."""
