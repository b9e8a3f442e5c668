"""The methods of nouns that only read, and those whose writing is reported by others or by none."""

from __future__ import annotations

from typing import Final

READING: Final = frozenset({
    "age_identity", "all", "author", "begun_here", "beside", "heard",
    "count_files", "begun_of", "page", "at", "attachments",
    "of_file", "said_of", "together", "body", "by_hash", "card", "count", "count_received",
    "count_sent", "count_states", "working_copy", "document", "each_head", "decided_back",
    "decided_by", "find", "find_received", "for_interview", "get", "get_received", "get_sent",
    "interview_of", "handoff_state", "held", "here", "highest_code", "ids", "history",
    "ids_here", "interview_ids", "interviews", "items_confirmed", "led_by", "logs_of",
    "metadata", "offered", "outcomes", "to_read_out", "packages_confirmed", "parts", "party",
    "read", "read_hashed", "reasons_closed", "receipts", "received", "received_ids",
    "received_with", "rows", "safety", "sender_log_of_received", "sent", "sent_to", "sent_with",
    "sha512s", "following", "grounds", "lent", "record_ids", "refuse_older", "several", "given",
    "refuse_unlooked", "sums_of_files",
    "judge", "local", "signed", "unfit_texts", "elsewhere", "of", "source_of", "version_of",
    "sign", "standings", "summaries", "undescribed", "utterances", "earlier", "last_earlier",
    "for_text", "forms_of", "of_person", "with_form", "about", "groups", "perhaps", "said",
    "finish", "interviewed", "pairs", "to", "of_records", "unfinished", "unlaid", "kept_unread",
    "attached_as", "check", "known_at", "places", "report", "wrong", "closing", "decided",
    "linked", "look", "naming", "unread", "waiting", "waits", "with_code", "with_name",
    "within", "withdrawn_by_others", "written_since", "arrived_since", "copied", "forms",
    "planned", "receipts_owed", "to_ask_again", "to_resolve", "to_save", "to_tell", "under_way",
    "without_receipt", "summaries_of", "turns",
    "text", "unfound", "all_of", "attached_in", "goes_with", "with_it", "proofs", "names_in",
    "among", "any_unread", "said_last", "made", "made_of", "attached_to",
    "called_alike", "others", "count_others",
    "places_of", "placed", "of_interview", "count_of",
})  # fmt: skip

QUIET: Final = frozenset({
    ("removal", "clear_copy"),  # in a backup that nobody looks at
    ("likely", "go_on"),  # writes nothing, and tells of whom it found
    ("likely", "forget"),  # what was read of names
    ("strangers", "settle"),  # by ``consents.hold``, which reports
    ("told_back", "hear"),  # by ``consents.take_back``, which reports
    ("media", "remove_leftover"),
    ("fixity", "reading_back"),  # writes what was saved to the device, and nothing else
    ("companions", "of_one_shot"),  # in the transaction of ``pictures.keep``, which reports
    ("acquisitions", "came"),  # in the transaction that adds the file
    ("derived", "id_for"),  # what is shown to others, and on no page here
    ("derived", "cut"),
    ("drafts", "keep_earlier"),  # read when somebody asks for it, and on no page before
    ("media", "laid_apart"),  # bytes that no file leads to until it is added
    ("sending", "laid"),  # what no package leads to until it is begun
    ("sending", "tell"),  # the rest of what was told when it was named
    ("sending", "go_on"),
    ("sending", "go_on_one"),
    ("pictures", "find_some"),  # what nothing shows until somebody searches
    ("lookalikes", "learn"),  # shown when a picture is next opened
    ("pictures", "tried"),   # a count that is shown nowhere
    ("ways_in", "amiss"),  # reads
    ("ways_in", "might_rise"),  # reads
    ("ways_in", "opening"),  # reads
    ("ways_in", "opened_by"),  # shown when the page of it is next opened
    ("ways_in", "begin"),  # what is said of slots that are not there
    ("organisation", "take"),  # the same
    ("organisation", "save"),  # whoever asks for the names asks again when the text is shown
})  # fmt: skip
