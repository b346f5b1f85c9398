using OlUpgrade.Runs;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Api;

/// <summary>What is asked of the journal's database as a whole.</summary>
internal static class StoreApi
{
    public static void MapStore(this WebApplication app) =>
        app.MapGroup("/api/backups")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<TokenFilter>()
            .MapPost("/", BackUpAsync);

    private static async Task<IResult> BackUpAsync(
        BackupRequest request,
        HttpContext context,
        SqliteStore store,
        ILogger<SqliteStore> logger,
        CancellationToken cancellation
    )
    {
        var person = context.Caller();
        if (!person.Roles.Contains(Role.Operator))
            return Refused(
                409,
                "not-operator",
                $"{person.Name} is not listed as an operator; only operators make backups."
            );
        if (request.File is null || !Path.IsPathFullyQualified(request.File))
            return Refused(400, "bad-input", "Name the backup's file in full, beginning with /.");
        if (await store.BackUpAsync(request.File, cancellation) is { } problem)
            return Refused(409, "no-backup", problem);
        logger.LogInformation("{Person} had the journal backed up to {File}", person.Name, request.File);
        return TypedResults.Ok(new BackupView(request.File, new FileInfo(request.File).Length));
    }

    private static IResult Refused(int status, string code, string sentence) =>
        TypedResults.Json(new Answer(null, code, sentence), statusCode: status);
}
