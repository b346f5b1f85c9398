namespace OlUpgrade.Hosting.Cli;

/// <summary>The exit codes of <c>olupgrade</c>.</summary>
public static class ExitCode
{
    /// <summary>Done; a watched run succeeded.</summary>
    public const int Done = 0;

    /// <summary>The run or the check failed, or a decision was refused.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or wrong input; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>The service does not answer, or cannot use its journal.</summary>
    public const int NoServer = 3;

    /// <summary>Ctrl-C, with the shell's number for it: the end of the watched run is not known.</summary>
    public const int Interrupted = 130;
}
