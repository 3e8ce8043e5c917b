"""Answers to an invitation as three families of calendars write them: their headers, parts and lines, invented people.

Structure after RFC 5546 (iTIP), RFC 6047 (iMIP) and RFC 2045 to 2047; each calls one `reply` with what differs.
"""

from __future__ import annotations

import base64
import quopri

GUEST = "hugo.ferreira@exemple.org"
WEB_EVENT = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20261027T130000Z
DTEND:20261027T150000Z
DTSTAMP:20261002T101500Z
ORGANIZER;CN=Inès Courtois:mailto:{to}
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN=Hugo Ferreira;X-NUM-GUESTS=0:mailto:{guest}
X-MICROSOFT-CDO-OWNERAPPTID:-1204971337
CREATED:20261001T080000Z
DESCRIPTION:Réunion des porteurs\\, au foyer.\\nVenez si vous pouvez.
LAST-MODIFIED:20261002T101459Z
LOCATION:Foyer de Brennes
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:Réunion des porteurs
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
OFFICE_EVENT = """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={answer};CN=FERREIRA Hugo (Brennes):mailto:{guest}
COMMENT;LANGUAGE=fr-FR:\\n
UID:{uid}
SUMMARY;LANGUAGE=fr-FR:Acceptée : Réunion des porteurs
DTSTART;TZID=Romance Standard Time:20261027T140000
DTEND;TZID=Romance Standard Time:20261027T160000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20261002T101500Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{sequence}
LOCATION;LANGUAGE=fr-FR:Foyer de Brennes
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-IMPORTANCE:1
X-MICROSOFT-CDO-INSTTYPE:0
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
END:VCALENDAR
"""
DESK_EVENT = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 15.1//EN
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Hugo Ferreira";CUTYPE=INDIVIDUAL;EMAIL="{guest}";PARTSTAT={answer};ROLE=REQ-PARTICIPANT:mailto:{guest}
CREATED:20261001T080000Z
DTEND;TZID=Europe/Paris:20261027T160000
DTSTAMP:20261002T101500Z
DTSTART;TZID=Europe/Paris:20261027T140000
LAST-MODIFIED:20261002T101459Z
ORGANIZER;CN="Inès Courtois";EMAIL="{to}":mailto:{to}
REQUEST-STATUS:2.0;Success
SEQUENCE:{sequence}
SUMMARY:Réunion des porteurs
UID:{uid}
END:VEVENT
END:VCALENDAR
"""


def as_google(**said: object) -> bytes:
    """From the web: three parts to choose from, then the same calendar once more as a file."""
    event = folded(WEB_EVENT.format(guest=GUEST, **said))
    either = [
        part("text/plain; charset=UTF-8; format=flowed; delsp=yes", "Hugo Ferreira a accepté.", "base64"),
        part("text/html; charset=UTF-8", "<p>Hugo Ferreira a accepté.</p>", "quoted-printable"),
        part("text/calendar; charset=UTF-8; method=REPLY", event, "base64"),
    ]
    file = part('application/ics; name="invite.ics"', event, "base64", 'attachment; filename="invite.ics"')
    head = (
        f"Reply-To: Hugo Ferreira <{GUEST}>\nSender: Agenda <calendar-notification@agenda.example>\n"
        "Auto-Submitted: auto-generated\nMessage-ID: <calendar-5c2f@agenda.example>\n"
        "Subject: =?UTF-8?Q?Accept=C3=A9=C2=A0=3A_R=C3=A9union_des_porteurs_=2D_mar=2E_27_oct=2E_?=\n"
        f" =?UTF-8?Q?2026?=\nFrom: Hugo Ferreira <{GUEST}>\nTo: {said['to']}\n"
    )
    return mail(head, "mixed", [several("alternative", either), file])


def as_outlook(**said: object) -> bytes:
    """From an office: no organiser, zones of its own names, a header that names who is answered, Latin-1 beside."""
    event = folded(OFFICE_EVENT.format(guest=GUEST, **said))
    plain = part("text/plain; charset=iso-8859-1", "Je viendrai.\n", "quoted-printable")
    head = (
        f"From: FERREIRA Hugo (Brennes) <{GUEST}>\n"
        f"To: =?iso-8859-1?Q?In=E8s_Courtois?=\n <{said['to']}>\n"
        "Subject: =?iso-8859-1?Q?Accept=E9e=A0:_R=E9union_des_porteurs?=\nThread-Topic: Porteurs\n"
        "Accept-Language: fr-FR\nContent-Language: fr-FR\nX-MS-Has-Attach:\nX-MS-TNEF-Correlator:\n"
    )
    calendar = part("text/calendar; charset=utf-8; method=REPLY", event, "base64")
    return mail(head, "alternative", [plain, calendar])


def as_apple(**said: object) -> bytes:
    """From a desk: the calendar inside, with quoted names, and a file of another kind."""
    event = folded(DESK_EVENT.format(guest=GUEST, **said))
    calendar = part("text/calendar; charset=utf-8; method=REPLY; name=iCal-20261002.ics", event, "quoted-printable")
    either = several("alternative", [part("text/plain; charset=utf-8", "Hugo a accepté.", "8bit"), calendar])
    file = part("application/ics; name=iCal-20261002.ics", event, "base64", "attachment; filename=iCal-20261002.ics")
    head = (
        f"From: Hugo Ferreira <noreply@agenda-mail.example>\nReply-To: {GUEST}\nTo: {said['to']}\n"
        "Subject: =?utf-8?B?SHVnbyBGZXJyZWlyYSBhIGFjY2VwdMOp?=\nX-Mailer: Apple Mail (2.3774)\n"
    )
    return mail(head, "mixed", [either, file])


def folded(text: str) -> str:
    """Return lines of at most 75 octets, the rest on lines that begin with a space, ended by CRLF."""
    lines = []
    for line in text.splitlines():
        octets, first = line.encode(), True
        while octets:
            end = 75 if first else 74
            while end < len(octets) and octets[end] & 0xC0 == 0x80:
                end -= 1
            lines.append(("" if first else " ") + octets[:end].decode())
            octets, first = octets[end:], False
    return "\r\n".join(lines) + "\r\n"


def part(kind: str, words: str, encoding: str, placed: str = "") -> str:
    octets = words.encode("iso-8859-1" if "8859" in kind else "utf-8")
    written = {
        "base64": lambda: base64.encodebytes(octets).decode(),
        "quoted-printable": lambda: quopri.encodestring(octets).decode(),
        "8bit": lambda: words,
    }[encoding]()
    where = f"Content-Disposition: {placed}\n" if placed else ""
    return f"Content-Type: {kind}\n{where}Content-Transfer-Encoding: {encoding}\n\n{written}"


def several(kind: str, parts: list[str]) -> str:
    line = f"_000_{kind}_{len(parts)}_"
    inside = "".join(f"--{line}\n{one}\n" for one in parts)
    return f'Content-Type: multipart/{kind};\n\tboundary="{line}"\n\n{inside}--{line}--\n'


def mail(head: str, kind: str, parts: list[str]) -> bytes:
    day = "Date: Fri, 02 Oct 2026 10:15:02 +0000\nMIME-Version: 1.0\n"
    return f"{head}{day}{several(kind, parts)}".encode()
