using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Checks that a host taken out of service is put back: at most one <c>drain</c>, followed by exactly one
/// <c>return</c>.
/// </summary>
internal sealed class ServiceOrder(ProblemList problems)
{
    private Position? _drain;
    private Position? _back;

    /// <summary>Notes the next step, in order of execution.</summary>
    public void Note(Work work, Position at)
    {
        if (work is Work.Drain)
            Drain(at);
        else if (work is Work.Return)
            Return(at);
    }

    /// <summary>Notes that there are no more steps.</summary>
    public void End()
    {
        if (_drain is { } at && _back is null)
            problems.Add(
                at,
                "no later step puts back the host that this step takes out of service: "
                    + "add a step with `return` after it"
            );
    }

    private void Drain(Position at)
    {
        if (_drain is not null)
            problems.Add(at, "a host is taken out of service once, but this is the second `drain`: remove one");
        _drain ??= at;
    }

    private void Return(Position at)
    {
        if (_back is not null)
            problems.Add(at, "a host is put back once, but this is the second `return`: remove one");
        else if (_drain is null)
            problems.Add(
                at,
                "this step puts back a host that no earlier step takes out of "
                    + "service: add a `drain` before it, or remove this"
            );
        _back ??= at;
    }
}
