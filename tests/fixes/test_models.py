"""`add_base_config`, `config_class_to_model_config`, `add_default_none`."""

from __future__ import annotations

import pytest

from tests.fixes.asking import classes, fields, fixed, refuses

_IMPORT = "from pydantic import BaseModel, ConfigDict\n\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n    x: int\n", "\n    model_config = ConfigDict(from_attributes=True)\n\n    x: int\n"),
        (
            '\n    """Doc."""\n\n    x: int\n',
            '\n    """Doc."""\n\n    model_config = ConfigDict(from_attributes=True)\n\n    x: int\n',
        ),
        (
            "\n\n    # first\n    x: int\n",
            "\n    model_config = ConfigDict(from_attributes=True)\n\n    # first\n    x: int\n",
        ),
        ("\n    # 1\n    x: int\n", "\n    model_config = ConfigDict(from_attributes=True)\n\n    # 1\n    x: int\n"),
        (" ...  # c\n", "  # c\n    model_config = ConfigDict(from_attributes=True)\n"),
        ("\n    pass\n", "\n    model_config = ConfigDict(from_attributes=True)\n"),
        ('\n    """Doc."""\n', '\n    """Doc."""\n\n    model_config = ConfigDict(from_attributes=True)\n'),
        (
            '\n    x: int\n    model_config = ConfigDict(extra="forbid")  # c\n',
            '\n    x: int\n    model_config = ConfigDict(extra="forbid", from_attributes=True)  # c\n',
        ),
        (
            "\n    model_config = {  # c\n        'extra': 1}\n",
            "\n    model_config = {  # c\n        \"from_attributes\": True,\n        'extra': 1}\n",
        ),
        ("\n    model_config = {'extra': 1}\n", "\n    model_config = {\"from_attributes\": True, 'extra': 1}\n"),
        ("\n    model_config: ConfigDict = {}\n", '\n    model_config: ConfigDict = {"from_attributes": True}\n'),
        (
            '\n    model_config = {\n        "extra": "forbid",\n    }\n',
            '\n    model_config = {\n        "from_attributes": True,\n        "extra": "forbid",\n    }\n',
        ),
        (
            "\n    model_config = ConfigDict(from_attributes=False)\n",
            "\n    model_config = ConfigDict(from_attributes=True)\n",
        ),
    ],
)  # fmt: skip
def test_a_model_reads_attributes(before: str, after: str) -> None:
    head = _IMPORT + "class A(BaseModel):"
    assert fixed(f"{head}{before}", "add_base_config", classes("A")) == f"{head}{after}"


def test_config_dict_is_imported() -> None:
    text = "from pydantic import BaseModel, Field\n\n\nclass A(BaseModel):\n\tx: int = Field(1)\n"
    assert fixed(text, "add_base_config", classes("A")) == (
        "from pydantic import BaseModel, ConfigDict, Field\n\n\n"
        "class A(BaseModel):\n\tmodel_config = ConfigDict(from_attributes=True)\n\n\tx: int = Field(1)\n"
    )


def test_another_setting_can_be_asked_for() -> None:
    text = _IMPORT + "class A(BaseModel):\n    x: int\n"
    result = fixed(text, "add_base_config", classes("A"), name="extra", value='"forbid"')
    assert '    model_config = ConfigDict(extra="forbid")\n' in result


@pytest.mark.parametrize(
    "body",
    [
        "class Config:\n        orm_mode = True",
        "model_config = CONFIG",
        "model_config = ConfigDict(base)",
        "model_config = ConfigDict(**base)",
        'model_config = {**base, "extra": "forbid"}',
        'model_config = {"from_attributes": False}',
        "model_config = ConfigDict(from_attributes=True)",
        "model_config: ConfigDict",
    ],
)
def test_settings_that_are_made_elsewhere_stay(body: str) -> None:
    assert refuses(f"{_IMPORT}class A(BaseModel):\n    {body}\n", "add_base_config", classes("A"))


def test_another_config_dict_is_not_used() -> None:
    assert refuses("ConfigDict = dict\n\nclass A(BaseModel):\n    x: int\n", "add_base_config", classes("A"))


def test_a_one_line_class_with_fields_stays() -> None:
    assert refuses(f"{_IMPORT}class A(BaseModel): x: int\n", "add_base_config", classes("A"))


def test_a_config_class_becomes_model_config() -> None:
    text = (
        "from pydantic import BaseModel, Extra\n\n\nclass A(BaseModel):\n    x: int\n\n"
        "    class Config:\n        orm_mode = True\n        extra = Extra.forbid\n\n    y: int\n"
    )
    assert fixed(text, "config_class_to_model_config", classes("A")) == (
        "from pydantic import BaseModel, ConfigDict\n\n\nclass A(BaseModel):\n    x: int\n\n"
        '    model_config = ConfigDict(from_attributes=True, extra="forbid")\n\n    y: int\n'
    )


def test_the_config_class_may_be_anchored_itself() -> None:
    text = f"{_IMPORT}class A(BaseModel):\n    # how\n    class Config:  # settings\n        orm_mode = True\n"
    assert fixed(text, "config_class_to_model_config", classes("Config")) == (
        f"{_IMPORT}class A(BaseModel):\n    # how\n"
        "    model_config = ConfigDict(  # settings\n        from_attributes=True,\n    )\n"
    )


def test_comments_tabs_and_long_values_stay() -> None:
    text = (
        f"{_IMPORT}class A(BaseModel):\n"
        "\tclass Config:\n"
        "\t\t# names too\n"
        "\t\tallow_population_by_field_name = True  # yes\n"
        "\n"
        "\t\tschema_extra = {\n"
        "\t\t\t# one\n"
        '\t\t\t"example": {"x": 1},\n'
        "\t\t}\n"
    )
    assert fixed(text, "config_class_to_model_config", classes("A")) == (
        f"{_IMPORT}class A(BaseModel):\n"
        "\tmodel_config = ConfigDict(\n"
        "\t\t# names too\n"
        "\t\tpopulate_by_name=True,  # yes\n"
        "\t\tjson_schema_extra={\n"
        "\t\t\t# one\n"
        '\t\t\t"example": {"x": 1},\n'
        "\t\t},\n"
        "\t)\n"
    )


def test_a_long_config_gets_one_line_for_each_setting() -> None:
    text = (
        f"{_IMPORT}class A(BaseModel):\n    class Config:\n"
        "        anystr_strip_whitespace = True\n        use_enum_values = True\n        allow_mutation = False\n"
    )
    assert fixed(text, "config_class_to_model_config", classes("A")) == (
        f"{_IMPORT}class A(BaseModel):\n"
        "    model_config = ConfigDict(\n"
        "        str_strip_whitespace=True,\n        use_enum_values=True,\n        frozen=True,\n    )\n"
    )


def test_settings_get_their_own_config_dict() -> None:
    head = "from pydantic import BaseSettings\n"
    text = f"{head}\n\nclass S(BaseSettings):\n    class Config:\n        env_prefix: str = 'A_'\n"
    assert fixed(text, "config_class_to_model_config", classes("S")) == (
        "from pydantic import BaseSettings\nfrom pydantic_settings import SettingsConfigDict\n\n\n"
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='A_')\n"
    )


@pytest.mark.parametrize(
    "config",
    [
        "class Config(Base.Config):\n        orm_mode = True",
        "class Config:\n        def schema_extra(schema): ...",
        "class Config:\n        orm_mode = True\n\n        @classmethod\n        def alias_generator(cls, x): ...",
        "class Config:\n        getter_dict = Getter",
        "class Config:\n        underscore_attrs_are_private = True",
        "class Config:\n        title = x",
        "class Config:\n        extra = 'a'\n        title = extra",
        "class Config:\n        allow_mutation = MUTABLE",
        "class Config:\n        title: str",
        "class Config:\n        '''Doc.'''\n        orm_mode = True",
        "class Config:\n        orm_mode = True\n        # the end",
        "class Config:\n        orm_mode = True\n        from_attributes = True",
        "class Config:\n        orm_mode = True; title = 'x'",
        "class Config:\n        keep_untouched = a, b",
        "class Config: orm_mode = True",
        "class Config:\n        pass",
        "model_config = ConfigDict()\n\n    class Config:\n        orm_mode = True",
        "z: int",
    ],
)
def test_a_config_that_cannot_be_carried_over_stays(config: str) -> None:
    text = f"{_IMPORT}class A(BaseModel):\n    x: int\n\n    {config}\n"
    assert refuses(text, "config_class_to_model_config", classes("A"))


def test_a_config_class_of_no_model_stays() -> None:
    assert refuses("class Config:\n    orm_mode = True\n", "config_class_to_model_config", classes("Config"))


@pytest.mark.parametrize(
    "annotation",
    [
        "str | None",
        "None | str",
        "Optional[str]",
        "t.Union[str, None]",
        "'str | None'",
        "Annotated[str | None, Len(1)]",
    ],
)
def test_an_optional_field_gets_its_default(annotation: str) -> None:
    text = f"class A(BaseModel):\n    x: {annotation}  # c\n    y: int\n"
    assert fixed(text, "add_default_none", fields("x")) == text.replace(annotation, f"{annotation} = None")


@pytest.mark.parametrize(
    "field", ["x: str", "x: str | None = ''", "x: Annotated[str, None]", "x: List[None]", "x: 'a b'", "x = None"]
)
def test_other_fields_stay(field: str) -> None:
    assert refuses(f"class A(BaseModel):\n    {field}\n", "add_default_none", fields("x"))


@pytest.mark.parametrize("decorator", ["dataclass", "dataclasses.dataclass(frozen=True)"])
def test_a_field_of_a_dataclass_stays(decorator: str) -> None:
    assert refuses(f"@{decorator}\nclass A:\n    x: int | None\n    y: int\n", "add_default_none", fields("x"))
