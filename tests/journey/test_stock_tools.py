"""The demo's package opens with tools that Skrynia did not write, by the commands it prints."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journey.conftest import Walked
from tests.journey.support import ROOT, tool

NODE = ROOT / "tests" / "node"
STOCK = ("age", "tar", "ssh-keygen", "bagit.py")

needs_stock_tools = pytest.mark.skipif(
    any(tool(name) is None for name in STOCK),
    reason=f"not installed: {', '.join(name for name in STOCK if tool(name) is None)}",
)
needs_node = pytest.mark.skipif(
    tool("node") is None or not (NODE / "node_modules" / "age-encryption").is_dir(),
    reason="node or npm's age-encryption is not installed",
)


def shell(command: str, folder: Path) -> str:
    """Run one line of the README as a person would; anything but success fails."""
    beside = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{beside}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def printed_commands(demo: Walked) -> list[str]:
    """The commands of opening/README.txt, exactly as they stand there."""
    lines = (demo.out / "opening" / "README.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(("mkdir ", "ssh-keygen ", "bagit.py "))]


def originals(demo: Walked) -> set[str]:
    """SHA-256 of the pictures that went in."""
    folder = demo.out / "drawn-photos"
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def check_bag(bag: Path, demo: Walked) -> None:
    """What lies open after the tools: the originals under their hashes, the account in words."""
    media = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (bag / "data" / "media").iterdir()
    }
    assert all(name == digest for name, digest in media.items())
    assert set(media) == originals(demo)
    records = [json.loads(p.read_bytes()) for p in (bag / "data" / "records").rglob("*.json")]
    accounts = [r["body"] for r in records if r["kind"] == "interview"]
    assert accounts
    assert all("Ключы ад" in json.dumps(body, ensure_ascii=False) for body in accounts)
    assert "safe_contact" not in json.dumps(records)


@pytest.mark.rare
@needs_stock_tools
def test_the_three_printed_commands_open_and_verify_it(x25519_demo: Walked) -> None:
    opening, verify, validate = printed_commands(x25519_demo)
    folder = x25519_demo.out / "opening"
    shell(opening, folder)
    assert "Good" in shell(verify, folder)
    shell(validate, folder)
    shell("sha256sum --quiet -c manifest-sha256.txt", folder / "bag")
    check_bag(folder / "bag", x25519_demo)


@pytest.mark.rare
@needs_stock_tools
def test_seals_verify_with_ssh_keygen(x25519_demo: Walked, tmp_path: Path) -> None:
    shell(f"age -d -i opening/key.txt {x25519_demo.package} | tar x -C {tmp_path}", x25519_demo.out)
    signers = x25519_demo.out / "opening" / "allowed_signers"
    signer = signers.read_text("utf-8").split()[0]
    seals = list((tmp_path / "data" / "seals").iterdir())
    assert len(seals) == 2
    for seal in seals:
        [record] = (tmp_path / "data" / "records").rglob(f"{seal.stem}.json")
        said = shell(
            f"ssh-keygen -Y verify -f {signers} -I {signer} -n seal@skrynia -s {seal} < {record}",
            tmp_path,
        )
        assert "Good" in said


@pytest.mark.rare
@needs_stock_tools
def test_the_tools_notice_one_changed_octet(x25519_demo: Walked, tmp_path: Path) -> None:
    """A positive control: these commands do fail where something was changed."""
    octets = bytearray(x25519_demo.package.read_bytes())
    octets[len(octets) // 2] ^= 1
    (tmp_path / "changed.age").write_bytes(octets)
    key = x25519_demo.out / "opening" / "key.txt"
    with pytest.raises(AssertionError):
        shell(f"age -d -i {key} changed.age > /dev/null", tmp_path)


_NODE_SCRIPT = """
import { Decrypter } from "age-encryption";
import { readFileSync } from "node:fs";
const [key, file] = process.argv.slice(2);
const secret = readFileSync(key, "utf8").split("\\n").find((l) => l.startsWith("AGE-SECRET-KEY-"));
const decrypter = new Decrypter();
decrypter.addIdentity(secret);
process.stdout.write(await decrypter.decrypt(readFileSync(file)));
"""


@needs_node
@pytest.mark.skipif(tool("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_post_quantum_package_opens_with_another_implementation(
    pq_demo: Walked, tmp_path: Path
) -> None:
    script = tmp_path / "open.mjs"
    script.write_text(_NODE_SCRIPT, "utf-8")
    # Node looks for packages upwards from the script.
    (tmp_path / "node_modules").symlink_to(NODE / "node_modules")
    bag = tmp_path / "bag"
    bag.mkdir()
    key = pq_demo.out / "opening" / "key.txt"
    assert "AGE-SECRET-KEY-PQ-1" in key.read_text("utf-8")
    shell(f"node open.mjs {key} {pq_demo.package} | tar x -C bag", tmp_path)
    _opening, verify, validate = printed_commands(pq_demo)
    (tmp_path / "allowed_signers").write_bytes(
        (pq_demo.out / "opening" / "allowed_signers").read_bytes()
    )
    assert "Good" in shell(verify, tmp_path)
    shell(validate, tmp_path)
    check_bag(bag, pq_demo)
