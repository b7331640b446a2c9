"""Names that voters write in (另选他人): counted, with spellings merged (DECIDE §3). Grades nobody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .forms import Form
from .vote_bases import Bases, ItemVotes, Voters
from .vote_rules import Decide
from .votes import SubjectVotes, VoteShare, share_of


@dataclass(frozen=True, slots=True)
class WrittenBallots:
    """The names on the ballots of a round: `lists` has one tuple for each ballot that adds any. `valid`, `spoiled`:
    ballots of the round."""

    lists: tuple[tuple[str, ...], ...]
    valid: int
    spoiled: int
    voters: Voters


@dataclass(frozen=True, slots=True)
class WrittenName:
    """`spellings`: those that were written and count as `name`, sorted. `count`: the ballots with any of them."""

    name: str
    spellings: tuple[str, ...]
    count: int


def count_names(lists: Iterable[tuple[str, ...]], merges: Mapping[str, str]) -> list[WrittenName]:
    """The most frequent first, then by name. `merges`: spellings and the names that they count as. A name counts once
    per ballot, however often it is spelt there."""
    counts: defaultdict[str, int] = defaultdict(int)
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for names in lists:
        for spelling in names:
            spellings[merges.get(spelling, spelling)].add(spelling)
        for name in {merges.get(spelling, spelling) for spelling in names}:
            counts[name] += 1
    written = (WrittenName(name, tuple(sorted(spellings[name])), count) for name, count in counts.items())
    return sorted(written, key=lambda one: (-one.count, one.name))


def written_votes(decide: Decide, form: Form, name: WrittenName, ballots: WrittenBallots) -> SubjectVotes:
    """The votes for a name. Nobody abstains on it, so every valid ballot is marked; words that others could have been
    marked with are no base for it, so that base is the valid ballots too."""
    assert form.write_in is not None
    counts = {word: name.count if word == form.write_in.choice else 0 for word in form.scale_of(decide.item).words}
    voters, valid = ballots.voters, ballots.valid
    bases = Bases(voters.expected, voters.present, valid + ballots.spoiled, valid, valid)
    base = decide.base if isinstance(decide.base, str) else "valid"
    return SubjectVotes(replace(decide, base=base), ItemVotes(counts), bases)


def name_share(form: Form, votes: SubjectVotes) -> VoteShare:
    """The ballots that name it."""
    assert form.write_in is not None
    return share_of((form.write_in.choice,), votes.decide.base, votes.bases, votes.item)
