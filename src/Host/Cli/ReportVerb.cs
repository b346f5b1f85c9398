using System.CommandLine;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade report RUN</c>: prints the report of a run, in Markdown.</summary>
internal static class ReportVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var server = CommonOptions.Server();
        var verb = new Command(
            "report",
            "Prints the report of a run: approvals, every host before and after, what happened when."
        )
        {
            run,
            json,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var (number, code) = await service.RunAsync(screen, parsed.GetValue(run), cancellation);
                if (number is null)
                    return code;
                var reply = await service.GetAsync($"api/runs/{number}/report", cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                if (parsed.GetValue(json))
                    screen.SayJson(body);
                else
                    screen.Say(body.GetProperty(ReportView.MarkdownName).GetString()!.TrimEnd());
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
