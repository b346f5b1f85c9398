using System.CommandLine;
using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade journal RUN</c>: prints every event of a run, as it is stored.</summary>
internal static class JournalVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var server = CommonOptions.Server();
        var verify = new Option<bool>("--verify")
        {
            Description = "Verify the journal's hashes instead of showing its events.",
        };
        var against = new Option<string?>("--against")
        {
            Description =
                "With --verify: compare with the checkpoints in this file too, lines of `journalctl -u olupgrade -o "
                + "cat`; - reads standard input.",
        };
        var verb = new Command("journal", "Prints every event of a run.") { run, verify, against, json, server };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var (number, code) = await service.RunAsync(screen, parsed.GetValue(run), cancellation);
                if (number is null)
                    return code;
                if (parsed.GetValue(verify))
                    return await new JournalVerification(screen, service, number.Value).ShowAsync(
                        parsed.GetValue(against),
                        parsed.GetValue(json),
                        cancellation
                    );
                var reply = await service.GetAsync($"api/runs/{number}/journal", cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                if (parsed.GetValue(json))
                    screen.SayJson(body);
                else
                    Write(screen, body.Deserialize<EntryView[]>(JsonSerializerOptions.Web)!);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    private static void Write(Screen screen, IEnumerable<EntryView> entries)
    {
        foreach (var entry in entries)
            screen.Say(
                $"{entry.Version, 4}  {entry.At:yyyy-MM-dd HH:mm:ss}  {entry.Event, -20}  {Summary(entry.Payload)}"
            );
    }

    private static string Summary(JsonElement payload)
    {
        var words = new List<string>();
        if (payload.TryGetProperty("place", out var place))
            words.Add(
                $"{place.GetProperty("stage").GetString()}/{place.GetProperty("host").GetString()}: "
                    + $"{place.GetProperty("step").GetString()}"
            );
        if (payload.TryGetProperty("stage", out var stage))
            words.Add(stage.GetString() ?? "");
        if (payload.TryGetProperty("attempt", out var attempt) && attempt.GetInt32() > 1)
            words.Add($"attempt {attempt.GetInt32()}");
        if (payload.TryGetProperty("by", out var by))
            words.Add(
                $"by {(by.ValueKind == JsonValueKind.Object ? by.GetProperty("name").GetString() : by.GetString())}"
            );
        if (payload.TryGetProperty("failure", out var failure))
            words.Add(failure.GetProperty("sentence").GetString() ?? "");
        if (payload.TryGetProperty("doubt", out var doubt))
            words.Add(doubt.GetString() ?? "");
        return string.Join(", ", words);
    }
}
