"""Whose deprecations are errors: ours, and those of calls that we make; not what a package does inside itself."""

import warnings

import pytest


def deprecate(module: str) -> None:
    """Warn as code in a module would be warned."""
    warnings.warn_explicit("old", DeprecationWarning, f"{module}.py", 1, module=module)


@pytest.mark.parametrize(
    "module", ["bot.cli", "cogs.commands.image", "generation.i18n", "storage.database", "benchmarks", __name__]
)
def test_a_deprecation_in_our_modules_is_an_error(module: str) -> None:
    with pytest.raises(DeprecationWarning):
        deprecate(module)


@pytest.mark.parametrize("module", ["discord.utils", "botocore.session", "generations"])
def test_a_deprecation_inside_a_package_is_not(module: str) -> None:
    deprecate(module)


def test_any_other_warning_is_an_error_wherever_it_comes_from() -> None:
    with pytest.raises(ResourceWarning):
        warnings.warn_explicit("unclosed", ResourceWarning, "discord.py", 1, module="discord.utils")
