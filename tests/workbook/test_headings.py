"""What headings of columns mean, however they are written."""

from __future__ import annotations

import pytest

from ssc_desktop.workbook.headings import meaning_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOM ET PRÉNOMS", "full_name"), ("Nom & prénom", "full_name"), ("Nom/Prénom", "full_name"),
        ("Prénoms et NOM", "full_name"), ("Nom complet du participant", "full_name"),
        ("Nom et prénom(s) du/de la participant(e)", "full_name"), ("Full name", "full_name"),
        ("Non et prenoms", "full_name"), ("Nom\net prénons", "full_name"),
        ("Nom et prénom / Name and surname / الاسم الكامل", "full_name"),
        ("الاسم الكامل", "full_name"), ("الاسم والنسب", "full_name"),
        ("Nom", "name"), ("Noms", "name"), ("Nom / Name / الاسم", "name"), ("Participants", "name"),
        ("Nom de naissance", "name"), ("Nom d'usage", "name"), ("Nom et post-nom", "name"),
        ("Name (in capitals)", "name"), ("PRÉNOMS (usuels)", "given_names"),
        ("Prénom usuel", "given_names"), ("Tél. (joignable le soir)", "phone"),
        ("Nom de famille", "family_name"), ("Surname", "family_name"), ("Last name", "family_name"),
        ("Nom / Surname", "family_name"), ("الاسم العائلي", "family_name"),
        ("Prénom(s)", "given_names"), ("First name", "given_names"), ("Prénom / First name", "given_names"),
        ("الاسم الشخصي", "given_names"), ("ذكر/أنثى", "sex"), ("Civ.", "title"), ("Mr/Mme", "title"),
        ("PAYS DE PROVENANCE", "country"), ("Ville de provenance", "city"), ("Provenance", "organisation"),
        ("Structure de provenance", "organisation"), ("العنوان الإلكتروني", "email"),
        ("الجهة المنتمي إليها", "organisation"), ("جهة العمل", "organisation"), ("الجهة", "region"),
        ("SEXE (H/F)", "sex"), ("Genre", "sex"), ("M/F", "sex"), ("الجنس", "sex"),
        ("Structure", "organisation"), ("Nom de la structure", "organisation"),
        ("Institution/structure", "organisation"), ("Organistion", "organisation"),
        ("Ministère / Institution", "organisation"), ("المؤسسة", "organisation"),
        ("FONCTION", "function"), ("Titre", "function"), ("Qualité", "function"),
        ("Job title", "function"), ("الصفة", "function"),
        ("Tél.", "phone"), ("N° de téléphone", "phone"), ("Telefone", "phone"), ("GSM", "phone"),
        ("Numero whatsapp", "phone"), ("رقم الهاتف", "phone"),
        ("E-MAIL", "email"), ("Adresse électronique", "email"), ("Adresse mail", "email"),
        ("Courriel", "email"), ("البريد الإلكتروني", "email"),
        ("Contact(s)", "contact"), ("Contacts (Tél / E-mail)", "contact"),
        ("Pays/ville", "place"), ("Pays", "country"), ("البلد", "country"),
        ("Nationalité", "nationality"), ("Région", "region"), ("Ville", "city"),
        ("Année de naissance", "birth"), ("Date et lieu de naissance", "birth"),
        ("تاريخ الازدياد", "birth"), ("Tranche d'âge", "age"), ("Âge", "age"), ("السن", "age"),
        ("N°", "number"), ("N° d'ordre", "number"), ("S/N", "number"), ("ر.ت", "number"), ("#", "number"),
        ("Émargement", "ignored"), ("Signature matin", "ignored"), ("Jour 1", "ignored"),
        ("16/08/2021", "ignored"), ("Lieu de naissance", "ignored"), ("N° CNI", "ignored"),
        ("Nom de jeune fille", "ignored"), ("التوقيع", "ignored"), ("Sexe H", "sex_m"),
    ],
)  # fmt: skip
def test_a_heading_means_its_field(heading: str, field: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field == field


@pytest.mark.parametrize(
    ("heading", "order"),
    [
        ("NOM ET PRÉNOMS", "family first"),
        ("Prénoms et NOM", "given first"),
        ("Name and surname", "given first"),
        ("First and last name", "given first"),
        ("النسب والاسم", "family first"),
        ("الاسم والنسب", "given first"),
        ("الاسم العائلي والشخصي", "family first"),
    ],
)
def test_a_heading_of_joined_names_tells_their_order(heading: str, order: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.order == order


@pytest.mark.parametrize(
    "text",
    ["", "KOFFI Rokia", "Liste des participants", "Atelier de planification", "12", "Trésorière",
     "لائحة المشاركين - ورشة الرباط", "Intitulé : renforcement des capacités des acteurs locaux"],
)  # fmt: skip
def test_what_is_no_heading_means_nothing(text: str) -> None:
    assert meaning_of(text) is None
