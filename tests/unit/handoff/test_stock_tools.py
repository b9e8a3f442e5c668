"""What we write opens with tools we did not write, and what they write is read by us.

The commands are those of ``docs/package-format.md``: age, tar, ssh-keygen, bagit.py,
sha256sum; for post-quantum recipients the npm package ``age-encryption`` stands in for an
age of 1.3 or later.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import canonical
from desktop.crypto.age import parse_identity
from desktop.crypto.sshsig import SigningKey, allowed_signers_line, parse_public_key
from desktop.errors import PackageRefused
from desktop.handoff.format import bag, layout, schemas
from desktop.handoff.identity.trust import trust_allowed_signers, trust_party, trust_vault
from desktop.handoff.receiving.extract import extract_package
from desktop.handoff.receiving.read import verify_package
from desktop.model.identity import Party
from tests.unit.crypto.tools import (
    needs_node_package,
    needs_program,
    node_age,
    openssh_private_key,
    run,
    write_private,
)
from tests.unit.handoff.ends import Vaults, interview, make_ends
from tests.unit.handoff.forge import Forge

PHOTO = os.urandom(300_000)
BAGIT = Path(sys.executable).with_name("bagit.py")
needs_bagit = pytest.mark.skipif(not BAGIT.exists(), reason="bagit.py is not installed")


@pytest.fixture
def classical(tmp_path: Path) -> Iterator[Vaults]:
    """Both ends, the office with an X25519 key that any age opens."""
    made = make_ends(tmp_path, post_quantum=False)
    yield made
    made.close()


def unpack(folder: Path, data: bytes) -> Path:
    folder.mkdir()
    subprocess.run(["tar", "x"], cwd=folder, input=data, check=True)
    return folder


def allowed_signers(folder: Path, ends: Vaults) -> Path:
    card = ends.office.cards.get(ends.researcher.identity.fingerprint).card
    line = allowed_signers_line("researcher", parse_public_key(card.signing_key))
    path = folder / "allowed_signers"
    path.write_text(f"{line}\n", encoding="utf-8")
    return path


def ssh_verify(folder: Path, signers: Path) -> None:
    command = f"ssh-keygen -Y verify -f {signers} -I researcher -n {layout.PACKAGE_NAMESPACE}"
    data = (folder / layout.TAGMANIFEST).read_bytes()
    run(*command.split(), "-s", folder / layout.SIGNATURE, data=data)


def bagit_validate(folder: Path) -> None:
    run(sys.executable, BAGIT, "--validate", folder)


@needs_program("age")
@needs_program("tar")
@needs_program("ssh-keygen")
@needs_program("sha256sum")
@needs_bagit
def test_a_package_opens_with_age_tar_ssh_keygen_and_bagit(
    classical: Vaults, tmp_path: Path
) -> None:
    made = interview(classical.researcher, files=[PHOTO])
    classical.researcher.interviews.seal(made.id)
    written = classical.write()
    secret = classical.office.identity.age_identity().secret_text()
    key = write_private(tmp_path / "key.txt", f"{secret}\n".encode())
    folder = unpack(tmp_path / "opened", run("age", "-d", "-i", key, written.path))
    ssh_verify(folder, allowed_signers(tmp_path, classical))
    bagit_validate(folder)
    subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", layout.MANIFEST_SHA256], cwd=folder, check=True
    )
    photo = folder / layout.media_path(hashlib.sha256(PHOTO).hexdigest())
    assert photo.read_bytes() == PHOTO
    document = json.loads((folder / layout.DOCUMENT).read_bytes())
    assert document["package_id"] == written.package_id


@needs_program("ssh-keygen")
def test_a_seal_inside_a_package_verifies_with_ssh_keygen(
    classical: Vaults, tmp_path: Path
) -> None:
    made = interview(classical.researcher)
    sealed = classical.researcher.interviews.seal(made.id)
    folder = tmp_path / "opened"
    office = classical.office
    keys = [office.identity.age_identity()]
    ours = office.identity.fingerprint
    path = classical.write().path
    extract_package(path, keys, trust_vault(office), ours, folder, office.unpacking)
    record = next(folder.glob(f"data/records/interview/*/{sealed.id}.json"))
    seal = folder / layout.seal_path(sealed.id)
    signers = allowed_signers(tmp_path, classical)
    command = f"ssh-keygen -Y verify -f {signers} -I researcher -n seal@skrynia -s {seal}"
    run(*command.split(), data=record.read_bytes())


@needs_node_package("age-encryption")
@needs_program("tar")
@needs_program("ssh-keygen")
@needs_bagit
def test_a_package_for_a_post_quantum_key_opens_with_another_implementation(
    ends: Vaults, tmp_path: Path
) -> None:
    interview(ends.researcher, files=[PHOTO])
    written = ends.write()
    secret = ends.office.identity.age_identity().secret_text()
    assert secret.startswith("AGE-SECRET-KEY-PQ-1")
    key = write_private(tmp_path / "key.txt", secret.encode())
    folder = unpack(tmp_path / "opened", node_age("decrypt", key, data=written.path.read_bytes()))
    ssh_verify(folder, allowed_signers(tmp_path, ends))
    bagit_validate(folder)


@needs_program("age")
@needs_program("tar")
@needs_program("ssh-keygen")
@needs_program("sha256sum")
def test_a_package_made_with_stock_tools_alone_is_read(tmp_path: Path) -> None:
    """Somebody without Skrynia follows the format: files, sha256sum, ssh-keygen, tar, age."""
    secret = run("age-keygen").decode().splitlines()[-1]
    forge = Forge(identity=parse_identity(secret), media=[PHOTO])
    document = forge.document
    payload = forge.payload(document)
    folder = tmp_path / "bag"
    for path, data in payload.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / layout.BAGIT).write_bytes(bag.BAGIT_TXT)
    (folder / layout.BAG_INFO).write_bytes(
        f"BagIt-Profile-Identifier: {schemas.PROFILE_ID}\n"
        f"{schemas.PACKAGE_VERSION_LABEL}: 1\n"
        f"External-Identifier: {document.package_id}\n"
        "Bagging-Date: 2026-11-22\n"
        f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n".encode()
    )
    write_private(tmp_path / "key", openssh_private_key(forge.sender))
    files, front = " ".join(payload), " ".join(layout.TAG_FILES)
    script = f"""
        sha256sum {files} > {layout.MANIFEST_SHA256}
        sha512sum {files} > {layout.MANIFEST_SHA512}
        sha256sum {" ".join(layout.SIGNED_TAG_FILES)} > {layout.TAGMANIFEST}
        ssh-keygen -q -Y sign -f ../key -n {layout.PACKAGE_NAMESPACE} {layout.TAGMANIFEST}
        tar --format=ustar -c {front} {files} | age -r {forge.identity.recipient} -o ../made.age
    """
    subprocess.run(["sh", "-ec", script], cwd=folder, check=True, capture_output=True)
    signers = allowed_signers_line("field", forge.sender.public_key)
    trust = trust_allowed_signers(signers, layout.PACKAGE_NAMESPACE)
    ours = forge.reader.public_key.fingerprint
    verified = verify_package(tmp_path / "made.age", [forge.identity], trust, ours)
    assert verified.sender.name == "field"
    assert canonical.encode(verified.document) == payload[layout.DOCUMENT]


@needs_program("tar")
def test_gnu_tar_s_own_format_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "bagit.txt").write_bytes(bag.BAGIT_TXT)
    made = run("tar", "-C", tmp_path, "--format=gnu", "-c", "bagit.txt")
    forge = Forge()
    path = forge.write_tar(tmp_path / "x.age", made)
    trust = trust_party(Party(SigningKey.generate().public_key.fingerprint, ""))
    with pytest.raises(PackageRefused, match="ustar"):
        verify_package(path, [forge.identity], trust, None)
