using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>Judges a page by its status and by a text in it.</summary>
internal static class HttpVerdict
{
    public static HealthVerdict Of(HealthQuestion.Http http, ShellAnswer answer)
    {
        var page = PageAnswer.Read(answer);
        if (page.Problem is { } problem)
            return new HealthVerdict(false, problem);
        var matches = http.Contains is null || page.Body.Contains(http.Contains, StringComparison.Ordinal);
        return new HealthVerdict(page.Status == http.Status && matches, matches ? $"status {page.Status}" : page.Seen);
    }
}
