"""The reconciliation as JSON: as tally.json has it, and as the desk shows it. Pure."""

from .reconciliation import GroupBalance, Quorum, Reconciliation, RoundBalance
from .rounding import format_shortest


def reconciliation_json(balance: Reconciliation) -> dict[str, object]:
    """`reconciliation` of tally.json (CONTRACT, DECIDE §5). Edition 1 has no groups, and no people by round. Without
    `printed` and `spare` as in earlier versions while nobody has entered the spare cards."""
    is_first = balance.edition == 1
    return {
        "expected": balance.expected,
        "present": balance.present,
        "absent": balance.absent,
        **({} if balance.spare is None else {"printed": balance.printed, "spare": balance.spare}),
        "issued": balance.issued,
        "voided": balance.voided,
        "balanced": balance.balanced,
        "problems": list(balance.problems),
        **({} if is_first else {"groups": [_group_json(group) for group in balance.groups]}),
        "rounds": [_row_json(row, is_first) for row in balance.rounds],
    }


def _group_json(group: GroupBalance) -> dict[str, object]:
    spare = {} if group.spare is None else {"spare": group.spare}
    people = {"expected": group.expected, "present": group.present, "absent": group.absent}
    return {"name": group.name, **people, **spare}


def _row_json(row: RoundBalance, is_first: bool) -> dict[str, object]:
    people = {} if is_first else {"present": row.voters.present, "expected": row.voters.expected}
    return {
        "round": row.round,
        **people,
        "eligible": row.eligible,
        "returned": row.returned,
        "unreturned": row.unreturned,
        "valid": row.valid,
        "invalid": row.invalid,
        "abstained": row.abstained,
        "phone": row.phone,
        "paper": row.paper,
    }


def balance_sheet_json(balance: Reconciliation) -> dict[str, object]:
    """The reconciliation as the desk shows it: each sum's difference and the quorum too."""
    quorum = balance.quorum
    return {
        **reconciliation_json(balance),
        "printed": balance.printed,
        "spare": balance.spare,
        "rounds": [
            {**_row_json(row, balance.edition == 1), "discrepancy": _discrepancy_json(row)} for row in balance.rounds
        ],
        "attendance_difference": balance.attendance_difference,
        "valid_cards": balance.issued - balance.voided,
        "quorum": quorum and _quorum_json(quorum),
    }


def _quorum_json(quorum: Quorum) -> dict[str, object]:
    over = {"over": True} if quorum.over else {}
    return {"share": format_shortest(quorum.share), **over, "needed": quorum.needed, "met": quorum.met}


def _discrepancy_json(row: RoundBalance) -> dict[str, object] | None:
    error = row.discrepancy
    return None if error is None else {"code": error.message.key, "n": error.message.values["n"]}
