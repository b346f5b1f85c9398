using System.CommandLine;
using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade output RUN</c>: lists what a run's commands printed, or prints all of one output.</summary>
internal static class OutputVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var server = CommonOptions.Server();
        var of = new Option<string?>("--of")
        {
            Description = "Print all that was printed there last; STEP, STAGE and attempt can be left out.",
            HelpName = "STAGE/HOST/STEP/ATTEMPT",
        };
        var verb = new Command("output", "Shows what commands printed on the hosts, without secrets.")
        {
            run,
            of,
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
                if (parsed.GetValue(of) is { } part)
                {
                    var path = $"api/runs/{number}/output/text?of={Uri.EscapeDataString(part)}";
                    return await service.ReadLinesAsync(path, screen.Say, cancellation) is { } why
                        ? why.Show(screen)
                        : ExitCode.Done;
                }

                var reply = await service.GetAsync($"api/runs/{number}/output", cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                if (parsed.GetValue(json))
                    screen.SayJson(body);
                else
                    Write(screen, body.Deserialize<OutputView>(JsonSerializerOptions.Web)!);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    private static void Write(Screen screen, OutputView view)
    {
        if (view.Outputs.IsEmpty)
            screen.Say($"The commands of run {view.Run} have printed nothing.");
        foreach (var line in view.Outputs)
            screen.Say($"{line.At:yyyy-MM-dd HH:mm:ss}  {line.Bytes, 9:N0} bytes  {line.Name}");
    }
}
