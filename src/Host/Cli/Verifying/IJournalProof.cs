namespace OlUpgrade.Hosting.Cli.Verifying;

/// <summary>Where the proof of a journal comes from: a service, or the journal's file.</summary>
internal interface IJournalProof
{
    /// <summary>A run's <c>Verification</c>, or why there is none.</summary>
    Task<ServiceReply> VerificationAsync(int run, CancellationToken cancellation);

    /// <summary>True if what commands printed is compared with the journal's digests too.</summary>
    bool ComparesOutput { get; }

    /// <summary>Every <c>Checkpoint</c> of the database, or why there is none.</summary>
    Task<ServiceReply> CheckpointsAsync(CancellationToken cancellation);
}
