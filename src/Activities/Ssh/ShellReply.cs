namespace OlUpgrade.Ssh;

/// <summary>Either the host's answer or the fault that prevented it. Exactly one of the two is set.</summary>
public sealed record ShellReply<T>
    where T : class
{
    private ShellReply(T? answer, ShellFault? fault)
    {
        Answer = answer;
        Fault = fault;
    }

    public T? Answer { get; }

    public ShellFault? Fault { get; }

    public static implicit operator ShellReply<T>(T answer) => new(answer, null);

    public static implicit operator ShellReply<T>(ShellFault fault) => new(null, fault);
}
