using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// A journal's file that is only read, without a service: one that stopped, a copy, a backup. What is in its
/// write-ahead log is read too.
/// </summary>
public sealed class SqliteFileReader : JournalStore
{
    private readonly DbContextOptions<SqliteJournalContext> _options;
    private readonly SqliteFiles _files;

    private SqliteFileReader(string file)
    {
        _options = new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite(SqliteSource.ReadOnly(file)).Options;
        _files = new SqliteFiles(Path.GetFullPath(file));
    }

    /// <summary>The reader, or a sentence that says why the file cannot be read.</summary>
    public static async Task<(SqliteFileReader? Reader, string? Problem)> OpenAsync(
        string file,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
            return (null, $"{file} does not exist, is empty, or is in a folder that you may not read.");
        if (await SqliteIntegrityCheck.ProblemOfAsync(file, cancellation) is { } problem)
            return (null, problem);
        var reader = new SqliteFileReader(file);
        if (!await reader.IsOfThisReleaseAsync(cancellation))
        {
            reader.Dispose();
            return (null, $"{file} was written by an older release. Use that one, or start the service with it once.");
        }

        return (reader, null);
    }

    /// <inheritdoc/>
    public override JournalContext Open() => new SqliteJournalContext(_options);

    /// <inheritdoc/>
    protected override StoreTrouble? Explain(Exception fault) => SqliteTrouble.Of(fault, _files);

    private Task<bool> IsOfThisReleaseAsync(CancellationToken cancellation) =>
        ReadAsync(async context => !(await context.Database.GetPendingMigrationsAsync(cancellation)).Any());
}
