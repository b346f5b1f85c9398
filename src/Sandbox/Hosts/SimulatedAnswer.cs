using System.Text;
using OlUpgrade.Sandbox.Hosts.Shell;
using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>Answers a question with the first registered answer that matches; otherwise runs its script.</summary>
internal static class SimulatedAnswer
{
    public static async Task<ShellAnswer> OfAsync(
        SimulatedHost host,
        ShellScript question,
        CancellationToken cancellation
    )
    {
        lock (host.Gate)
        {
            if (host.Questions.FirstOrDefault(known => known.Matches(question.Text)) is { } known)
                return known.Answer(host, question.Values);
        }

        var output = new StringBuilder();
        var error = new StringBuilder();
        var scope = new ShellScope(
            host,
            null,
            0,
            new(question.Values),
            text => output.Append(text),
            text => error.Append(text)
        );
        var code = await SimulatedCommands.RunAsync(scope, question.Text, cancellation);
        return new(code, output.ToString(), error.ToString());
    }
}
