using System.Text.Json;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// The sent requests, recorded once for all tests, and their judge: judge.mjs with GitHub's own description.
/// </summary>
public sealed class OpenApiJudge : IDisposable
{
    private readonly NodeProgram _judge = new("GitHubOpenApi", "judge.mjs");
    private Task<Recording>? _recording;

    internal Task<Recording> Recording => _recording ??= GitHubOpenApi.Recording.MakeAsync();

    public void Dispose() => _judge.Dispose();

    /// <summary>Judges the requests. Returns a verdict for each, in the same order.</summary>
    internal async Task<IReadOnlyList<Verdict>> JudgeAsync(IReadOnlyCollection<SentRequest> requests)
    {
        using var node = _judge.Start();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var request in requests)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        var lines = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        var verdicts = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Verdict>(line, JsonSerializerOptions.Web)!)
            .ToList();
        Assert.Equal(requests.Count, verdicts.Count);
        return verdicts;
    }
}
