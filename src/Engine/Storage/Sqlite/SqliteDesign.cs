using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Lets the EF tool create migrations without starting the service.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteJournalContext>
{
    public SqliteJournalContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite("Data Source=design.db").Options);
}
