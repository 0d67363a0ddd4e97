"""The language server: what editors ask over the protocol, answered with what `api.editor` knows."""
