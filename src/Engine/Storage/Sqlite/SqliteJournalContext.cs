using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>The journal's tables on SQLite.</summary>
public sealed class SqliteJournalContext(DbContextOptions<SqliteJournalContext> options) : JournalContext(options);
