namespace OlUpgrade.Lab.Fleet;

/// <summary>How a tool ended and what it printed.</summary>
internal sealed record ToolEnd(int Code, string Output, string Error)
{
    /// <summary>What it printed; the test fails if its exit code is not 0.</summary>
    public string Good()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Output}{Error}");
        return Output;
    }
}
