"""Names as people type them: found, or the right one suggested."""

import pytest
from conftest import Negcli

FOUND = [
    ("LAVROV SERGEY", "sergey-lavrov"),
    ("Lavrov, Sergei", "sergey-lavrov"),
    ("ЛАВРОВ", "sergey-lavrov"),
    ("Сергей Лавров", "sergey-lavrov"),
    ("Zelenski", "volodymyr-zelensky"),
    ("Selenskyj", "volodymyr-zelensky"),
    ("Zelenskyj", "volodymyr-zelensky"),
    ("von der leyen", "ursula-von-der-leyen"),
    ("UAE", "united-arab-emirates"),
    ("EU", "european-union"),
    ("ООН", "united-nations"),
    ("the Kremlin", "russia"),
    ("White House", "united-states"),
    ("State Department", "united-states"),
    ("Russian MFA", "russia"),
    ("Kyiv", "ukraine"),
    ("Minsk", "belarus"),
]
SUGGESTED = [
    ("Lavrof", "'Sergey Lavrov'"),
    ("S. Lavrov", "'Sergey Lavrov'"),
    ("Minister Lavrof", "'Sergey Lavrov'"),
    ("Zelens'kyj", "'Volodymyr Zelensky'"),
    ("Зеленського", "'Volodymyr Zelensky'"),
    ("President Biden", "'Joe Biden'"),
    ("Gutteres", "'António Guterres'"),
    ("Security Council", "'UN Security Council'"),
    ("Foreign Minister of Russia", "'Sergey Lavrov'"),
    ("Russian foreign minister", "'Sergey Lavrov'"),
    ("president of the United States", "'Donald Trump' or 'Joe Biden'"),
    ("UN Secretary-General", "'António Guterres'"),
    ("Turkish foreign minister", "'Hakan Fidan' or 'Mevlüt Çavuşoğlu'"),
    ("German chancellor", "'Friedrich Merz' or 'Olaf Scholz' or 'Angela Merkel'"),
    ("Secretary of State", "'Marco Rubio' or 'Antony Blinken'"),
]


@pytest.mark.parametrize(("typed", "own"), FOUND)
def test_found(negcli: Negcli, typed: str, own: str) -> None:
    assert negcli("actor", typed, "--fields", "id").lines == [own]


@pytest.mark.parametrize(("typed", "meant"), SUGGESTED)
def test_suggested(negcli: Negcli, typed: str, meant: str) -> None:
    asked = negcli("timeline", "--actor", typed)
    assert asked.err == f"negcli: no actor is called '{typed}'\n  did you mean {meant}?\n"
    assert (asked.out, asked.code) == ("", 2)


@pytest.mark.parametrize("typed", ["SCO", "Mohammed bin Salman", "Wagner", "of the", ""])
def test_nobody_is_suggested_who_is_not_near(negcli: Negcli, typed: str) -> None:
    assert "\n  'negcli actors' lists them all\n" in negcli("timeline", "--actor", typed).err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("USA", "'United States'"),
        ("Geneve", "'Geneva'"),
        ("Britain", "'London' or 'United Kingdom'"),
    ],
)
def test_places_are_suggested(negcli: Negcli, typed: str, meant: str) -> None:
    asked = negcli("timeline", "--place", typed)
    assert f"did you mean {meant}" in asked.err
    assert asked.code == 2
