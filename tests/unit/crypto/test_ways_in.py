"""Every way into a vault: it opens by its own secret, by no other, and by nothing near it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics, generate_mnemonics

from desktop import canonical
from desktop.crypto.age.keys import KeyKind, generate_identity
from desktop.crypto.key_file import decode_key_file, encode_key_file, new_key_file
from desktop.crypto.secret import (
    EscrowIdentity,
    KeyFile,
    Passphrase,
    PassphraseWithFile,
    PassphraseWithHardware,
    Secret,
    Shares,
    SheetCode,
    WithPassphrase,
)
from desktop.crypto.shares import combine, read_share, split, unknown_words, word_for
from desktop.crypto.sheet_code import ALPHABET, decode_code, groups_of, new_code, read_typed
from desktop.crypto.slots import KeySlots, new_vault_key
from desktop.crypto.slots.escrow import new_escrow_slot
from desktop.crypto.slots.kinds import SLOT_KINDS, Slot
from desktop.errors import (
    ClassicalKey,
    DamagedKeySlots,
    LastWayIn,
    MistypedCode,
    MistypedShare,
    NoSlotForSecret,
    NotAKeyFile,
    NotKeptHere,
    VaultError,
    WrongKeyFile,
    WrongPassphrase,
    WrongSecondPart,
    WrongShares,
    WrongSheet,
)
from tests.support import CHEAP_COST
from tests.unit.crypto.tools import NODE_FOLDER, needs_node_package, run
from tests.ways_in import (
    CODE,
    FILE,
    IDENTITY,
    MAKERS,
    SECRETS,
    SHARING,
    SOFT,
    WORDS,
    SoftKey,
    by_typing,
)

VAULT = "9b1e6f0a-3c1d-4a53-9e38-0d5c3d8a7f11"
KEY = new_vault_key()
WAYS: dict[str, tuple[Slot, Secret]] = {
    kind: (make(KEY, VAULT), SECRETS[kind]) for kind, make in MAKERS.items()
}


def passphrase(secret: WithPassphrase) -> Slot:
    return by_typing(secret)(KEY, VAULT)


WRONG: dict[str, tuple[Secret, ...]] = {
    "passphrase": (Passphrase(WORDS + " "), Passphrase(WORDS.upper())),
    "passphrase-and-file": (
        PassphraseWithFile(WORDS, new_key_file()),
        PassphraseWithFile("other words", FILE),
    ),
    "passphrase-and-hardware-key": (
        PassphraseWithHardware(WORDS, SoftKey()),
        PassphraseWithHardware("other words", SOFT),
    ),
    "key-file": (new_key_file(), KeyFile(bytes(32))),
    "recovery-sheet": (new_code(), SheetCode(bytes(20))),
    "recovery-shares": (
        Shares(SHARING.words[:1]),
        Shares(split(2, 3).words),
        Shares((SHARING.words[0], split(2, 3).words[1])),
    ),
    "escrow": (EscrowIdentity(generate_identity()),),
}
REFUSED: dict[str, type[WrongPassphrase]] = {
    "passphrase": WrongPassphrase,
    "passphrase-and-file": WrongSecondPart,
    "passphrase-and-hardware-key": WrongSecondPart,
    "key-file": WrongKeyFile,
    "recovery-sheet": WrongSheet,
    "recovery-shares": WrongShares,
    "escrow": NotKeptHere,
}
each_way = pytest.mark.parametrize("kind", SLOT_KINDS)


def whole(slot: Slot) -> KeySlots:
    return KeySlots.from_bytes(KeySlots.new(VAULT).add(KEY, slot).to_bytes())


@each_way
def test_it_opens_by_its_own_secret_after_it_was_written_and_read(kind: str) -> None:
    slot, secret = WAYS[kind]
    assert slot.kind == kind
    assert whole(slot).unlock(secret) == KEY


@each_way
def test_no_other_secret_opens_it(kind: str) -> None:
    slot, _own = WAYS[kind]
    for other in WRONG[kind]:
        with pytest.raises(WrongPassphrase) as refused:
            whole(slot).unlock(other)
        assert type(refused.value) is REFUSED[kind]
    for name, (_slot, secret) in WAYS.items():
        if name != kind:
            with pytest.raises(NoSlotForSecret):
                whole(slot).unlock(secret)


@each_way
def test_in_another_vault_it_opens_nothing(kind: str) -> None:
    slot, secret = WAYS[kind]
    other = replace(whole(slot), vault_id="f" * 8 + VAULT[8:])
    with pytest.raises((WrongPassphrase, DamagedKeySlots)):
        other.unlock(secret)


@each_way
def test_what_it_says_can_be_changed_in_nothing_without_its_being_noticed(kind: str) -> None:
    slot, secret = WAYS[kind]
    plain = canonical.to_plain(slot)
    for name in plain.keys() - {"kind"}:
        changed = plain | {name: _other(plain[name])}
        try:
            altered = canonical.from_plain(changed, type(slot))
        except (canonical.NotADocument, DamagedKeySlots):
            continue
        edited = KeySlots(VAULT, (altered,), whole(slot).mac)
        with pytest.raises((WrongPassphrase, DamagedKeySlots)):
            edited.unlock(secret)


def _other(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _other(each) if key != "name" else each for key, each in value.items()}
    if isinstance(value, int):
        return value + 1
    return ("A" if value[:1] != "A" else "B") + value[1:]


@each_way
def test_nothing_of_a_secret_is_in_its_repr_or_in_the_document(kind: str) -> None:
    slot, secret = WAYS[kind]
    written = whole(slot).to_bytes().decode() + repr(secret) + repr(slot)
    for hidden in (WORDS, FILE.data.hex(), CODE.data.hex(), SHARING.words[0], KEY.hex()):
        assert hidden not in written
    assert str(getattr(IDENTITY, "secret", b"")) not in written


def test_the_last_way_that_a_person_can_use_stays() -> None:
    slots = KeySlots.new(VAULT)
    for slot, _secret in WAYS.values():
        slots = slots.add(KEY, slot)
    for slot in slots.slots:
        if slot.for_a_person and slot.kind != "recovery-sheet":
            slots = slots.remove(KEY, slot.id)
    [sheet] = [slot for slot in slots.slots if slot.for_a_person]
    with pytest.raises(LastWayIn):
        slots.remove(KEY, sheet.id)


def test_a_second_part_comes_and_goes_under_the_same_id() -> None:
    slots = whole(WAYS["passphrase"][0])
    with_file = slots.change_passphrase(WORDS, PassphraseWithFile(WORDS, FILE), CHEAP_COST)
    assert [slot.id for slot in with_file.slots] == [slot.id for slot in slots.slots]
    with pytest.raises(NoSlotForSecret):
        with_file.unlock(WORDS)
    back = with_file.change_passphrase(PassphraseWithFile(WORDS, FILE), "new words", CHEAP_COST)
    assert back.unlock("new words") == KEY


def test_a_classical_key_is_left_with_nobody() -> None:
    classical = generate_identity(KeyKind.X25519)
    with pytest.raises(ClassicalKey):
        new_escrow_slot(KEY, classical.recipient, VAULT, "")


def test_a_hardware_key_that_answers_nothing_makes_no_slot() -> None:
    class Mute(SoftKey):
        def answer(self, credential: bytes, challenge: bytes) -> bytes | None:
            return None

    with pytest.raises(VaultError):
        passphrase(PassphraseWithHardware(WORDS, Mute()))


class TestKeyFile:
    def test_it_reads_as_it_was_written_also_through_a_windows_editor(self) -> None:
        written = encode_key_file(FILE)
        for data in (written, written.replace(b"\n", b"\r\n"), written.rstrip()):
            assert decode_key_file(data) == FILE

    @given(st.integers(0, 10_000), st.integers(1, 255))
    def test_a_changed_byte_is_another_file_or_none(self, place: int, change: int) -> None:
        data = bytearray(encode_key_file(FILE))
        data[place % len(data)] ^= change
        try:
            assert decode_key_file(bytes(data)) == FILE
        except NotAKeyFile:
            return

    @given(st.binary(max_size=200))
    def test_any_other_file_is_none(self, data: bytes) -> None:
        with pytest.raises(NotAKeyFile):
            decode_key_file(data)

    def test_a_long_file_is_not_read(self) -> None:
        with pytest.raises(NotAKeyFile):
            decode_key_file(encode_key_file(FILE) + b" " * 5000)


class TestSheetCode:
    @given(st.binary(min_size=20, max_size=20))
    def test_what_is_printed_is_what_is_read(self, data: bytes) -> None:
        groups = groups_of(SheetCode(data))
        assert [len(group) for group in groups] == [5] * 8
        assert decode_code(" ".join(groups)) == SheetCode(data)
        assert decode_code("-".join(groups).lower()) == SheetCode(data)

    @given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.integers(1, 31))
    def test_one_letter_that_is_another_names_its_group(
        self, data: bytes, place: int, by: int
    ) -> None:
        letters = list("".join(groups_of(SheetCode(data))))
        letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + by) % 32]
        with pytest.raises(MistypedCode) as refused:
            decode_code("".join(letters))
        assert refused.value.wrong == (place // 5 + 1,)

    @given(st.binary(min_size=20, max_size=20))
    def test_two_letters_of_a_group_that_changed_places_name_it(self, data: bytes) -> None:
        text = "".join(groups_of(SheetCode(data)))
        for group, (one, two) in itertools.product(range(8), itertools.combinations(range(5), 2)):
            letters = list(text)
            at, to = group * 5 + one, group * 5 + two
            letters[at], letters[to] = letters[to], letters[at]
            expected = () if letters[at] == letters[to] else (group + 1,)
            assert read_typed("".join(letters)).wrong == expected

    @given(st.binary(min_size=20, max_size=20))
    def test_two_groups_that_changed_places_are_named(self, data: bytes) -> None:
        groups = list(groups_of(SheetCode(data)))
        for one, two in itertools.combinations(range(8), 2):
            mixed = list(groups)
            mixed[one], mixed[two] = mixed[two], mixed[one]
            assert read_typed(" ".join(mixed)).wrong == (one + 1, two + 1)

    def test_letters_that_look_alike_are_taken_for_ours(self) -> None:
        code = SheetCode(bytes(range(20)))
        text = " ".join(groups_of(code))
        cyrillic = text.translate(str.maketrans("ABCEHKMPTXY03", "АВСЕНКМРТХУОЗ"))
        assert cyrillic != text
        assert decode_code(cyrillic) == code
        assert decode_code(text.replace("1", "l").replace("0", "o")) == code

    def test_what_is_typed_so_far_is_told_group_by_group(self) -> None:
        groups = groups_of(CODE)
        for count in range(8):
            typed = read_typed(" ".join(groups[:count]) + " A")
            assert (typed.wrong, typed.missing, typed.code) == ((), 8 - count, None)
        assert read_typed(" ".join(groups)).code == CODE
        with pytest.raises(MistypedCode) as refused:
            decode_code(" ".join((*groups, "A")))
        assert refused.value.wrong == (8,)


class TestShares:
    @pytest.mark.parametrize(("needed", "count"), [(2, 2), (2, 3), (3, 5), (16, 16)])
    def test_enough_shares_of_whichever_people_bring_it_back(self, needed: int, count: int) -> None:
        sharing = split(needed, count)
        for some in itertools.islice(itertools.combinations(sharing.words, needed), 12):
            assert combine(reversed(some)) == sharing.master
        with pytest.raises(MistypedShare):
            combine(sharing.words[: needed - 1])
        assert combine((*sharing.words, sharing.words[0])) == sharing.master

    def test_the_library_alone_puts_them_together(self) -> None:
        assert combine_mnemonics(list(SHARING.words[1:])) == SHARING.master

    @needs_node_package("slip39")
    @pytest.mark.parametrize(("needed", "count"), [(2, 3), (5, 16)])
    def test_another_program_that_knows_slip_39_puts_them_together(
        self, needed: int, count: int
    ) -> None:
        sharing = split(needed, count)
        shares = "\n".join(sharing.words[-needed:]).encode()
        told = run("node", NODE_FOLDER / "slip39.mjs", data=shares)
        assert told.decode().strip() == sharing.master.hex()

    def test_shares_of_two_sets_do_not_go_together(self) -> None:
        other = split(2, 3)
        with pytest.raises(MistypedShare):
            combine((SHARING.words[0], other.words[1]))

    @pytest.mark.parametrize("numbers", [(1, 1), (1, 3), (4, 3), (2, 17), (0, 0)])
    def test_numbers_that_make_no_sense_are_refused(self, numbers: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match="shares"):
            split(*numbers)

    def test_four_letters_of_each_word_are_enough(self) -> None:
        short = " ".join(word[:4].upper() for word in SHARING.words[0].split())
        assert read_share(short).words == SHARING.words[0]
        assert word_for("acad") == "academic"
        assert word_for("academix") is None

    def test_a_word_of_no_share_is_named_by_its_place(self) -> None:
        words = SHARING.words[0].split()
        words[4] = words[9] = "skrynia"
        assert unknown_words(" ".join(words)) == (5, 10)
        with pytest.raises(MistypedShare) as refused:
            read_share(" ".join(words))
        assert refused.value.wrong == (5, 10)

    def test_words_that_changed_places_do_not_hold(self) -> None:
        words = SHARING.words[0].split()
        words[10], words[11] = words[11], words[10]
        if words[10] != words[11]:
            with pytest.raises(MistypedShare):
                read_share(" ".join(words))

    def test_a_share_says_which_it_is_and_how_many_are_needed(self) -> None:
        read = [read_share(words) for words in SHARING.words]
        assert [each.number for each in read] == [1, 2, 3]
        assert {each.threshold for each in read} == {2}
        assert {each.identifier for each in read} == {SHARING.identifier}


_READERS: tuple[Callable[[str], object], ...] = (decode_code, read_share, read_typed)


@given(st.text(max_size=300), st.sampled_from(_READERS))
def test_whatever_is_typed_is_refused_with_its_own_error(
    text: str, read: Callable[[str], object]
) -> None:
    try:
        read(text)
    except (MistypedCode, MistypedShare):
        return


def test_shares_that_ask_for_minutes_of_work_are_refused_at_once() -> None:
    """SLIP-39 lets a share choose up to 327 million rounds; ours ask for 10,000."""
    [made] = generate_mnemonics(1, [(2, 2)], bytes(32), iteration_exponent=1)
    for share in made:
        with pytest.raises(MistypedShare):
            read_share(share)
