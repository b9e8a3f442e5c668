"""Write a package: whole and verified under its name, or not at all (R22)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.crypto.age import Decryptor, Recipient, encrypted_size, parse_recipient
from desktop.errors import (
    Cancelled,
    ConsentRefused,
    FilesNotLookedInto,
    NothingNew,
    PackageRefused,
    StorageError,
)
from desktop.handoff.format import layout, tar
from desktop.handoff.format.bagging import tag_file
from desktop.handoff.format.pipe import Source
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.naming import finishing_message
from desktop.handoff.receiving.read import verify_with
from desktop.handoff.sending.contents import Contents, content_of, gather
from desktop.handoff.sending.leftovers import remove_leftovers
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.sink import PackageSink
from desktop.i18n import _
from desktop.media.decoding.pictures import describe
from desktop.model.ids import package_file
from desktop.progress import UNSTOPPABLE, Progress, no_progress
from desktop.system.files import PartialFile
from desktop.system.room import check_free_space
from desktop.vault.kinds.all import ORIGINAL
from desktop.vault_files import refuse_folder

if TYPE_CHECKING:
    from desktop.home.packages import Laid
    from desktop.home.roles import Sending


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package that was written, read back from the device and verified. ``size`` in bytes.

    ``leftovers``: half files of interrupted writing that were removed from its folder.
    """

    path: Path
    package_id: str
    size: int
    tagmanifest_sha256: str
    leftovers: int = 0


def write_package(
    vault: Sending, plan: PackagePlan, target_folder: Path, progress: Progress = no_progress
) -> WrittenPackage:
    """Write, sync, read back, verify, name, and record a package.

    While it is written the file ends in ``.partial``. It takes its name once consent was asked
    again and the package is recorded; whatever fails, no file is left that looks whole, and
    nothing stays recorded unless the stick went away while the file took its name. What a
    killed process left in the folder is removed first, for the room it takes.
    ``ConsentRefused`` (nothing may go, or no longer), ``NothingNew``, ``FilesNotLookedInto``,
    ``DiskFull``, ``FileTooLarge``, ``NotWritable``, ``WithinVault``, ``FileExists``, ``Cancelled``.
    """
    refuse_folder(target_folder)
    if plan.nothing_new:
        raise NothingNew("the recipient has confirmed all of it")
    if plan.empty:
        raise ConsentRefused("nothing that was chosen may leave")
    vault.packages.sending.go_on(lambda: progress(0, 1, _("Preparing the records")))
    # What a file's record says of it is found with its picture, and travels as it is now for ever.
    originals = plan.items(ORIGINAL, lambda: progress(0, 1, _("Preparing the records")))
    if not describe(vault, {item.id for item in originals}, progress):
        raise FilesNotLookedInto("no decoder could be started")
    job = _Job(vault, plan, gather(vault, plan, progress))
    # What was read to gather everything is not asked for again.
    vault.let_go()
    leftovers = remove_leftovers(target_folder)
    check_free_space(target_folder, job.size)
    path = target_folder / package_file(job.package_id)
    with PartialFile(path, read_back=False) as out:
        file_key = job.write(out, progress)
        out.sync()
        out.forget()
        with job.laid(progress) as laid:
            tagmanifest = job.verify(out.partial, file_key, progress)
            written = job.commit(out, tagmanifest, laid, progress)
    job.tell(progress)
    return replace(written, leftovers=leftovers)


class _Job:
    """One package on its way to one file."""

    def __init__(self, vault: Sending, plan: PackagePlan, contents: Contents) -> None:
        self._vault, self._contents, self._cargo = vault, contents, contents.cargo
        self._tagmanifest = contents.tags[layout.TAGMANIFEST].data
        signature = vault.identity.sign(self._tagmanifest, layout.PACKAGE_NAMESPACE)
        self._tags = {**contents.tags, layout.SIGNATURE: tag_file(signature)}
        self._sending = vault.packages.sending
        self._recipients: tuple[Recipient, ...] = (parse_recipient(plan.recipient.card.recipient),)
        self._octets = sum(contents.payload.sizes())

    @property
    def package_id(self) -> str:
        """What the package is known by."""
        return self._cargo.document.package_id

    @property
    def size(self) -> int:
        """Bytes of the finished file, known beforehand."""
        tags = (file.size for file in self._tags.values())
        plain = sum(map(tar.length, chain(tags, self._contents.payload.sizes())))
        return encrypted_size(plain + len(tar.END), self._recipients)

    def write(self, out: PartialFile, progress: Progress) -> bytes:
        """Stream everything into the file; the key that opens it again."""
        with PackageSink(out, self._recipients) as sink:
            progress(0, 2 * self._octets, _("Creating the package"))
            for name, tag in self._tags.items():
                sink.add(name, tag.size, self._told(tag.pieces(), None, progress))
            done = 0
            for file in self._contents.payload:
                pieces = content_of(self._vault, self._contents, file.path)
                sink.add(file.path, file.size, self._told(pieces, done, progress))
                done += file.size
            progress(done, 2 * self._octets, _("Creating the package"))
            sink.finish()
        self._forget_payload()
        return sink.file_key

    def _forget_payload(self) -> None:
        """Laying it into the vault needs less."""
        self._gate = self._contents.gate
        del self._contents, self._tags
        self._cargo.forget_digests()
        self._vault.let_go()

    @contextmanager
    def laid(self, progress: Progress) -> Iterator[Laid]:
        """Lay what the package carries into the vault. Inside nothing is held of it any more:
        reading back holds the same lists."""

        def pause() -> None:
            progress(self._octets, 2 * self._octets, _("Recording what will be sent"))

        with self._sending.laid(self.package_id, self._cargo, pause) as laid:
            self._cargo.forget()
            self._vault.let_go()
            yield laid

    def verify(self, partial: Path, file_key: bytes, progress: Progress) -> str:
        """Read the file back and check everything in it; the hash of its tag manifest."""

        def unlock(file: BufferedReader) -> Source:
            return Decryptor(file, file_key=file_key)

        def second_half(done: int, total: int, what: str) -> None:
            # While the lists at the front are read, it is not known yet of how much.
            read = done if total == self._octets else 0
            progress(self._octets + read, 2 * self._octets, what)

        trust = trust_party(self._vault.identity.party())
        verified = verify_with(partial, unlock, trust, None, second_half)
        written = hashlib.sha256(self._tagmanifest).hexdigest()
        if verified.tagmanifest_sha256 != written:
            raise PackageRefused("the device gave back another package than was written")
        return verified.tagmanifest_sha256

    def commit(
        self, out: PartialFile, tagmanifest_sha256: str, laid: Laid, progress: Progress
    ) -> WrittenPackage:
        """Record what was laid: only that, and the name of its file, can no longer be cancelled,
        and takes an instant."""
        self._gate.ask_beforehand(progress)
        progress(0, UNSTOPPABLE, finishing_message())
        written = WrittenPackage(out.path, self.package_id, out.tell(), tagmanifest_sha256)
        self._record(out, written, laid)
        return written

    def _record(self, out: PartialFile, written: WrittenPackage, laid: Laid) -> None:
        """Ask consent once more, record, then let the file take its name.

        Recorded first: a package that stands under its name is known here, however the process
        ends. Where the name cannot be taken the record goes again, if it is sure that no file
        bears the name; else it stays, and the next opening of the vault settles it.
        """
        try:
            with self._vault.transaction():
                self._gate.ask_again()
                self._sending.begin(
                    self._cargo.document,
                    self._cargo,
                    file_name=written.path.name,
                    size=written.size,
                    tagmanifest_sha256=written.tagmanifest_sha256,
                    target=written.path,
                    laid=laid,
                )
            out.commit()
            self._sending.named(self.package_id)
        except BaseException:
            if out.take_back():
                self._sending.not_named(self.package_id)
            raise

    def tell(self, progress: Progress) -> None:
        """Have the log tell of each record. The package is out: whoever stops this, and a disk
        that is full, leaves the rest of it to be told later."""
        with suppress(Cancelled, StorageError):
            self._sending.tell(
                self.package_id, lambda: progress(0, UNSTOPPABLE, finishing_message())
            )

    def _told(
        self, pieces: Iterable[bytes], done: int | None, progress: Progress
    ) -> Iterator[bytes]:
        """The same pieces, each counted behind ``done`` bytes of payload; None: not counted."""
        for piece in pieces:
            yield piece
            if done is not None:
                done += len(piece)
            progress(done or 0, 2 * self._octets, _("Creating the package"))
