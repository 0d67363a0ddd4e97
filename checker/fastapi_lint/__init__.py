"""One rulebook with two readers: coding agents and the gate."""

__version__ = "0.1.0"
