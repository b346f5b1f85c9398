using System.CommandLine;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Plans;
using OlUpgrade.Sandbox.Workflows;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// <c>drill RUNBOOK</c>: shows what happens to a runbook on simulated hosts when the service is killed at any moment.
/// Exit codes: 0 if every run succeeded with each effect once, 1 if not, 2 for bad input.
/// </summary>
internal sealed class DrillCommand(Screen screen, TimeProvider time)
{
    private readonly Argument<string> _runbook = CommonOptions.Runbook();
    private readonly Option<string[]> _parameters = CommonOptions.Parameters();
    private readonly Option<string?> _hosts = CommonOptions.Hosts();
    private readonly Option<bool> _json = CommonOptions.Json();

    private readonly Option<string?> _workflows = new("--workflows")
    {
        Description = "The folder with the runbooks (default: workflows/ of the checkout).",
    };

    private readonly Option<string?> _at = new("--at")
    {
        Description =
            "Play only this point and show its journal: 57- before append 57 takes effect, 57+ after it, 57 both.",
    };

    public static async Task<int> RunAsync(string[] arguments, TimeProvider time, TextWriter output, TextWriter error)
    {
        var command = new DrillCommand(new Screen(output, error), time);
        var parsed = command.Verb().Parse(arguments);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
    }

    private RootCommand Verb()
    {
        var verb = new RootCommand("Plays a runbook on simulated hosts and kills the service at every journal append.")
        {
            _runbook,
            _parameters,
            _hosts,
            _workflows,
            _at,
            _json,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (plan, refusals) = PlanOf(parsed);
        if (plan is null)
            return screen.Fail(ExitCode.BadInput, refusals);
        IReadOnlyList<CrashPoint> points = [];
        if (parsed.GetValue(_at) is { } at)
        {
            if (CrashPoint.Read(at) is not { } given)
                return screen.Fail(
                    ExitCode.BadInput,
                    $"--at takes 57- (before append 57), 57+ (after it) or 57 (both), not \"{at}\"."
                );
            points = given;
        }

        using var files = new DrillFiles();
        var began = time.GetTimestamp();
        var drill = new CrashDrill(plan, files);
        var undisturbed = await drill.UndisturbedAsync();
        if (points.Any(point => point.Append > undisturbed.Appends))
            return screen.Fail(
                ExitCode.BadInput,
                $"This run has only {undisturbed.Appends} appends; --at must name one of them."
            );
        var result = await drill.PlayAsync(undisturbed, points, Progress(parsed), cancellation);
        var report = new DrillReport(result, time.GetElapsedTime(began));
        if (parsed.GetValue(_json))
            screen.SayJson(report.Json());
        else
            report.Write(screen, withJournals: points.Count > 0);
        return result.IsGood ? ExitCode.Done : ExitCode.Failed;
    }

    private (Plan? Plan, IEnumerable<string> Refusals) PlanOf(ParseResult parsed)
    {
        var (parameters, wrong) = GivenParameters.Read(parsed.GetValue(_parameters));
        var (hosts, wrongHosts) = GivenParameters.Hosts(parsed.GetValue(_hosts));
        if ((wrong ?? wrongHosts) is { } problem)
            return (null, [problem]);
        var folder = parsed.GetValue(_workflows) ?? DemoWorkflows.Find();
        if (!Directory.Exists(folder))
            return (null, [$"There is no folder {Path.GetFullPath(folder)}."]);
        var answer = new RunbookCatalog(folder).Plan(parsed.GetRequiredValue(_runbook), parameters, hosts);
        return (answer.Plan, answer.Refusals);
    }

    /// <summary>A progress line that redraws itself; nothing where the output cannot redraw.</summary>
    private Action<int, int> Progress(ParseResult parsed)
    {
        if (parsed.GetValue(_json) || !ConsoleOf.CanRedraw(screen.Output))
            return (_, _) => { };
        var line = new Lock();
        return (finished, all) =>
        {
            lock (line)
                screen.Output.Write(finished == all ? "\r\e[K" : $"\r{finished} of {all} runs\e[K");
        };
    }
}
