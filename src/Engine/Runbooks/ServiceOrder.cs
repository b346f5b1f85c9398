using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Sees to it that what is taken out of service is put back: at most one <c>drain</c>, and behind it exactly one
/// <c>return</c>.
/// </summary>
internal sealed class ServiceOrder(ProblemList complaints)
{
    private Position? _drain;
    private Position? _back;

    /// <summary>Steps come in the order in which they are done.</summary>
    public void Note(Work work, Position at)
    {
        if (work is Work.Drain)
            Drain(at);
        else if (work is Work.Return)
            Return(at);
    }

    public void End()
    {
        if (_drain is { } at && _back is null)
            complaints.Add(
                at,
                "nothing puts the host back that this step takes out of service: add a step with `return` behind it"
            );
    }

    private void Drain(Position at)
    {
        if (_drain is not null)
            complaints.Add(at, "a host is taken out of service once, but this is the second `drain`: take one out");
        _drain ??= at;
    }

    private void Return(Position at)
    {
        if (_back is not null)
            complaints.Add(at, "a host is put back once, but this is the second `return`: take one out");
        else if (_drain is null)
            complaints.Add(
                at,
                "this step puts back what no step before it has taken out of "
                    + "service: add a `drain` before it, or take this out"
            );
        _back ??= at;
    }
}
