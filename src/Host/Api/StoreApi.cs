using OlUpgrade.Runs;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Api;

/// <summary>The part of the local API that concerns the journal's database as a whole: backups.</summary>
internal static class StoreApi
{
    public static void MapStore(this WebApplication app) =>
        app.MapGroup("/api/backups")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<CallLimitFilter>()
            .MapPost("/", BackUpAsync);

    private static async Task<IResult> BackUpAsync(
        BackupRequest request,
        HttpContext context,
        SqliteStore store,
        ILogger<SqliteStore> logger,
        CancellationToken cancellation
    )
    {
        var person = context.Caller().Person;
        if (!person.Roles.Contains(Role.Operator))
            return Refused(409, "not-operator", $"{person.Name} is not an operator; only operators can make backups.");
        if (request.File is null || !Path.IsPathFullyQualified(request.File))
            return Refused(400, "bad-input", "The backup's file needs an absolute path.");
        if (await store.BackUpAsync(request.File, cancellation) is { } problem)
            return Refused(409, "no-backup", problem);
        logger.LogInformation("{Person} backed up the journal to {File}", person.Name, request.File);
        return TypedResults.Ok(new BackupView(request.File, new FileInfo(request.File).Length));
    }

    private static IResult Refused(int status, string code, string sentence) =>
        TypedResults.Json(new Answer(null, code, sentence), statusCode: status);
}
