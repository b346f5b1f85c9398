namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The user of this machine who made a connection, as the kernel says. It gives nobody a role; the token says who a
/// caller is.
/// </summary>
/// <param name="Id">The user ID.</param>
internal sealed record LocalUser(uint Id);
