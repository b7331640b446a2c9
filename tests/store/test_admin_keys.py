"""Named admin keys and the instance's log in both databases: races between nodes, and damage."""

import asyncio
import os
from dataclasses import replace

import pytest

from server.backend import open_backend
from server.core.admin_keys import BY_COMMAND, BY_MAIN, NAMED, Actor, AdminKey, Limits
from server.core.errors import Damaged, Refused
from tests.store.places import ENTRY, Place, state

pytestmark = pytest.mark.anyio

AT = ENTRY.at


async def add(place: Place, name: str = "第一中学", **limits: int) -> Actor:
    """Who acts with the new key."""
    key = AdminKey(os.urandom(4).hex(), name, Limits(**limits), AT)  # type: ignore[arg-type]
    await place.backend.store.add_admin_key(key, os.urandom(32), BY_MAIN)
    return Actor(NAMED, key.id)


async def outcomes(*attempts: object) -> list[str]:
    """The code of each refusal, "" for what succeeded."""
    ended = await asyncio.gather(*attempts, return_exceptions=True)  # type: ignore[call-overload]
    assert all(one is None or isinstance(one, Refused | Actor) for one in ended), ended
    return sorted(one.code if isinstance(one, Refused) else "" for one in ended)


async def test_two_nodes_do_not_exceed_a_limit_of_meetings_together(place: Place) -> None:
    school = await add(place, meetings=3)
    other = await open_backend(place.config)
    stores = [place.backend.store, other.store]
    creations = [stores[n % 2].create(state(), {}, [], ENTRY, school) for n in range(12)]
    assert await outcomes(*creations) == [""] * 3 + ["meeting_limit"] * 9
    assert len(await other.store.meetings_of(school.key)) == 3
    await other.store.close()


async def test_nothing_is_created_with_a_key_once_it_is_revoked_at_another_node(place: Place) -> None:
    school = await add(place)
    other = await open_backend(place.config)
    creations = [place.backend.store.create(state(), {}, [], ENTRY, school) for _ in range(10)]
    await outcomes(*creations[:5], other.store.revoke_admin_key(school.key, AT, BY_MAIN), *creations[5:])
    count = len(await other.store.meetings_of(school.key))
    with pytest.raises(Refused) as refused:
        await place.backend.store.create(state(), {}, [], ENTRY, school)
    assert refused.value.code == "unknown_key"
    lines = await other.store.instance_lines()
    revoked = next(line.number for line in lines if line.act == "revoke-key")
    assert not [line for line in lines if line.number > revoked], "the log agrees on what came first"
    assert len([line for line in lines if line.act == "create"]) == count
    await other.store.close()


async def test_a_key_changes_nothing_of_a_meeting_that_was_assigned_to_another(place: Place) -> None:
    school, hospital = await add(place), await add(place, "市医院")
    one, store = state(), place.backend.store
    await store.create(one, {"desk": os.urandom(32)}, [], ENTRY, school)
    await store.assign(one.id, hospital.key, AT, BY_MAIN)
    digest = os.urandom(32)
    for attempt in (store.delete(one.id, AT, school), store.replace_key(one.id, "desk", digest, ENTRY, school)):
        with pytest.raises(Refused) as refused:
            await attempt
        assert refused.value.code == "not_found"
    assert await store.access(digest) is None and await store.owner(one.id) == hospital.key


async def test_names_are_unique_among_the_keys_in_use_also_in_a_race(place: Place) -> None:
    assert await outcomes(*(add(place, name) for name in ("第一中学", "第一 中学", "第一中学"))) == [
        "",
        "key_name_taken",
        "key_name_taken",
    ]
    ((listed),) = await place.backend.store.admin_keys()
    await place.backend.store.revoke_admin_key(listed.key.id, AT, BY_MAIN)
    await add(place)
    assert len(await place.backend.store.admin_keys()) == 2


async def test_lines_of_nodes_that_write_at_the_same_time_are_one_chain(place: Place) -> None:
    other = await open_backend(place.config)
    stores = [place.backend.store, other.store]
    await asyncio.gather(*(stores[n % 2].create(state(), {}, [], ENTRY, BY_MAIN) for n in range(20)))
    lines = await other.store.instance_lines()
    assert [line.number for line in lines] == [*range(1, 21)]
    assert sorted(line.meeting or 0 for line in lines) == [*range(1, 21)]
    await other.store.close()


async def test_the_number_of_a_deleted_meeting_is_not_given_again(place: Place) -> None:
    store, one = place.backend.store, state()
    await store.create(one, {}, [], ENTRY, BY_COMMAND)
    await store.delete(one.id, AT, BY_COMMAND)
    await store.create(replace(one), {}, [], ENTRY, BY_COMMAND)
    assert [(line.act, line.meeting) for line in await store.instance_lines()] == [
        ("create", 1),
        ("delete", 1),
        ("create", 2),
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE instance_log SET role = 'desk' WHERE number = 2",
        "UPDATE instance_log SET meeting = 9 WHERE number = 2",
        "UPDATE instance_log SET detail = '{\"key\":1}' WHERE number = 2",
        "DELETE FROM instance_log WHERE number = 1",
        "DELETE FROM instance_log WHERE number = 2",
        "DELETE FROM instance_log WHERE number = 3",
        "UPDATE instance SET chain = ''",
    ],
)
async def test_a_line_of_the_log_cannot_be_changed_or_removed_unnoticed(place: Place, damage: str) -> None:
    store = place.backend.store
    for _ in range(3):
        await store.create(state(), {}, [], ENTRY, BY_MAIN)
    assert [line.number for line in await store.instance_lines(None, 2)] == [2, 3]
    async with store._database.write() as db:
        await db.execute(damage)
    with pytest.raises(Damaged):
        await store.instance_lines()
    await store.create(state(), {}, [], ENTRY, BY_MAIN)  # nobody is kept from going on …
    with pytest.raises(Damaged):  # … and going on hides nothing
        await store.instance_lines()
