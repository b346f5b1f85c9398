namespace OlUpgrade.Hosting.Cli;

/// <summary>What the program says to the shell that called it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run or the check failed, or a decision was refused.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or wrong input.</summary>
    public const int BadInput = 2;

    /// <summary>No service answers.</summary>
    public const int NoServer = 3;

    /// <summary>Ctrl-C, as shells number it: the end of what was watched is not known.</summary>
    public const int Interrupted = 130;
}
