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
    │   │   │   └── SavesLost         saves are missing, and nobody looked at the consents since
    │   │   ├── MissingDatabase       the key slots are there, the database is not
    │   │   ├── NotWhole              it does not hold, and nobody said to back it up as it is
    │   │   ├── UnreadVault           a part does not read, so it was not backed up
    │   │   └── DamagedBackup         what was to be restored does not hold
    │   │       ├── WhichBackup       the newest is not taken before somebody says so
    │   │       │   ├── OfDamagedVault    it is of a vault that was damaged already
    │   │       │   └── UnreadBackups     it may be one that does not read
    │   │       └── RenamedBackup     its folder has another name than it was given
    │   ├── NoBackupsHere         the folder is no place of backups, or has not this one
    │   │   └── OneOfBackups          it is one backup out of a folder of several
    │   ├── OtherVaultsBackups    the backups there are another vault's
    │   ├── NoWayBack             nobody who stays behind could open it
    │   ├── ChooseWays            several could, and nobody said which
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
    │   ├── WordsNotThere             no words of an account stand there, or at several places
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
    │   │   └── VaultTooLong          the vault's file is as long as the medium takes
    │   ├── NotAsWritten              the target gives back other bytes than it was given
    │   ├── NameRefused               longer than the file system takes, or other letters
    │   └── FileExists
    ├── MediaError
    │   ├── UndecodableMedia          kept and exported, but cannot be shown
    │   ├── NotRedactable             nothing was covered; ``reason`` says why
    │   └── WrongCompanion            a file would go with itself, or with one that goes with it
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
        │   ├── UnfinishedPackage     its writing was interrupted
        │   └── PackageChanged        after it was verified, when part was taken in
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
    CardRefused as CardRefused,
    ConsentRefused as ConsentRefused,
    DigitsDiffer as DigitsDiffer,
    HandoffError as HandoffError,
    LogoRefused as LogoRefused,
    NamesUndecided as NamesUndecided,
    NewerCard as NewerCard,
    NewerPackage as NewerPackage,
    NewerReceipt as NewerReceipt,
    NewerSettings as NewerSettings,
    NotAddressedToUs as NotAddressedToUs,
    NothingNew as NothingNew,
    OwnTextRefused as OwnTextRefused,
    PackageChanged as PackageChanged,
    PackageRefused as PackageRefused,
    ReceiptClosed as ReceiptClosed,
    ReceiptRefused as ReceiptRefused,
    ReceiptRepeated as ReceiptRepeated,
    RecordTooLong as RecordTooLong,
    RevokedSigner as RevokedSigner,
    SettingsNotTrusted as SettingsNotTrusted,
    SettingsOlder as SettingsOlder,
    SettingsRefused as SettingsRefused,
    UnfinishedPackage as UnfinishedPackage,
    UnknownSigner as UnknownSigner,
)
from desktop.errors.here import (
    AgeFormatError as AgeFormatError,
    AmbiguousName as AmbiguousName,
    AuthorKnown as AuthorKnown,
    BadSignature as BadSignature,
    BeyondConsent as BeyondConsent,
    CryptoError as CryptoError,
    DecisionIncomplete as DecisionIncomplete,
    DecisionsRefused as DecisionsRefused,
    DiskFull as DiskFull,
    FileExists as FileExists,
    FileTooLarge as FileTooLarge,
    FilesNotLookedInto as FilesNotLookedInto,
    MediaError as MediaError,
    NameRefused as NameRefused,
    NoSuchRecord as NoSuchRecord,
    NotARecipient as NotARecipient,
    NotAsWritten as NotAsWritten,
    NotRedactable as NotRedactable,
    NotWritable as NotWritable,
    PayloadDamaged as PayloadDamaged,
    RecordClosed as RecordClosed,
    RecordError as RecordError,
    RecordOvertaken as RecordOvertaken,
    RecordSealed as RecordSealed,
    RecordStays as RecordStays,
    ReplacementNames as ReplacementNames,
    SignatureFormatError as SignatureFormatError,
    StorageError as StorageError,
    UndecodableMedia as UndecodableMedia,
    VaultReadOnly as VaultReadOnly,
    VaultTooLong as VaultTooLong,
    WithinVault as WithinVault,
    WrongCompanion as WrongCompanion,
    WordsNotThere as WordsNotThere,
)
from desktop.errors.root import (
    Cancelled as Cancelled,
    SkryniaError as SkryniaError,
)
from desktop.errors.vault import (
    BackupsInUse as BackupsInUse,
    ChangedMeanwhile as ChangedMeanwhile,
    ChooseWays as ChooseWays,
    ClassicalKey as ClassicalKey,
    CopyFirst as CopyFirst,
    DamagedBackup as DamagedBackup,
    DamagedKeySlots as DamagedKeySlots,
    DamagedVault as DamagedVault,
    DeletionBegun as DeletionBegun,
    HardwareKeyError as HardwareKeyError,
    HeldByOthers as HeldByOthers,
    Holder as Holder,
    IncompleteCopy as IncompleteCopy,
    LastWayIn as LastWayIn,
    MissingDatabase as MissingDatabase,
    MistypedCode as MistypedCode,
    MistypedShare as MistypedShare,
    NewerVault as NewerVault,
    NoBackupsHere as NoBackupsHere,
    NoSlotForSecret as NoSlotForSecret,
    NoWayBack as NoWayBack,
    NotAKeyFile as NotAKeyFile,
    NotAVault as NotAVault,
    NotEnoughMemory as NotEnoughMemory,
    NotKeptHere as NotKeptHere,
    NotWhole as NotWhole,
    OfDamagedVault as OfDamagedVault,
    OlderVault as OlderVault,
    OneOfBackups as OneOfBackups,
    OpenOtherwise as OpenOtherwise,
    OrganisationsOnly as OrganisationsOnly,
    OtherCopysBackups as OtherCopysBackups,
    OtherVaultsBackups as OtherVaultsBackups,
    RenamedBackup as RenamedBackup,
    SavesLost as SavesLost,
    TooFewShares as TooFewShares,
    UncheckedLog as UncheckedLog,
    UnreadBackups as UnreadBackups,
    UnreadVault as UnreadVault,
    VaultError as VaultError,
    VaultExists as VaultExists,
    VaultInUse as VaultInUse,
    WhichBackup as WhichBackup,
    WrongKeyFile as WrongKeyFile,
    WrongPassphrase as WrongPassphrase,
    WrongSecondPart as WrongSecondPart,
    WrongShares as WrongShares,
    WrongSheet as WrongSheet,
)
