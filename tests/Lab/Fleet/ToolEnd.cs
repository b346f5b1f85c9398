namespace OlUpgrade.Lab.Fleet;

/// <summary>How a tool ended and what it printed.</summary>
internal sealed record ToolEnd(int Code, string Output, string Error)
{
    /// <summary>What it printed; the test fails when it did not end well.</summary>
    public string Good()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Output}{Error}");
        return Output;
    }
}
