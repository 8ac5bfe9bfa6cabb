"""Addresses of databases: a password that ends a part of the address is not shown as what comes after it."""

import pytest

from storage.postgresql_url import is_readable, passwords_in, place_of


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://host/db",
        "postgresql://bot:pa%2Fss@host:5432/db",
        "postgresql://bot:x@one:5432,two:5433/db?target_session_attrs=read-write",
        "postgresql://bot@/db?host=/run/postgresql",
        "postgresql://bot:x@[::1]:5432/db",
        "postgresql:///db?user=bot&password=p%40ss",
    ],
)
def test_where_a_database_is_shows_neither_user_nor_password(url: str) -> None:
    assert is_readable(url)
    place = place_of(url)
    assert place.endswith("/db")
    assert not any(word in place for word in ("bot", "x", "pa", "p%40ss"))


@pytest.mark.parametrize("sign", "/#?[@")
def test_a_password_that_ends_a_part_of_the_address_cannot_be_read(sign: str) -> None:
    assert not is_readable(f"postgresql://bot:pa{sign}ss@host/db")


def test_passwords_are_hidden_as_they_stand_and_as_they_are_meant() -> None:
    assert set(passwords_in("postgresql://bot:pa%2Fss@host/db")) == {"pa%2Fss", "pa/ss"}
    assert set(passwords_in("postgresql://host/db?user=bot&password=p%40ss")) == {"p%40ss", "p@ss"}
    assert passwords_in("postgresql://host/db?sslmode=require&sslpassword=key") == ("key",)
    assert passwords_in("") == ()
