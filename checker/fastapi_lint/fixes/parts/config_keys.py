"""pydantic 1's `Config` attributes and what pydantic 2 calls them (its migration guide, "Changes to config")."""

from __future__ import annotations

RENAMED = {
    "allow_population_by_field_name": "populate_by_name",
    "anystr_lower": "str_to_lower",
    "anystr_strip_whitespace": "str_strip_whitespace",
    "anystr_upper": "str_to_upper",
    "keep_untouched": "ignored_types",
    "max_anystr_length": "str_max_length",
    "min_anystr_length": "str_min_length",
    "orm_mode": "from_attributes",
    "schema_extra": "json_schema_extra",
    "validate_all": "validate_default",
}

KEPT = frozenset(
    {
        "alias_generator",
        "allow_inf_nan",
        "arbitrary_types_allowed",
        "coerce_numbers_to_str",
        "extra",
        "from_attributes",
        "frozen",
        "hide_input_in_errors",
        "ignored_types",
        "json_encoders",
        "json_schema_extra",
        "loc_by_alias",
        "populate_by_name",
        "protected_namespaces",
        "revalidate_instances",
        "ser_json_bytes",
        "ser_json_timedelta",
        "str_max_length",
        "str_min_length",
        "str_strip_whitespace",
        "str_to_lower",
        "str_to_upper",
        "strict",
        "title",
        "use_attribute_docstrings",
        "use_enum_values",
        "validate_assignment",
        "validate_default",
        "validate_return",
    }
)

SETTINGS = frozenset(
    {
        "case_sensitive",
        "env_file",
        "env_file_encoding",
        "env_ignore_empty",
        "env_nested_delimiter",
        "env_prefix",
        "secrets_dir",
    }
)
"""Keys of `pydantic_settings.SettingsConfigDict`."""


def new_name(old: str) -> str | None:
    """pydantic 2's name for a setting, None when it has none."""
    return RENAMED.get(old) or (old if old in KEPT or old in SETTINGS else None)
