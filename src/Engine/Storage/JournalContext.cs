using Microsoft.EntityFrameworkCore;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>The journal's tables, the same for every database product.</summary>
public abstract class JournalContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<TakenHostRow> Hosts => Set<TakenHostRow>();

    public DbSet<NoteRow> Notes => Set<NoteRow>();

    public DbSet<PostedMessageRow> Messages => Set<PostedMessageRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<FleetRow> Fleet => Set<FleetRow>();

    public DbSet<HolderRow> Holders => Set<HolderRow>();

    public DbSet<MetaRow> Meta => Set<MetaRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RunRow>(run =>
        {
            run.ToTable("runs").HasKey(row => row.Id);
            run.Property(row => row.Status).HasConversion<string>();
            run.HasIndex(row => row.RequestKey).IsUnique();
            // A start and each sweep look for open runs, and must not search all that have ended.
            run.HasIndex(row => row.Id).HasFilter("\"IsOpen\"");
            // So must a checkpoint, which looks for those that changed.
            run.HasIndex(row => row.Id, "IX_runs_changed").HasFilter("\"Version\" <> \"CheckpointedVersion\"");
        });
        modelBuilder.Entity<EntryRow>().ToTable("entries").HasKey(row => new { row.Run, row.Version });
        modelBuilder.Entity<TakenHostRow>().ToTable("hosts").HasKey(row => row.Host);
        modelBuilder.Entity<NoteRow>(note =>
        {
            note.ToTable("notes")
                .HasKey(row => new
                {
                    row.Run,
                    row.Version,
                    row.Target,
                });
            note.Property(row => row.Target).HasConversion<string>();
            note.HasIndex(row => new { row.Run, row.Version }).HasFilter("NOT \"IsDelivered\"");
        });
        modelBuilder.Entity<PostedMessageRow>(message =>
        {
            message.ToTable("posted_messages").HasKey(row => new { row.Channel, row.Ts });
            message.HasIndex(row => row.Run);
        });
        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.ToTable("checkpoints").HasKey(row => row.Number);
            checkpoint.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<FleetRow>(fleet =>
        {
            fleet.ToTable("fleet").HasKey(row => row.Version);
            fleet.Property(row => row.Version).ValueGeneratedNever();
        });
        modelBuilder.Entity<HolderRow>().ToTable("holders").HasKey(row => row.Name);
        modelBuilder.Entity<MetaRow>().ToTable("meta").HasKey(row => row.Id);
    }
}
