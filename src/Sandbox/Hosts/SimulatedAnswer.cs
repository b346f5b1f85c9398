using System.Text;
using OlUpgrade.Questions;
using OlUpgrade.Sandbox.Hosts.Services;
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
            if (
                question.Text == HostQuestions.Command
                && SimulatedChecks.Of(host, question.Values["command"]) is { } check
            )
                return check;
        }

        if (question.Text == HostQuestions.Command)
        {
            var inner = ShellScript.Of(question.Values["command"], question.Deadline);
            var ended = await OfAsync(host, inner, cancellation);
            return SimulatedChecks.Ended(ended.ExitCode, ended.Output + ended.Error);
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
