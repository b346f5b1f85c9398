using System.CommandLine;
using System.Text.Json;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Cli.Verifying;
using OlUpgrade.Storage.Sqlite;

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
        var file = new Option<string?>("--file")
        {
            Description =
                "With --verify: the journal's file, or a backup of it, which is only read; no service is needed.",
        };
        var verb = new Command("journal", "Prints every event of a run.") { run, verify, against, file, json, server };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                var asked = new Asked(parsed.GetValue(run), parsed.GetValue(against), parsed.GetValue(json));
                if (parsed.GetValue(file) is { } named)
                    return parsed.GetValue(verify)
                        ? await VerifyFileAsync(screen, named, asked, cancellation)
                        : screen.Fail(ExitCode.BadInput, "--file is read with --verify only.");
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var (number, code) = await service.RunAsync(screen, asked.Run, cancellation);
                if (number is null)
                    return code;
                return parsed.GetValue(verify)
                    ? await VerifyAsync(screen, new ServiceProof(service), number.Value, asked, cancellation)
                    : await ShowAsync(screen, service, number.Value, asked.Json, cancellation);
            }
        );
        return verb;
    }

    private static async Task<int> VerifyFileAsync(
        Screen screen,
        string file,
        Asked asked,
        CancellationToken cancellation
    )
    {
        if (asked.Run is not { } number)
            return screen.Fail(
                ExitCode.BadInput,
                "Give the run's number: `olupgrade journal RUN --verify --file FILE`."
            );
        var (reader, problem) = await SqliteFileReader.OpenAsync(file, cancellation);
        if (reader is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        using (reader)
            return await VerifyAsync(screen, new FileProof(reader, file), number, asked, cancellation);
    }

    private static Task<int> VerifyAsync(
        Screen screen,
        IJournalProof proof,
        int run,
        Asked asked,
        CancellationToken cancellation
    ) => new JournalVerification(screen, proof, run).ShowAsync(asked.Against, asked.Json, cancellation);

    private static async Task<int> ShowAsync(
        Screen screen,
        Service service,
        int run,
        bool json,
        CancellationToken cancellation
    )
    {
        var reply = await service.GetAsync($"api/runs/{run}/journal", cancellation);
        if (reply.Body is not { } body)
            return reply.Show(screen);
        if (json)
            screen.SayJson(body);
        else
            Write(screen, body.Deserialize<EntryView[]>(JsonSerializerOptions.Web)!);
        return ExitCode.Done;
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

    /// <summary>What was asked for, however it is verified.</summary>
    /// <param name="Run">Null where it was left out.</param>
    private sealed record Asked(int? Run, string? Against, bool Json);
}
