namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The faults that are armed on one host. Nothing here is random: the caller chooses the faults.
/// </summary>
public sealed class HostFaults
{
    private readonly Lock _gate = new();

    private readonly List<HostFault> _waiting = [];

    private readonly List<HostFault> _used = [];

    /// <summary>The faults that have not been used up, in the order in which they were injected.</summary>
    public IReadOnlyList<HostFault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    /// <summary>The faults that struck, in order, once for each occasion.</summary>
    public IReadOnlyList<HostFault> Used
    {
        get
        {
            lock (_gate)
                return [.. _used];
        }
    }

    public void Inject(HostFault fault)
    {
        lock (_gate)
            _waiting.Add(fault);
    }

    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }

    /// <summary>Reports an occasion for this kind of fault. Returns the fault that strikes, or null.</summary>
    internal HostFault? Strike(HostFaultKind kind)
    {
        lock (_gate)
        {
            var at = _waiting.FindIndex(fault => fault.Kind == kind);
            if (at < 0)
                return null;
            var fault = _waiting[at];
            if (fault.After > 0)
            {
                _waiting[at] = fault with { After = fault.After - 1 };
                return null;
            }

            if (fault.Times > 1)
                _waiting[at] = fault with { Times = fault.Times - 1 };
            else
                _waiting.RemoveAt(at);
            _used.Add(fault);
            return fault;
        }
    }
}
