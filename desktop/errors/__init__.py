"""The errors that a user can meet, as types.

Two families never blur: errors that a user can meet (below; explained to a person together
with what to do next) and bugs (any other exception; the crash hook shows a report without
content). The tree::

    SkryniaError
    ├── Cancelled                     the person stopped a long job
    ├── VaultError
    │   ├── WrongPassphrase           the key slots are whole, the secret does not fit
    │   │   ├── WrongSecondPart       passphrase, key file or hardware key: one is wrong
    │   │   ├── WrongKeyFile          alone, and of another vault
    │   │   ├── WrongSheet            its code is of another vault, or revoked
    │   │   ├── WrongShares           of another vault, revoked, or too few
    │   │   └── NotKeptHere           the key was left with somebody else
    │   ├── NoSlotForSecret           no key slot takes a secret of this kind
    │   │   └── HeldByOthers          a backup for a journey: others open it
    │   ├── NotAKeyFile               the file chosen is another's, or damaged
    │   ├── NotEnoughMemory           deriving the key takes more than is free
    │   ├── MistypedCode              of a recovery sheet; ``wrong`` names the groups
    │   ├── MistypedShare             of somebody's share; ``wrong`` names the words
    │   ├── TooFewShares              they go together, and more are needed
    │   ├── HardwareKeyError          none is plugged in, or nobody touched it
    │   ├── LastWayIn                 the last that a person can use is not revoked
    │   ├── OrganisationsOnly         a key file alone, for a researcher's vault
    │   ├── ClassicalKey              a vault key is left with a post-quantum key alone
    │   ├── DamagedKeySlots           keys.json is missing, cut or altered
    │   │   └── DeletionBegun         it is gone because the vault is being destroyed
    │   ├── DamagedVault              the database does not read as what was written
    │   │   ├── OlderVault            what decides is older than what was written last
    │   │   ├── MissingDatabase       the key slots are there, the database is not
    │   │   └── DamagedBackup         what was to be restored does not hold
    │   │       └── UnreadBackups     the newest may be one that does not read
    │   ├── NoBackupsHere         the folder is no place of backups, or has not this one
    │   ├── OtherVaultsBackups    the backups there are another vault's
    │   ├── NoWayBack             nobody who stays behind could open it
    │   ├── OtherCopysBackups     a backup there holds what this copy of the vault never had
    │   ├── OpenOtherwise         the backups there open by what is carried along
    │   ├── ChangedMeanwhile      written to after it was packed to stay behind
    │   ├── BackupsInUse          another process works there
    │   ├── IncompleteCopy            copied from an open vault without its log
    │   ├── UncheckedLog              a log to restore, and no passphrase to check it with
    │   ├── NewerVault                made by a later version of the program
    │   ├── VaultInUse                another process has it open
    │   ├── CopyFirst                 on a read-only medium, and opening it would write
    │   ├── VaultExists               a new vault must not overwrite anything
    │   └── NotAVault                 the folder is something else
    ├── RecordError
    │   ├── NoSuchRecord
    │   ├── AmbiguousName             more than one record goes by it
    │   ├── RecordSealed              sealed records are amended only by addendum
    │   ├── RecordClosed              a rule keeps it closed (R3, R5); ``reason`` says which
    │   ├── RecordStays               asked to be removed; ``stays`` says why it is not
    │   ├── DecisionIncomplete        about consent; ``missing`` says what is to be done first
    │   ├── ReplacementNames          what is to stand instead of a name holds one itself
    │   ├── DecisionsRefused          a file of decisions about names that is none
    ├── StorageError
    │   ├── DiskFull
    │   ├── NotWritable               read-only, no permission, device gone
    │   │   ├── WithinVault           it lies in the folder of a vault, or of its backups
    │   │   └── VaultReadOnly         the open vault lies on a read-only medium
    │   ├── FileTooLarge              the target's file system cannot hold it
    │   ├── NotAsWritten              the target gives back other bytes than it was given
    │   ├── NameRefused               longer than the file system takes, or other letters
    │   └── FileExists
    ├── MediaError
    │   └── UndecodableMedia          kept and exported, but cannot be shown
    ├── CryptoError
    │   ├── AgeFormatError            not an age file, or one that breaks the format
    │   ├── NotARecipient             no identity of ours opens it
    │   ├── PayloadDamaged            authentication of the encrypted payload failed
    │   ├── SignatureFormatError      not an SSH signature of a kind we read
    │   └── BadSignature              the signature does not hold
    └── HandoffError
        ├── ConsentRefused            nothing that was chosen may leave
        ├── NamesUndecided            places in what was told wait for a decision; ``spots``
        ├── RecordTooLong             a record that no package has room for
        ├── UnknownSigner             signed by nobody whose card is trusted here
        ├── RevokedSigner
        ├── NotAddressedToUs          the signed recipient list does not name this vault
        ├── PackageRefused            breaks the package format; ``reason`` names the rule
        │   └── UnfinishedPackage     its writing was interrupted
        ├── NewerPackage              made by a later version of the program
        ├── CardRefused               an identity card that does not hold
        │   ├── CardNotTrusted        its digits were not compared yet
        │   └── DigitsDiffer          they were, and are others
        ├── SettingsRefused           an organisation's settings that do not hold
        │   ├── NewerSettings         written by a later version of the program
        │   ├── SettingsNotTrusted    their signer is not trusted here as the organisation
        │   ├── SettingsOlder         what is here has the same number, or a higher one
        │   ├── LogoRefused           the logo is no picture, or too large
        │   └── OwnTextRefused        an own consent text does not say what the form asks
        └── ReceiptRefused            a receipt that does not match what was sent
            ├── ReceiptClosed         no receipt to this vault
            └── ReceiptRepeated       in the place of another that was taken before

Each carries ``reason``: a short English phrase for logs and tests that holds no content of
records, no key and no passphrase. Sentences for people are made in one place for the
window (``ui/messages.py``) and the command line, by ``desktop.messages.errors.explain``.
"""

from desktop.errors.handoff import (
    CardNotTrusted as CardNotTrusted,
)
from desktop.errors.handoff import (
    CardRefused as CardRefused,
)
from desktop.errors.handoff import (
    ConsentRefused as ConsentRefused,
)
from desktop.errors.handoff import (
    DigitsDiffer as DigitsDiffer,
)
from desktop.errors.handoff import (
    HandoffError as HandoffError,
)
from desktop.errors.handoff import (
    LogoRefused as LogoRefused,
)
from desktop.errors.handoff import (
    NamesUndecided as NamesUndecided,
)
from desktop.errors.handoff import (
    NewerCard as NewerCard,
)
from desktop.errors.handoff import (
    NewerPackage as NewerPackage,
)
from desktop.errors.handoff import (
    NewerReceipt as NewerReceipt,
)
from desktop.errors.handoff import (
    NewerSettings as NewerSettings,
)
from desktop.errors.handoff import (
    NotAddressedToUs as NotAddressedToUs,
)
from desktop.errors.handoff import (
    NothingNew as NothingNew,
)
from desktop.errors.handoff import (
    OwnTextRefused as OwnTextRefused,
)
from desktop.errors.handoff import (
    PackageRefused as PackageRefused,
)
from desktop.errors.handoff import (
    ReceiptClosed as ReceiptClosed,
)
from desktop.errors.handoff import (
    ReceiptRefused as ReceiptRefused,
)
from desktop.errors.handoff import (
    ReceiptRepeated as ReceiptRepeated,
)
from desktop.errors.handoff import (
    RecordTooLong as RecordTooLong,
)
from desktop.errors.handoff import (
    RevokedSigner as RevokedSigner,
)
from desktop.errors.handoff import (
    SettingsNotTrusted as SettingsNotTrusted,
)
from desktop.errors.handoff import (
    SettingsOlder as SettingsOlder,
)
from desktop.errors.handoff import (
    SettingsRefused as SettingsRefused,
)
from desktop.errors.handoff import (
    UnfinishedPackage as UnfinishedPackage,
)
from desktop.errors.handoff import (
    UnknownSigner as UnknownSigner,
)
from desktop.errors.here import (
    AgeFormatError as AgeFormatError,
)
from desktop.errors.here import (
    AmbiguousName as AmbiguousName,
)
from desktop.errors.here import (
    AuthorKnown as AuthorKnown,
)
from desktop.errors.here import (
    BadSignature as BadSignature,
)
from desktop.errors.here import (
    BeyondConsent as BeyondConsent,
)
from desktop.errors.here import (
    CryptoError as CryptoError,
)
from desktop.errors.here import (
    DecisionIncomplete as DecisionIncomplete,
)
from desktop.errors.here import (
    DecisionsRefused as DecisionsRefused,
)
from desktop.errors.here import (
    DiskFull as DiskFull,
)
from desktop.errors.here import (
    FileExists as FileExists,
)
from desktop.errors.here import (
    FilesNotLookedInto as FilesNotLookedInto,
)
from desktop.errors.here import (
    FileTooLarge as FileTooLarge,
)
from desktop.errors.here import (
    MediaError as MediaError,
)
from desktop.errors.here import (
    NameRefused as NameRefused,
)
from desktop.errors.here import (
    NoSuchRecord as NoSuchRecord,
)
from desktop.errors.here import (
    NotARecipient as NotARecipient,
)
from desktop.errors.here import (
    NotAsWritten as NotAsWritten,
)
from desktop.errors.here import (
    NotWritable as NotWritable,
)
from desktop.errors.here import (
    PayloadDamaged as PayloadDamaged,
)
from desktop.errors.here import (
    RecordClosed as RecordClosed,
)
from desktop.errors.here import (
    RecordError as RecordError,
)
from desktop.errors.here import (
    RecordOvertaken as RecordOvertaken,
)
from desktop.errors.here import (
    RecordSealed as RecordSealed,
)
from desktop.errors.here import (
    RecordStays as RecordStays,
)
from desktop.errors.here import (
    ReplacementNames as ReplacementNames,
)
from desktop.errors.here import (
    SignatureFormatError as SignatureFormatError,
)
from desktop.errors.here import (
    StorageError as StorageError,
)
from desktop.errors.here import (
    UndecodableMedia as UndecodableMedia,
)
from desktop.errors.here import (
    VaultReadOnly as VaultReadOnly,
)
from desktop.errors.here import (
    WithinVault as WithinVault,
)
from desktop.errors.root import (
    Cancelled as Cancelled,
)
from desktop.errors.root import (
    SkryniaError as SkryniaError,
)
from desktop.errors.vault import (
    BackupsInUse as BackupsInUse,
)
from desktop.errors.vault import (
    ChangedMeanwhile as ChangedMeanwhile,
)
from desktop.errors.vault import (
    ClassicalKey as ClassicalKey,
)
from desktop.errors.vault import (
    CopyFirst as CopyFirst,
)
from desktop.errors.vault import (
    DamagedBackup as DamagedBackup,
)
from desktop.errors.vault import (
    DamagedKeySlots as DamagedKeySlots,
)
from desktop.errors.vault import (
    DamagedVault as DamagedVault,
)
from desktop.errors.vault import (
    DeletionBegun as DeletionBegun,
)
from desktop.errors.vault import (
    HardwareKeyError as HardwareKeyError,
)
from desktop.errors.vault import (
    HeldByOthers as HeldByOthers,
)
from desktop.errors.vault import (
    Holder as Holder,
)
from desktop.errors.vault import (
    IncompleteCopy as IncompleteCopy,
)
from desktop.errors.vault import (
    LastWayIn as LastWayIn,
)
from desktop.errors.vault import (
    MissingDatabase as MissingDatabase,
)
from desktop.errors.vault import (
    MistypedCode as MistypedCode,
)
from desktop.errors.vault import (
    MistypedShare as MistypedShare,
)
from desktop.errors.vault import (
    NewerVault as NewerVault,
)
from desktop.errors.vault import (
    NoBackupsHere as NoBackupsHere,
)
from desktop.errors.vault import (
    NoSlotForSecret as NoSlotForSecret,
)
from desktop.errors.vault import (
    NotAKeyFile as NotAKeyFile,
)
from desktop.errors.vault import (
    NotAVault as NotAVault,
)
from desktop.errors.vault import (
    NotEnoughMemory as NotEnoughMemory,
)
from desktop.errors.vault import (
    NotKeptHere as NotKeptHere,
)
from desktop.errors.vault import (
    NoWayBack as NoWayBack,
)
from desktop.errors.vault import (
    OlderVault as OlderVault,
)
from desktop.errors.vault import (
    OpenOtherwise as OpenOtherwise,
)
from desktop.errors.vault import (
    OrganisationsOnly as OrganisationsOnly,
)
from desktop.errors.vault import (
    OtherCopysBackups as OtherCopysBackups,
)
from desktop.errors.vault import (
    OtherVaultsBackups as OtherVaultsBackups,
)
from desktop.errors.vault import (
    TooFewShares as TooFewShares,
)
from desktop.errors.vault import (
    UncheckedLog as UncheckedLog,
)
from desktop.errors.vault import (
    UnreadBackups as UnreadBackups,
)
from desktop.errors.vault import (
    VaultError as VaultError,
)
from desktop.errors.vault import (
    VaultExists as VaultExists,
)
from desktop.errors.vault import (
    VaultInUse as VaultInUse,
)
from desktop.errors.vault import (
    WrongKeyFile as WrongKeyFile,
)
from desktop.errors.vault import (
    WrongPassphrase as WrongPassphrase,
)
from desktop.errors.vault import (
    WrongSecondPart as WrongSecondPart,
)
from desktop.errors.vault import (
    WrongShares as WrongShares,
)
from desktop.errors.vault import (
    WrongSheet as WrongSheet,
)
