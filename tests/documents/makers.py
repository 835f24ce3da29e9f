"""Documents for tests: one with every kind of piece, and a proposal of some twelve pages."""

from datetime import UTC, datetime

from flask import Flask

from workshops.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Content,
    Document,
    Facts,
    Paragraph,
    Quote,
    Section,
    Sentence,
    Source,
    SourceKind,
    Table,
    TitlePage,
)
from workshops.documents.layout import Layout

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)

LETTER = "experiment:klartbrev2345678"
HOTLINE = "experiment:telefontid234567"
CLARITY = "theme:forstaaeligt2345"
SAYING = "note:borgersagde23456"
BARRIER = "barrier:usikkerhed234567"
SOURCES = (
    Source(LETTER, SourceKind.EXPERIMENT, "Klart brev om opfølgning", "afgjort 3. marts 2026"),
    Source(CLARITY, SourceKind.THEME, "Jeg vil kunne forstå mit brev første gang"),
    Source(SAYING, SourceKind.NOTE, "Note 14, borger k3"),
    Source(HOTLINE, SourceKind.EXPERIMENT, "Telefontid hos egen sagsbehandler"),
    Source(BARRIER, SourceKind.BARRIER, "Usikkerhed om, hvor kort et brev må være"),
)
PAGE = TitlePage(
    title="Oplæring i klare breve og opfølgende samtaler",
    kind="Forslag til oplæring",
    agency="Styrelsen for Borgerbreve",
    lab="Laboratoriet for Offentlig Fornyelse",
    engagement="Breve, der kan læses første gang",
    version="Udkast 2",
    date="25. november 2026",
    author="Mette Overgaard",
    approver="Jens Åkjær",
    journal_number="2026-1482",
)


def said(text: str, *sources: str) -> Sentence:
    """A sentence with its sources."""
    return Sentence(text, sources)


def section(key: str, title: str, *contents: Content) -> Section:
    """A section whose blocks are named by their place."""
    return Section(key, title, tuple(Block(f"b{n}", c) for n, c in enumerate(contents, 1)))


NEEDS = Table(
    "Behov efter rolle og færdighed",
    (
        Column("Rolle", width=3),
        Column("Færdighed", width=4),
        Column("Set niveau", number=True, width=2),
        Column("Krævet niveau", number=True, width=2),
        Column("Medarbejdere", number=True, width=3),
    ),
    (
        (said("Sagsbehandler"), said("Skrive kort", LETTER), said("1"), said("3"), said("48")),
        (
            said("Teamleder"),
            said("Give sparring på sagsbehandlingsvejledninger", LETTER, HOTLINE),
            said("2"),
            said("4"),
            said("6"),
        ),
    ),
)
PIECES: tuple[Content, ...] = (
    Paragraph(
        (
            said("Forsøget viste færre opkald efter de nye breve.", LETTER, CLARITY),
            said("Medarbejderne er i tvivl om, hvor kort et brev må være.", BARRIER),
        )
    ),
    NEEDS,
    Facts((("Ansvarlig", said("Kontorchef Ane Bech")), ("Frist", said("1. marts 2027", LETTER)))),
    Quote("Skriv, hvad I mener, og hvad jeg skal gøre.", "Borger k3", (SAYING,)),
    Callout(
        "Spørgsmål 1 til styrelsen",
        (said("Hvor mange sagsbehandlere skriver breve?", LETTER),),
        "question",
    ),
    Bullets(((said("Skriv resultatet først.", LETTER),), (said("Brug jeg og du."),)), False),
    Bullets(
        (
            (said("Læs brevet højt.", CLARITY, LETTER), said("Ret det.")),
            (said("Lad en kollega læse det."),),
            (said("Send det."),),
        ),
        True,
    ),
    Chart(
        "Opkald efter brev",
        "De nye breve gav færre opkald end de gamle.",
        (("Gammelt brev", 42.5), ("Nyt brev", 17), ("Nyt brev med telefontid", 0)),
        "opkald pr. 100 breve",
    ),
)


def document(*sections: Section, language: str = "da", page: TitlePage = PAGE) -> Document:
    """A document of the given sections; without any, one with every kind of piece."""
    some = sections or (
        section("summary", "Resumé", PIECES[0], PIECES[4]),
        section("needs", "Behov", *PIECES[1:4]),
        section("plan", "Plan", *PIECES[5:]),
    )
    return Document(language, page, some, SOURCES)


LONG = (
    "Når styrelsen sender et brev, skal modtageren kunne se, hvad der er afgjort, og hvad der nu "
    "skal ske. Det har både borgere og medarbejdere peget på i workshoppene."
)


def _module(number: int) -> Section:
    paragraphs = [
        Paragraph(
            (said(f"{LONG} Det gælder også i del {number}.{n}.", LETTER), said(LONG, CLARITY))
        )
        for n in range(1, 4)
    ]
    rows = tuple(
        (said(f"Trin {n}"), said(LONG, HOTLINE), said(str(n * number)), said("3"), said("12"))
        for n in range(1, 6)
    )
    table = Table(f"Forløb i modul {number}", NEEDS.columns, rows)
    return section(
        f"module-{number}", f"Modul {number}: breve og samtaler", *paragraphs, table, *PIECES[3:6]
    )


def proposal(modules: int = 9) -> Document:
    """A training proposal with so many modules; nine make some twelve pages."""
    return document(
        section("summary", "Resumé", *PIECES[:2]), *(_module(n) for n in range(1, modules + 1))
    )


def preview(app: Flask, layout: Layout, address: str = "") -> str:
    """The HTML of a document; `address` is put before a source's key to make its address."""
    macros = app.jinja_env.get_template("macros/document.html").module
    drawn: str = macros.draw_document(  # type: ignore[attr-defined]
        layout, lambda key: address + key if address else None
    )
    return str(drawn)
