namespace OlUpgrade.Storage;

/// <summary>
/// The journal's database. The process writes one transaction at a time, because SQLite does not serve waiting writers
/// in order. A database that cannot be used now throws <see cref="StoreUnavailableException"/>.
/// </summary>
public abstract class JournalStore : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    public StoreHealth Health { get; } = new();

    /// <summary>
    /// A new context; throws <see cref="StoreUnavailableException"/> if the database is no longer the one that was
    /// opened.
    /// </summary>
    public abstract JournalContext Open();

    /// <summary>What an error of the database means; null if it is a bug in this program.</summary>
    protected abstract StoreTrouble? Explain(Exception fault);

    /// <summary>Makes a durable change without a meaning, to see whether the database can be written.</summary>
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
        ExclusivelyAsync(() => ChangeAsync(change, cancellation), cancellation);

    /// <summary>Runs while nothing is written.</summary>
    internal async Task<T> ExclusivelyAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
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
