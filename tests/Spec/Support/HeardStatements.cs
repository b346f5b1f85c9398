using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Records what the store asks its database: statements, the largest number of reads for one, commits and opened
/// connections. <c>BEGIN</c>, <c>COMMIT</c> and the pragma of a connection do not count as statements.
/// </summary>
internal sealed class HeardStatements : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    private readonly ConcurrentQueue<HeardStatement> _statements = new();
    private int _commits;
    private int _connections;
    private int _maxReads;

    public IReadOnlyCollection<HeardStatement> Statements => _statements;

    public int Commits => _commits;

    /// <summary>How often a connection was opened or taken from the pool; each time sets its pragma.</summary>
    public int Connections => _connections;

    /// <summary>One for each row, and one that finds the end.</summary>
    public int MaxReads => _maxReads;

    /// <summary>Forgets everything recorded so far.</summary>
    public void Clear()
    {
        _statements.Clear();
        _commits = _connections = _maxReads = 0;
    }

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        _statements.Enqueue(
            new HeardStatement(
                result.CommandText,
                result.Parameters.Cast<DbParameter>().ToDictionary(one => one.ParameterName, one => one.Value)
            )
        );
        return result;
    }

    public override InterceptionResult DataReaderDisposing(
        DbCommand command,
        DataReaderDisposingEventData eventData,
        InterceptionResult result
    )
    {
        lock (_statements)
            _maxReads = Math.Max(_maxReads, eventData.ReadCount);
        return result;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Interlocked.Increment(ref _commits);

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Interlocked.Increment(ref _connections);

    public Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
