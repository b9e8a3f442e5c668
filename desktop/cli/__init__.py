"""skryniactl: every job without a screen, for scripts, servers and tests.

One module a noun; each declares its commands (``declare.py``) and calls the same core
functions the window calls. ``program.py`` parses, runs, and turns what went wrong into a
sentence and an exit code.

**Exit codes.** 0 done; 1 refused or failed (the message says what happened and what
to do), and where a check found something (``names check``: a place that waits;
``backup create`` and ``restore``: a photo or file that is not whole); 2 used wrongly;
70 a bug (a report without content is printed); 130 stopped by Ctrl+C or a termination signal:
unfinished files are removed first.

**Streams.** Results go to standard output, everything else (questions, progress, notes,
errors) to standard error. Names that came from outside are printed with control and
direction characters escaped, so that no file name can drive a terminal.

**JSON.** With ``--json`` standard output is one JSON object in ASCII. Its keys are below;
those of the objects inside are the fields of the dataclasses in ``desktop/model`` (and of
the reports named), as stable as the package format; times are ``{"utc", "offset_minutes"}``.
Where something is verified or changed there is a key ``ok``. After an error (exit code 1) it is
``{"ok": false, "error": {"type", "reason"}}``, ``type`` being the class in
``desktop/errors``::

    vault info          vault_id owner opens_with[{kind known}] counts{a number for
                        each kind of record, packages_sent packages_received}
                        custody{seq hash} older{decides at_update at_rescue}
                        unread waiting
                        lost (Lost of desktop/vault/file/lost.py, or null)
    vault check         ok report (CheckReport)
    vault rescue        ok rescued (Rescued of desktop/vault/rescue/rescue.py)
    vault travel        ok left (Left of desktop/vault/travel.py)
    vault recover       ok owner (Party) way (WayIn) revoked (WayIn, or null)
    backup create       ok made (Made of desktop/vault/backups/create.py)
    backup list         backups[name made unread]
    backup check        ok report (PlaceReport of desktop/vault/backups/check.py)
    backup restore      ok restored (RestoredGeneration of desktop/vault/backups/restore.py)
                        given_back (GivenBack of desktop/vault/file/giving_back.py, or null)
    backup places       places[BackupPlace]
    backup forget       ok forgotten (BackupPlace)
    way list            ways[WayIn]
    way add-sheet       ok way (WayIn)
    way add-shares      ok way (WayIn)
    way add-escrow      ok way (WayIn)
    way add-passphrase  ok way (WayIn)
    way add-key-file    ok way (WayIn)
    way rehearse        ok way (WayIn)
    home                role empty planned[] under_way[] to_save[] no_receipt[] ask_again[]
                        to_tell[] to_resolve[] may_be_one[] arrived[] receipts_owed[] forms[]
                        cards[] backup way wrong[Checked]
                        (each count, more and first: Agenda of desktop/reading/agenda.py)
    search              hits[Hit] also[words as written] unread learning waiting more
    card show           card fingerprint digits allowed_signers
    card list           cards[KnownCard]
    interview list      total offset interviews[InterviewSummary]
    interview show      the fields of InterviewDocument
    interview remove    ok removed{kind id called}
    consent show        the fields of Consent, answered others[version author says stays]
    consent strangers   strangers[author interviews (codes)]
    consent settle      ok settled
    organisation show   organisation (Organisation) number signer (null where unsigned) unfit (null,
                        or where an own text fits no more: language line fault what)
    person list         total offset people[PersonSummary]
    person candidates   candidates[one other score reasons interviewed]
                        to_resolve[one other answers]
    person same         ok sameness (Sameness)
    person not-same     ok sameness (Sameness)
    person unsure       ok sameness (Sameness)
    person split        ok decided
    person remove       ok removed{kind id called}
    place add           ok place (Place)
    place list          total offset places[PlaceSummary]
    place show          the fields of Place
    place remove        ok removed{kind id called}
    passage add         ok passage (Passage)
    passage list        total offset passages[passage anchor{stands spots} since]
                        (a spot: id of the utterance, start and end in code points)
    passage show        passage (Passage) anchor since (as above)
    passage confirm     ok passage (Passage)
    protected add       ok protected (ProtectedName)
    protected list      total offset protected[ProtectedName]
    protected show      the fields of ProtectedName
    protected change    ok protected (ProtectedName)
    protected remove    ok removed{kind id called}
    photos add          ok report (IngestReport) cleared (Cleared) unsaid[id] (files that were
                        there before, of which what the options say was not kept)
    photos acquired     changed acquired[Acquisition]
    photos beside       changed file beside{goes_with, with_it: media and known_by of each}
    photos redact       kept of into
    photos share        path width height sha256 original_sha256 incomplete
    photos alike        changed alike[file other{media alike said}]
    photos list         total offset media[Media] belongs_to{id id}
                        interviews{id InInterview}
    photos show         media (Media) metadata[MetadataItem] text[TextPiece] waits
    photos check        ok report (FixityReport)
    photos custody      custody (FileCustody)
    photos remove       ok removed{kind id called}
    sets list           total offset sets[SetSummary]
    sets show           set (FileSet)
    sets new            ok set (FileSet)
    sets edit           ok set (FileSet)
    sets add            ok set (FileSet)
    sets take-out       ok set (FileSet)
    sets order          ok set (FileSet)
    sets export         ok folder files stayed[StayedBehind] stopped
    sets remove         ok removed{kind id called}
    names check         ok open passed_over interviews[id code form spots{key choice instead
                        decided_elsewhere sort words sentence at kind record_id path unread}]
    package plan        counts size going[Going] along[{kind id called}]
                        staying[Staying]
    package write       ok package_id path size counts leftovers
    package verify      ok sender tagmanifest_sha256 document (PackageDocument)
    package inspect     as package verify
    package list        sent[SentPackage] received[ReceivedPackage]
    receive             ok again receipt (ReceiptDocument) receipt_file
    receive --dry-run   ok sender document counts received log
    receipt import      ok again accepted set_aside receipt (ReceiptDocument)
    custody verify      ok report (CustodyReport) restored[instance began after{seq hash}]
    custody list        events[CustodyEvent]

**Passphrases**, recovery codes and shares are asked on the terminal without echo, or read from
``…-fd N`` (one line of UTF-8) or ``…-file FILE``; never from arguments or environment.
``unlocking.py`` has the options of every command that opens a vault.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (``sys.argv`` when None) and return its exit code."""
    try:
        from desktop.cli.program import run

        return run(argv)
    except KeyboardInterrupt:  # before there was anything that could be stopped
        return 130
