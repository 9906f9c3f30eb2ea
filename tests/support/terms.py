"""Reads an exported glossary with the programs that it is written for, and compares it with the JSON beside it.

Takes the folder with the files. Needs sphobjinv, rdflib, anki and Sphinx.
"""

import csv
import html
import json
import re
import sys
import tempfile
from pathlib import Path

import anki.collection
import anki.import_export_pb2
import rdflib
import sphinx.cmd.build
import sphobjinv

folder = Path(sys.argv[1])
book = json.loads((folder / "terms.json").read_text("utf-8"))
terms = book["terms"]
assert len(terms) >= 10, len(terms)


def same(found, wanted, what):
    assert found == wanted, f"{what}:\n  found  {found!r}\n  wanted {wanted!r}"


def items(cell):
    """Splits a list at semicolons that have no backslash before them."""
    found, item = [], ""
    for piece in re.findall(r"\\.|; |[^\\]", cell, re.S):
        if piece == "; ":
            found.append(item)
            item = ""
        else:
            item += piece[-1]
    return [*found, item] if cell else []


def table(rows, what):
    same(len(rows), len(terms), f"{what}: rows")
    for row, term in zip(rows, terms):
        for key in ("term", "definition", "url"):
            same(row[key], term[key], f"{what}: {key}")
        for key in ("aliases", "abbreviations"):
            same(items(row[key]), term[key], f"{what}: {key}")
        same(items(row["defined_at"]), [f"{at['note']}:{at['line']}" for at in term["defined_at"]], what)
    print(f"{what}: {len(rows)} rows")


def read_csv():
    with open(folder / "terms.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        for key, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
            row[key] = cell.removeprefix("'")
    table(rows, "csv")


def read_tsv():
    lines = (folder / "terms.tsv").read_bytes().decode("utf-8").split("\n")
    same(lines.pop(), "", "tsv: the end")
    marks = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    cells = [[re.sub(r"\\(.)", lambda m: marks[m[1]], cell) for cell in line.split("\t")] for line in lines]
    table([dict(zip(cells[0], row, strict=True)) for row in cells[1:]], "tsv")


def read_skos():
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    graph = rdflib.Graph().parse(folder / "skos.jsonld", format="json-ld")
    schemes = list(graph.subjects(rdflib.RDF.type, skos.ConceptScheme))
    same([str(scheme) for scheme in schemes], ["https://example.org/book/glossary.html"], "skos: scheme")
    same(len(list(graph.objects(schemes[0], skos.hasTopConcept))), len(terms), "skos: top concepts")
    same(str(graph.value(schemes[0], rdflib.DCTERMS.title)), book["title"], "skos: title")
    for term in terms:
        concept = rdflib.URIRef(term["url"])
        assert (concept, rdflib.RDF.type, skos.Concept) in graph, term["url"]
        assert (concept, skos.inScheme, schemes[0]) in graph, term["url"]
        label = graph.value(concept, skos.prefLabel, any=False)
        # Tags of languages are the same in any case.
        same((str(label), label.language.lower()), (term["term"], "pt-br"), "skos: label")
        same(str(graph.value(concept, skos.definition) or ""), term["definition"], "skos: definition")
        names = {str(name) for name in graph.objects(concept, skos.altLabel)}
        same(names, {*term["aliases"], *term["abbreviations"]}, "skos: other names")
    print(f"skos: {len(graph)} triples")


def read_inv():
    inventory = sphobjinv.Inventory(folder / "objects.inv")
    same(inventory.project, book["title"], "inv: project")
    found = {entry.name: entry for entry in inventory.objects}
    wanted = {name.lower(): (name, term) for term in terms for name in [term["term"], *term["aliases"], *term["abbreviations"]]}
    same(sorted(found), sorted(wanted), "inv: names")
    for name, (shown, term) in wanted.items():
        entry = found[name]
        same((entry.domain, entry.role), ("std", "term"), "inv: role")
        same(entry.uri_expanded, f"glossary.html#{term['anchor']}", "inv: address")
        same(entry.dispname_expanded, shown, "inv: shown as")
    print(f"inv: {inventory.count} entries")


def read_sphinx():
    """Builds a project whose only pages ask for every name of every term, with warnings as errors."""
    names = {name: term for term in terms for name in [term["term"], *term["aliases"], *term["abbreviations"]]}
    # In roles, backslashes escape and what stands before "<" is a title.
    plain = {name: term for name, term in names.items() if not set(name) & set("<>`\\!~")}
    assert len(plain) > len(terms), plain
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        base = "https://example.org/book/"
        conf = f"""
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"book": ({base!r}, {str(folder / "objects.inv")!r})}}
nitpicky = True
"""
        (place / "conf.py").write_text(conf, "utf-8")
        asked = "".join(f"- :term:`shown {number} <{name}>`\n" for number, name in enumerate(plain))
        (place / "index.rst").write_text(f"Gates\n=====\n\n{asked}", "utf-8")
        code = sphinx.cmd.build.main(["-q", "-W", "-E", "-b", "html", str(place), str(place / "out")])
        same(code, 0, "sphinx: exit status")
        page = (place / "out" / "index.html").read_text("utf-8")
        links = re.findall(r'<a class="reference external" href="([^"]+)"[^>]*>.*?shown (\d+)</span>', page)
        found = {int(number): html.unescape(address) for address, number in links}
        for number, (name, term) in enumerate(plain.items()):
            same(found.get(number), f"{base}glossary.html#{term['anchor']}", f"sphinx: {name}")
    print(f"sphinx: {len(plain)} names")


def translate(collection):
    """Gives Anki's basic cards the names that they have in another language."""
    (basic,) = [kind for kind in collection.models.all() if kind["name"] == "Basic"]
    basic["name"] = "Einfach"
    basic["flds"][0]["name"], basic["flds"][1]["name"] = "Vorderseite", "Rückseite"
    basic["tmpls"][0]["qfmt"], basic["tmpls"][0]["afmt"] = "{{Vorderseite}}", "{{Rückseite}}"
    collection.models.update_dict(basic)


def read_anki(translated):
    with tempfile.TemporaryDirectory() as place:
        collection = anki.collection.Collection(str(Path(place) / "collection.anki2"))
        if translated:
            translate(collection)
        path = str(folder / "anki.txt")
        wanted = {term["anchor"]: term for term in terms if term["definition"]}
        # The second time it must find the notes of the first.
        for _ in range(2):
            metadata = collection.get_csv_metadata(path, None)
            collection.import_csv(anki.import_export_pb2.ImportCsvRequest(path=path, metadata=metadata))
            notes = [collection.get_note(note) for note in collection.find_notes("")]
            same(len(notes), len(wanted), "anki: notes")
        for note in notes:
            term = wanted[note.guid.split("/", 1)[1]]
            same(note.note_type()["name"], "Einfach" if translated else "Basic", "anki: type")
            same(sorted(note.tags), ["gates-queues", "glossary"], "anki: tags")
            front, _, names = note.fields[0].partition("<br>")
            same(html.unescape(front), term["term"], "anki: front")
            for name in term["abbreviations"] + term["aliases"]:
                assert name in html.unescape(names), name
            back = html.unescape(note.fields[1].replace("<br>", "\n"))
            same(back, term["definition"].replace("\t", " ").replace("\r", ""), "anki: back")
        same(collection.card_count(), len(wanted), "anki: cards")
        collection.close()
        print(f"anki: {len(notes)} notes")


for read in (read_csv, read_tsv, read_skos, read_inv, read_sphinx):
    read()
for translated in (False, True):
    read_anki(translated)
