namespace OlUpgrade.People;

/// <summary>Who may act now, according to the systems outside that know.</summary>
public interface IStaff
{
    /// <summary>Why an approver may no longer approve; null if they still may.</summary>
    /// <exception cref="StaffUnknownException">The systems outside cannot be asked now.</exception>
    Task<string?> WhyRevokedAsync(string approver, CancellationToken cancellation);
}
