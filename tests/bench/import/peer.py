"""The usual importer in Python: iterparse element by element, psycopg2 execute_values in pages of 1,000, one transaction."""

import json
import sys
import time
from xml.etree.ElementTree import iterparse

import psycopg2
from psycopg2.extras import Json, execute_values

PAGE = 1000


def to_value(element):
    value = {"@" + key: text for key, text in element.attrib.items()}
    for child in element:
        inner = to_value(child)
        if child.tag not in value:
            value[child.tag] = inner
        elif isinstance(value[child.tag], list):
            value[child.tag].append(inner)
        else:
            value[child.tag] = [value[child.tag], inner]
    text = (element.text or "").strip()
    if not value:
        return text
    if text:
        value["#text"] = text
    return value


def main(path, url):
    started = time.monotonic()
    connection = psycopg2.connect(url)
    cursor = connection.cursor()
    properties, attachments, rows = [], [], 0

    def flush():
        execute_values(
            cursor,
            "insert into peer_properties (obid, external_number, title, description, price, living_area, rooms, street,"
            " house_number, postcode, city, latitude, longitude, document) values %s",
            properties,
            page_size=PAGE,
        )
        execute_values(
            cursor, 'insert into peer_attachments (obid, position, "group", title, path) values %s', attachments, page_size=PAGE
        )
        properties.clear()
        attachments.clear()

    for _, element in iterparse(path):
        if element.tag != "immobilie":
            continue
        find = element.findtext
        obid = find("verwaltung_techn/openimmo_obid")
        place = element.find("geo/geokoordinaten")
        properties.append(
            (
                obid,
                find("verwaltung_techn/objektnr_extern"),
                find("freitexte/objekttitel"),
                find("freitexte/objektbeschreibung"),
                find("preise/kaufpreis") or find("preise/kaltmiete"),
                find("flaechen/wohnflaeche"),
                find("flaechen/anzahl_zimmer"),
                find("geo/strasse"),
                find("geo/hausnummer"),
                find("geo/plz"),
                find("geo/ort"),
                place.get("breitengrad"),
                place.get("laengengrad"),
                Json(to_value(element), dumps=lambda value: json.dumps(value, ensure_ascii=False)),
            )
        )
        for position, anhang in enumerate(element.iterfind("anhaenge/anhang")):
            attachments.append(
                (obid, position, anhang.get("gruppe"), anhang.findtext("anhangtitel"), anhang.findtext("daten/pfad"))
            )
            rows += 1
        rows += 1
        element.clear()
        if len(properties) >= PAGE:
            flush()
    flush()
    connection.commit()
    print(json.dumps({"ms": (time.monotonic() - started) * 1000, "rows": rows}))


main(sys.argv[1], sys.argv[2])
