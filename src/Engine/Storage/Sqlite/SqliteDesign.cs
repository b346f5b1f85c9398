using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Lets the EF tool make migrations without starting the program.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteJournalContext>
{
    public SqliteJournalContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite("Data Source=design.db").Options);
}
