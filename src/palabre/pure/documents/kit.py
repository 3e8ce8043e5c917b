"""The kit of the day of a forum as a tagged PDF (PDF/UA-1), by Typst: black on white, for the copier of a town hall.

A kit is {"title", "language", "words" (by name), "pages"}. Each page has a `kind`, and the facts that its function of
the program below reads. The words are data: none of them is ever read as Typst's own.
"""

from __future__ import annotations

import io
from typing import Any

import segno

from palabre.pure.documents.pdf import set_by

PROGRAM = r"""
#let given = json("given.json")
#let w = given.words
#set document(title: given.title, author: ())
#set text(lang: given.language, font: "Libertinus Serif", size: 13pt, hyphenate: false)
#set par(leading: 0.6em, spacing: 0.9em)
#set page(paper: "a4", margin: (left: 30mm, right: 14mm, top: 12mm, bottom: 12mm))
#show heading: set block(above: 0pt, below: 0pt)
#let title(size, words) = heading(level: 1, text(size: size, words))
#let second(size, words) = heading(level: 2, text(size: size, words))
#let small(words) = text(size: 11pt, words)
#let stroke = 0.3mm + black
#let margin_line(dx, width) = place(left, dx: dx, line(angle: 90deg, length: 100%, stroke: width + black))
#let rules(n, gap: 14mm) = {
  for _ in range(n) { v(gap, weak: false); pdf.artifact(line(length: 100%, stroke: stroke)) }
}
#let tick = box(baseline: 0.6mm, pdf.artifact(rect(width: 4mm, height: 4mm, stroke: 0.4mm))) + h(1mm)
#let square(one, width) = if one != none { image(one.file, width: width, alt: one.alt) }
#let ruled = page.with(background: margin_line(21mm, 1mm))
#let dashed = (thickness: 0.3mm, dash: "dashed", paint: black)

#let poster(p) = page(paper: "a3", margin: (left: 48mm, right: 24mm, y: 24mm), background: margin_line(34mm, 1.6mm))[
  #text(size: 24pt, p.when)
  #v(12mm)
  #title(if p.theme.len() > 90 { 46pt } else { 62pt }, emph(p.theme))
  #v(18mm)
  #for one in p.principles [
    #pdf.artifact(line(length: 100%, stroke: 0.6mm))
    #text(size: 30pt, one)
    #v(4mm)
  ]
  #v(1fr)
  #pdf.artifact(line(length: 100%, stroke: 1.6mm))
  #text(size: 34pt, weight: "bold", p.law)
]

#let sheet(p) = ruled[
  #grid(columns: (1fr, auto), small(w.one_question), small(given.named))
  #place(top + right, dy: 9mm, {
    set align(right)
    square(p.square, 24mm)
    if p.square != none { v(-1mm); text(size: 9pt, weight: "bold", p.square.letters) }
  })
  #v(31mm)
  #heading(level: 1, text(size: 430pt, top-edge: "bounds", bottom-edge: "bounds", str(p.number)))
  #v(1fr)
  #second(18pt, w.your_question)
  #rules(4)
  #v(9mm)
  #grid(columns: (74mm, 1fr), gutter: 9mm,
    rect(width: 74mm, height: 36mm, stroke: dashed, inset: 4mm)[*#w.sticker_here* \ #w.sticker_words],
    [*#w.who_asks* #rules(2)])
  #v(5mm)
  #small(w.say_it) \
  #small(p.reserved)
]

#let stickers(p) = page(margin: (x: 10mm, y: 9mm))[
  #title(16pt, w.places_of_wall)
  #v(4mm)
  #small(w.cut_stickers)
  #v(3mm)
  #grid(columns: (1fr,) * 3, rows: 38mm, stroke: dashed, inset: 4mm, ..p.stickers.map(one => {
    text(size: 20pt, weight: "bold", one.hour)
    linebreak()
    text(size: if one.place.len() > 14 { 13pt } else { 20pt }, weight: "bold", one.place)
    place(bottom + left, box(width: 38mm, text(size: 10pt, one.access)))
    place(bottom + right, text(size: 26pt, weight: "bold", one.mark))
  }))
  #v(1fr)
  #small(w.how_to_copy)
]

#let heads(p) = page(paper: "a3", margin: 15mm)[
  #title(16pt, p.title)
  #v(4mm)
  #small(w.cut_heads)
  #v(4mm)
  #grid(columns: (1fr, 1fr), rows: 58mm, stroke: dashed, inset: 7mm, align: horizon, ..p.heads.map(one => grid(
    columns: (auto, 1fr), gutter: 9mm, align: horizon,
    text(size: 96pt, weight: "bold", top-edge: "bounds", bottom-edge: "bounds", one.mark),
    [#text(size: if one.name.len() > 12 { 24pt } else { 36pt }, weight: "bold", one.name) \
      #text(size: 17pt, one.access)],
  )))
]

#let numbered(name) = grid(columns: (34mm, 1fr), gutter: 7mm,
  rect(width: 34mm, height: 34mm, stroke: 0.6mm, inset: 2mm, text(size: 10pt, w.number)),
  [#title(32pt, name) #rules(1, gap: 13mm) #v(1mm) #small(w.question_shortly)])

#let report(p) = ruled[
  #numbered(w.report)
  #v(4mm)
  #for (words, lines) in ((w.who_was_there, 2), (w.what_was_said, 8), (w.what_next, 3), (w.what_we_ask, 2)) [
    #second(14pt, words)
    #rules(lines, gap: 10.2mm)
    #v(4mm)
  ]
  #v(1fr)
  #small(w.report_note)
]

#let going_on(p) = ruled[
  #numbered(w.who_goes_on)
  #v(3mm)
  #w.passes_round
  #v(2mm)
  #table(columns: (20mm, 36mm, 1fr, 50mm), rows: (auto, ..(15mm,) * 9), stroke: stroke, align: horizon,
    table.header(..(w.i_carry, w.first_name, w.what_i_bring, w.how_to_reach).map(one => text(size: 11pt, strong(one)))),
    ..range(9).map(_ => (align(center, tick), [], [], [])).flatten())
  #v(4mm)
  #second(14pt, w.next_time)
  #v(2mm)
  #tick #w.on_the #box(width: 48mm, repeat[\_]) #h(6mm) #tick #w.look_for_a_date #h(6mm) #tick #w.we_shall_see
  #v(1fr)
  #pdf.artifact(line(length: 100%, stroke: 0.6mm))
  #small(w.consent)
]

#let table_number(p) = page(flipped: true, margin: 18mm)[
  #set align(center + horizon)
  #text(size: 300pt, weight: "bold", top-edge: "bounds", bottom-edge: "bounds", p.mark)
  #v(12mm)
  #title(54pt, p.name)
  #v(9mm)
  #text(size: 28pt, p.access)
]

#let today(p) = page(paper: "a3", margin: (left: 48mm, right: 20mm, top: 20mm, bottom: 18mm),
  background: margin_line(34mm, 1.6mm))[
  #text(size: 26pt, p.when)
  #v(12mm)
  #title(108pt, w.today)
  #v(16mm)
  #text(size: 32pt, emph(p.theme))
  #v(10mm)
  #for (at, one) in p.steps.enumerate() [
    #pdf.artifact(line(length: 100%, stroke: 0.6mm))
    #text(size: 22pt)[#(at + 1). #one.label]
    #v(2mm)
    #if one.words == "" { v(16mm) } else {
      let size = if one.words.len() > 26 { 30pt } else if one.words.len() > 17 { 44pt } else { 58pt }
      text(size: size, weight: "bold", one.words)
    }
    #v(5mm)
  ]
  #v(1fr)
  #pdf.artifact(line(length: 100%, stroke: 1.6mm))
  #v(4mm)
  #grid(columns: if p.square == none { (1fr,) } else { (92mm, 1fr) }, gutter: 10mm,
    ..if p.square == none { () } else { ([#square(p.square, 84mm) #text(size: 18pt, w.or_this_square)],) },
    [#second(38pt, w.without_phone) #v(10mm) #text(size: 25pt, p.paper)])
]

#let cards(p) = page(margin: (x: 13mm, y: 8mm))[
  #title(14pt, w.cards)
  #v(3mm)
  #small(w.one_each)
  #v(2mm)
  #grid(columns: (1fr, 1fr), rows: 51mm, stroke: dashed, inset: (left: 9mm, rest: 4mm), ..range(10).map(_ => {
    set text(size: 10pt)
    place(left, dx: -4mm, line(angle: 90deg, length: 100%, stroke: 0.7mm))
    text(size: 15pt, weight: "bold", w.all_is_here)
    parbreak()
    if p.address == "" { v(5mm); pdf.artifact(line(length: 100%, stroke: stroke)) } else {
      text(size: if p.address.len() > 52 { 8pt } else { 10pt }, p.address)
    }
    parbreak()
    [*#w.what_follows* #box(width: 1fr, repeat[\_])]
    place(bottom, text(size: 9pt)[#w.without_internet #box(width: 1fr, repeat[\_]) \ #tick #w.on_paper])
  }))
]

#let ballots(p) = page(margin: (x: 13mm, y: 10mm))[
  #title(14pt, w.my_dots)
  #v(3mm)
  #grid(columns: (1fr, 1fr), rows: 62mm, stroke: dashed, inset: (x: 6mm, y: 5mm), ..range(8).map(_ => {
    set text(size: 10pt)
    text(size: 15pt, weight: "bold", w.my_dots)
    h(3mm)
    p.boxes
    parbreak()
    w.one_number
    v(2mm)
    pdf.artifact(grid(columns: (1fr,) * p.each, gutter: 2mm,
      ..range(p.each).map(_ => rect(width: 100%, height: 13mm, stroke: 0.5mm))))
    place(bottom, text(size: 9pt, w.give_it_back))
  }))
]

#let run_sheet(p) = ruled[
  #title(26pt, w.run_sheet)
  #v(5mm)
  #given.named
  #v(4mm)
  #set text(size: 12pt)
  #table(columns: (30mm, 1fr), stroke: (x: none, y: stroke), inset: (x: 0mm, y: 2.6mm),
    table.header(strong(w.hour), strong(w.what_happens)),
    ..p.lines.map(one => (strong(one.hour), one.words)).flatten())
  #v(1fr)
  #small(w.nothing_is_missing)
]

#let kinds = (poster: poster, sheet: sheet, stickers: stickers, heads: heads, report: report, going_on: going_on,
  table_number: table_number, today: today, cards: cards, ballots: ballots, run_sheet: run_sheet)
#for p in given.pages { kinds.at(p.kind)(p) }
"""


def as_kit(given: dict[str, Any]) -> bytes:
    """Return the PDF. A page may have a `square`, {"text", "letters", "alt"}: it is drawn as a QR code."""
    files: dict[str, bytes] = {}
    pages = []
    for page in given["pages"]:
        asked = page.get("square")
        if asked:
            name = f"square{len(files)}.svg"
            files[name] = drawn(asked["text"])
            page = page | {"square": {"file": name, "letters": asked["letters"], "alt": asked["alt"]}}
        pages.append(page)
    return set_by(PROGRAM, given | {"pages": pages}, files)


def drawn(text: str) -> bytes:
    made = io.BytesIO()
    segno.make(text, error="m", micro=False).save(made, kind="svg", border=1, scale=4, light="#fff")
    return made.getvalue()
