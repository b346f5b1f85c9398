namespace OlUpgrade.People;

/// <summary>Who is on the staff now, as the outside tells it.</summary>
public interface IStaff
{
    /// <summary>Why somebody who approved may approve no more; null while they may.</summary>
    /// <exception cref="StaffUnknownException">The outside cannot be asked now.</exception>
    Task<string?> WhyRevokedAsync(string approver, CancellationToken cancellation);
}
