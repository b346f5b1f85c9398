namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// What the script on the host is asked to do; the names are those of docs/wire/ledger.md in lower case.
/// </summary>
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
