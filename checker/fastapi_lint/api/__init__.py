"""Use cases: the only place where producers, the engine, the delegates and the reporters meet."""
