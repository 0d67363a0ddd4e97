"""A project in an editor: kept in memory, judged with what is typed and not saved, mended as edits."""
