namespace OlUpgrade.Storage;

/// <summary>
/// The database that the journal is in. All writes of the process go through one writer, because SQLite's are not fair
/// to each other; every write is one transaction. What the database cannot do now is told as a <see
/// cref="StoreTrouble"/>.
/// </summary>
public abstract class JournalStore : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    public StoreHealth Health { get; } = new();

    /// <summary>
    /// A new context; throws <see cref="StoreUnavailableException"/> where the database is not the one it was.
    /// </summary>
    public abstract JournalContext Open();

    /// <summary>What an error of the database means; null when it is a mistake in this program.</summary>
    protected abstract StoreTrouble? Explain(Exception fault);

    /// <summary>Makes a durable change that means nothing, to see whether a change can be made.</summary>
    public Task CheckAsync(CancellationToken cancellation) =>
        WriteAsync(async context => (await JournalWrites.MetaAsync(context, cancellation)).Checks++, cancellation);

    public virtual void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Task<T> ReadAsync<T>(Func<JournalContext, Task<T>> read) =>
        GuardAsync(async () =>
        {
            await using var context = Open();
            return await read(context);
        });

    internal Task<T> WriteAsync<T>(Func<JournalContext, Task<T>> change, CancellationToken cancellation) =>
        AloneAsync(() => ChangeAsync(change, cancellation), cancellation);

    /// <summary>Does something while nobody writes.</summary>
    internal async Task<T> AloneAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            return await GuardAsync(act);
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task<T> ChangeAsync<T>(Func<JournalContext, Task<T>> change, CancellationToken cancellation)
    {
        await using var context = Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var result = await change(context);
        var changed = await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (changed > 0)
            Health.Written();
        return result;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (StoreUnavailableException known)
        {
            Health.Failed(known.Trouble);
            throw;
        }
        catch (Exception fault) when (Explain(fault) is { } trouble)
        {
            Health.Failed(trouble);
            throw new StoreUnavailableException(trouble, fault);
        }
    }
}
