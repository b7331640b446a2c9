"""The tables of the ledger (台账): people by years, meetings, main problems, what to check, and archives left out.

Every value comes from the ledger. Knows no file format.
"""

from collections.abc import Iterator, Sequence

from ...core.ledger import Ledger, LedgerPerson, Standing
from ...core.message_catalogue import Section, section
from ..model.table import Cell, Column, Kind, Table, make_table


def people_table(ledger: Ledger, language: str) -> Table:
    """A row per person, or as many as the person has results in one year."""
    words = section(language, "ledger")
    columns = [Column(words["number"], Kind.COUNT), *_texts(words["name"], words["unit"], words["post"])]
    for year in ledger.years:
        over = words["year"].format(year=year)
        columns.append(Column(words["meeting"], Kind.TEXT, over))
        columns.append(Column(words["mode"], Kind.TEXT, over))
        columns.append(Column(words["score"], Kind.SCORE, over))
        columns += [Column(words[key], Kind.TEXT, over) for key in ("proposed", "decided")]
    columns += _texts(words["last_onsite"], words["in_window"])
    if ledger.term is not None:
        columns += _texts(words["in_term"])
    rows = (
        row for number, person in enumerate(ledger.people, 1) for row in _person_rows(ledger, words, number, person)
    )
    return make_table("people", words["people"], columns, rows)


def _texts(*titles: str) -> list[Column]:
    return [Column(title, Kind.TEXT) for title in titles]


def _person_rows(ledger: Ledger, words: Section, number: int, person: LedgerPerson) -> Iterator[list[Cell]]:
    by_year: list[list[tuple[int, Standing]]] = [
        [each for each in person.standings if ledger.meetings[each[0] - 1].date[:4] == year] for year in ledger.years
    ]
    (name, unit), last = person.spellings[0], ledger.last_onsite(person)
    post = next((each.post for _, each in reversed(person.standings) if each.post), "")
    onsite: list[Cell] = [last or words["never"], _yes(words, last > ledger.window_start)]
    if ledger.term is not None:
        onsite.append(_yes(words, last >= ledger.term))
    for place in range(max(1, *map(len, by_year))):
        cells: list[Cell] = [number, name, unit, post]
        for own in by_year:
            cells += _standing_cells(words, *own[place]) if place < len(own) else [None] * 5
        yield cells + onsite


def _yes(words: Section, is_so: bool) -> str:
    return words["yes" if is_so else "no"]


def _standing_cells(words: Section, number: int, standing: Standing) -> list[Cell]:
    modes = {"onsite": words["mode_onsite"], "written": words["mode_written"]}
    meeting: Cell = " ".join((str(number), *standing.roster)) if standing.roster else number
    return [meeting, modes.get(standing.mode), standing.score, standing.proposed, standing.decided]


def meetings_table(ledger: Ledger, language: str, known_keys: Sequence[str]) -> Table:
    words = section(language, "ledger")
    columns = [
        Column(words["number"], Kind.COUNT),
        *_texts(words["date"]),
        *(Column(words[key], Kind.LONG) for key in ("title", "organisation")),
        *_texts(words["state"]),
        *(Column(words[key], Kind.COUNT) for key in ("persons", "mode_onsite", "mode_written")),
        *(Column(words[key], Kind.LONG) for key in ("file", "key", "fingerprints")),
    ]
    rows = []
    for number, meeting in enumerate(ledger.meetings, 1):
        modes = {each.person: each.mode for each in meeting.standings}
        counts = [list(modes.values()).count(mode) for mode in ("onsite", "written")]
        state = words["certified" if meeting.is_certified else "open"]
        signer = words["own_key"].format(key=meeting.signer) if meeting.signer in known_keys else meeting.signer
        prints = "\n".join(filter(None, (meeting.fingerprint, meeting.record)))
        cells: list[Cell] = [number, meeting.date, meeting.title, meeting.organisation, state, len(meeting.people)]
        rows.append([*cells, *counts, meeting.file, signer or words["no_key"], prints])
    return make_table("meetings", words["meetings"], columns, rows)


def problems_table(ledger: Ledger, language: str) -> Table:
    """The main problems in each person's opinions, the newest first. Whether one is settled is in no archive: that
    column is to be filled in."""
    words = section(language, "ledger")
    columns = [
        *_texts(words["name"], words["unit"], words["date"]),
        *(Column(words[key], Kind.LONG) for key in ("problem", "measures")),
        *_texts(words["responsible"], words["deadline"], words["settled"]),
    ]
    rows: list[list[Cell]] = []
    for person in ledger.people:
        for meeting in reversed(ledger.meetings):
            own = (text for each, text in meeting.problems if each in person.spellings)
            rows += ([*person.spellings[0], meeting.date, text, None, None, None, None] for text in own)
    return make_table("problems", words["problems"], columns, rows)


def checks_table(ledger: Ledger, language: str) -> Table:
    words = section(language, "ledger")
    columns = [Column(words["number"], Kind.COUNT), Column(words["to_check"], Kind.LONG)]
    rows = ((number, check.text(language)) for number, check in enumerate(ledger.checks, 1))
    return make_table("checks", words["checks"], columns, rows)


def left_out_table(ledger: Ledger, language: str) -> Table:
    words = section(language, "ledger")
    columns = [Column(words["file"], Kind.LONG), Column(words["reason"], Kind.LONG)]
    rows = ((each.file, each.reason.text(language)) for each in ledger.left_out)
    return make_table("left-out", words["left_out"], columns, rows)
