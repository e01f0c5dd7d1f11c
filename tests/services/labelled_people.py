"""People as lists of four countries write them, each with the person it is: made up, not real.

Entries of one number are one person. The others look alike and are not: namesakes of two cities,
father and son, husband and wife with one telephone, colleagues, sister clans.
"""

from __future__ import annotations

Entry = tuple[int, dict[str, object]]


def _entry(person: int, names: str, said: str = "") -> Entry:
    """``family / given / Arabic``, then ``field=value`` separated by semicolons."""
    family, given, arabic = (*(part.strip() for part in names.split("/")), "", "")[:3]
    values: dict[str, object] = {"family_name": family, "given_names": given, "name_ar": arabic}
    pairs = (pair.split("=", 1) for pair in said.split(";") if pair)
    values.update((name.strip(), value.strip()) for name, value in pairs)
    return person, {name: value for name, value in values.items() if value}


PEOPLE: tuple[Entry, ...] = (
    # Spellings of one name, with something beside it.
    _entry(1, "El Idrissi / Mohamed", "sex=M;country=MA;phone=+212661234567;birth_year=1980"),
    _entry(1, "IDRISSI / Mohammed", "sex=M;country=MA;phone=06 61 23 45 67"),
    _entry(1, "Al Idrissi / Med", "country=MA;phone=+212661234567;email=m.idrissi@exemple.test"),
    _entry(2, "N'Guessan / Aya", "sex=F;country=CI;phone=+2250707123456"),
    _entry(2, "N’GUESSAN / Aya Marie", "sex=F;country=CI;phone=+2250707123456"),
    _entry(2, "Nguessan / Aya", "sex=F;country=CI;city=Bouaké"),
    _entry(3, "Sissoko / Mamadou", "sex=M;country=ML;email=m.sissoko@exemple.test"),
    _entry(3, "CISSOKHO / Mahamadou", "sex=M;country=ML;email=M.Sissoko@exemple.test"),
    _entry(4, "Kouamé / Hassan", "country=CI;phone=+2250501020304;birth_year=1975"),
    _entry(4, "KOUAME / Hassane", "country=CI;birth_year=1975;function=Juriste"),
    _entry(5, "الفاسي / مريم", "country=MA;phone=+212662345678"),
    _entry(5, "El Fassi / Maryam", "country=MA;phone=+212662345678"),
    _entry(5, "El Fassi / Maryam / مريم الفاسي", "country=MA;sex=F"),
    _entry(6, "Diallo / Fatoumata", "sex=F;country=SN;email=fd@exemple.test"),
    _entry(6, "Jalloh / Fatou", "sex=F;country=SN;email=fd@exemple.test"),
    _entry(7, "Benjelloun / Abdelilah", "country=MA;phone=+212663456789"),
    _entry(7, "BEN JELLOUN / Abd El Ilah", "country=MA;phone=+212663456789"),
    _entry(8, "Aka / Koffi", "country=CI;phone=75486597"),
    _entry(8, "AKA / Koffi", "country=CI;phone=+2250775486597"),
    _entry(9, "Ndiaye / Ousmane", "country=SN;birth_year=1969;sex=M"),
    _entry(9, "N'DIAYE / Othmane", "country=SN;birth_year=1969;sex=M;city=Mbour"),
    _entry(10, "Ouattara / Salimata", "sex=F;country=CI;city=Abidjan"),
    _entry(10, "OUATTARA / Salimata", "sex=F;country=CI;city=Abidjan;function=Agent"),
    _entry(11, "Haïdara / Cheick Oumar", "country=ML;phone=+22366778899"),
    _entry(11, "Haidara / Cheikh O.", "country=ML;phone=+22366778899"),
    _entry(12, "Penda", "country=SN;phone=+221771234567"),
    _entry(12, "PENDA", "country=SN;phone=77 123 45 67;sex=F"),
    _entry(13, "Maïga / Aïssata", "country=ML;alias=Maïga Aïcha;birth_year=1988"),
    _entry(13, "Maiga / Aicha", "country=ML;birth_year=1988"),
    _entry(14, "Tazi / Youssef", "country=MA;email=y.tazi@exemple.test;phone=+212664000001"),
    _entry(14, "Tazi / Youssef", "country=MA;email=y.tazi@exemple.test;phone=+212664000002"),
    _entry(15, "عبد الإله / العلوي", "country=MA;birth_year=1970"),
    _entry(15, "عبدالاله / العلوى", "country=MA;birth_year=1970"),
    # Written otherwise with nothing beside the name but the telephone's owner changed.
    _entry(16, "Doumbia / Kadiatou", "sex=F;country=ML;phone=+22370000001;birth_year=1992"),
    _entry(16, "DOUMBIA / Khadija", "sex=F;country=ML;phone=+22370000002;birth_year=1992"),
    # Namesakes of two cities, with two telephones or two ages.
    _entry(20, "Traoré / Mamadou", "sex=M;country=ML;city=Bamako;phone=+22365000001"),
    _entry(21, "Traoré / Mamadou", "sex=M;country=ML;city=Kayes;phone=+22365000002"),
    _entry(22, "TRAORE / Mamadou", "sex=M;country=CI;city=Abidjan"),
    _entry(23, "Traoré / Mamadou", "sex=M;country=ML;city=Ségou;birth_year=1955"),
    # Husband and wife, brother and sister: one telephone, two people.
    _entry(24, "Sow / Awa", "sex=F;country=SN;phone=+221761111111"),
    _entry(25, "Sow / Ibrahima", "sex=M;country=SN;phone=+221761111111"),
    # Sister clans are not spellings of each other.
    _entry(26, "Diarra / Moussa", "sex=M;country=ML;city=Bamako"),
    _entry(27, "Koné / Moussa", "sex=M;country=ML;city=Bamako"),
    _entry(28, "Traoré / Rokia", "sex=F;country=ML;email=office@exemple.test"),
    _entry(29, "Diop / Rokia", "sex=F;country=SN;email=office@exemple.test"),
    # Father and son, and the two sexes of one given name.
    _entry(30, "Keïta / Modibo", "sex=M;country=ML;birth_year=1950;city=Kayes"),
    _entry(31, "Keïta / Modibo", "sex=M;country=ML;birth_year=1981;city=Kayes"),
    _entry(32, "Camara / Adama", "sex=F;country=ML;city=Kayes"),
    _entry(33, "Camara / Adama", "sex=M;country=ML;city=Kayes"),
    # Colleagues with names that are near and are not one.
    _entry(34, "Touré / Aminata", "sex=F;country=CI;function=Agent"),
    _entry(35, "Traoré / Aminata", "sex=F;country=CI;function=Agent"),
    _entry(36, "Alaoui / Nadia", "sex=F;country=MA;city=Rabat;birth_year=1990"),
    _entry(37, "Alaoui / Nadia", "sex=F;country=MA;city=Tanger;birth_year=1972"),
)
