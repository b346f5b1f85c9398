using OlUpgrade.Outputs;
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
        OutputFolder outputs,
        OwnFolders folders,
        ILogger<SqliteStore> logger,
        CancellationToken cancellation
    )
    {
        var (person, doubt) = context.Caller();
        if (doubt is not null)
            return RunsApi.InDoubt(doubt);
        if (!person.Roles.Contains(Role.Operator))
            return Refused(409, "not-operator", $"{person.Name} is not an operator; only operators can make backups.");
        if (request.File is null || !Path.IsPathFullyQualified(request.File))
            return Refused(400, "bad-input", "The backup's file needs an absolute path.");
        if (folders.Holds(request.File))
            return Refused(400, "bad-input", "The service's own folders take no backup. Name a file elsewhere.");
        if (await WriteAsync(request.File, store, outputs, cancellation) is { } problem)
            return Refused(409, "no-backup", problem);
        logger.LogInformation("{Person} backed up the journal to {File}", person.Name, request.File);
        var archive = new FileInfo(OutputArchive.Of(request.File));
        return TypedResults.Ok(
            new BackupView(request.File, new FileInfo(request.File).Length, archive.Exists ? archive.Length : 0)
        );
    }

    /// <summary>The journal first: it names no output that the archive has not.</summary>
    private static async Task<string?> WriteAsync(
        string file,
        SqliteStore store,
        OutputFolder outputs,
        CancellationToken cancellation
    )
    {
        if (await store.BackUpAsync(file, cancellation) is { } problem)
            return problem;
        if (await Task.Run(() => OutputArchive.Write(outputs, OutputArchive.Of(file)), cancellation) is not { } why)
            return null;
        File.Delete(file);
        return why;
    }

    private static IResult Refused(int status, string code, string sentence) =>
        TypedResults.Json(new Answer(null, code, sentence), statusCode: status);
}
