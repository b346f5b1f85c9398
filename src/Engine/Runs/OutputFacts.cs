namespace OlUpgrade.Runs;

/// <summary>The facts of an outcome that are about what its command printed.</summary>
public static class OutputFacts
{
    /// <summary>The end of the output, in lines.</summary>
    public const string Tail = "output";

    /// <summary>The size of the file that has all of it.</summary>
    public const string Bytes = "output-bytes";

    /// <summary><c>sha256:</c> and the hash of that file in hexadecimal digits.</summary>
    public const string Digest = "output-digest";
}
