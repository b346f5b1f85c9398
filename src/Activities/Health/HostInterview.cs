using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>Asks a host its questions one after another and judges each answer. Only reads.</summary>
internal sealed class HostInterview(IHostShell shell)
{
    /// <summary>All answers; if the host cannot be reached, the answers so far and the fault.</summary>
    public async Task<(ImmutableArray<HealthAnswer> Answers, ShellFault? Fault)> AskAsync(
        Host host,
        IEnumerable<HealthQuestion> questions,
        CancellationToken cancellation
    )
    {
        var answers = ImmutableArray.CreateBuilder<HealthAnswer>();
        foreach (var question in questions)
        {
            var check = HealthCheck.Of(question, host);
            var reply = await shell.AskAsync(host, check.Script, cancellation);
            if (reply.Fault is { } fault)
                return (answers.ToImmutable(), fault);
            answers.Add(new HealthAnswer(question, check.Question, check.Judge(reply.Answer!)));
        }

        return (answers.ToImmutable(), null);
    }
}
