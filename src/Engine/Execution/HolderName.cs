using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace OlUpgrade.Execution;

/// <summary>
/// The name of this start of the service, in the journal and on hosts. No two starts have the same name.
/// </summary>
public sealed record HolderName(string Name)
{
    // A process ID alone repeats, above all in a container.
    public static HolderName OfThisStart()
    {
        var random = RandomNumberGenerator.GetHexString(8, lowercase: true);
        return new($"{Dns.GetHostName()}/{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}/{random}");
    }
}
