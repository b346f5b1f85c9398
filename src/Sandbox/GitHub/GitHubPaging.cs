using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>One numbered page of a list, with the Link header for the other pages.</summary>
internal static class GitHubPaging
{
    private const int Default = 30;
    private const int Max = 100;

    public static EmulatedReply Cut(GitHubCall call, IReadOnlyList<JsonObject> all)
    {
        var size = Math.Clamp(Number(call, "per_page", Default), 1, Max);
        var page = Math.Max(1, Number(call, "page", 1));
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var reply = EmulatedReply.Json(200, JsonText.Array(all.Skip((page - 1) * size).Take(size)));
        var links = string.Join(
            ", ",
            Links(page, last).Select(link => $"<{Address(call, link.Page)}>; rel=\"{link.Rel}\"")
        );
        return links.Length > 0 ? reply.With("Link", links) : reply;
    }

    private static IEnumerable<(int Page, string Rel)> Links(int page, int last)
    {
        if (page > 1)
            yield return (Math.Min(page - 1, last), "prev");
        if (page < last)
            yield return (page + 1, "next");
        if (page < last)
            yield return (last, "last");
        if (page > 1)
            yield return (1, "first");
    }

    private static string Address(GitHubCall call, int page)
    {
        var query = EmulatedRequest.ReadForm(call.Request.Query);
        query["page"] = $"{page}";
        var text = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return $"{call.Site.Address.ToString().TrimEnd('/')}{call.Request.Path}?{text}";
    }

    private static int Number(GitHubCall call, string name, int otherwise) =>
        int.TryParse(call.Query(name), out var number) ? number : otherwise;
}
