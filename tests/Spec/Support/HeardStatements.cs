using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Hears what the store asks of its database: each statement, the most reads that one took, each commit, each opened
/// connection. <c>BEGIN</c>, <c>COMMIT</c> and the pragma of a connection are no statements here.
/// </summary>
internal sealed class HeardStatements : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    private readonly ConcurrentQueue<HeardStatement> _statements = new();
    private int _commits;
    private int _connections;
    private int _mostReads;

    public IReadOnlyCollection<HeardStatement> Statements => _statements;

    public int Commits => _commits;

    /// <summary>How often a connection was opened, or taken out of the pool; each sets its pragma.</summary>
    public int Connections => _connections;

    /// <summary>One for each row, and one that finds no more.</summary>
    public int MaxReads => _mostReads;

    /// <summary>Forgets all that was heard so far.</summary>
    public void Clear()
    {
        _statements.Clear();
        _commits = _connections = _mostReads = 0;
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
            _mostReads = Math.Max(_mostReads, eventData.ReadCount);
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
