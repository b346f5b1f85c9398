using System.Text.RegularExpressions;
using OlUpgrade.Questions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Open Library's page <c>/status</c>, which shows the revision that really runs in the row "Software version". The
/// checkout /opt/openlibrary on production is a throw-away repository whose commits say nothing about it.
/// </summary>
public static class StatusPage
{
    /// <summary>Stored as the fact's value; never change it.</summary>
    private const string NotFound = "not told";

    /// <summary>Downloads the page on the host itself; at most 1 MB.</summary>
    public static ShellScript Question(string page) =>
        new($"{PageRequest.Curl(page)} --fail \"$page\"", Facts.Empty.Add("page", page), HostQuestions.Deadline);

    /// <summary>The revision in the page's text, or <c>not told</c> if it has none.</summary>
    public static string Revision(string text)
    {
        var match = text.Split("</tr").Select(row => Row.Match(row)).FirstOrDefault(match => match.Success);
        return match?.Groups["revision"].Value ?? NotFound;
    }

    // Not generated: only the engine that never goes back takes no longer for a page that was made to keep it busy.
    private static readonly Regex Row = new(
        @"Software version(\s|<[^<>]*>)*(?<revision>[A-Za-z0-9._-]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        TimeSpan.FromSeconds(10)
    );
}
