namespace OlUpgrade.Ssh.Ledger;

/// <summary>What the host-side script is asked to do. docs/wire/ledger.md has the names in lower case.</summary>
internal enum LedgerVerb
{
    Ask,
    Take,
    Adopt,
    Release,
    Start,
    Look,
    Follow,
    Stop,
}
