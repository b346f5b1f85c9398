using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace OlUpgrade.Execution;

/// <summary>Who this start of the service is in the journal and on hosts; no two starts have the same name.</summary>
public sealed record HolderName(string Name)
{
    // The process's number alone comes again, above all in a container.
    public static HolderName OfThisStart()
    {
        var chance = RandomNumberGenerator.GetHexString(8, lowercase: true);
        return new($"{Dns.GetHostName()}/{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}/{chance}");
    }
}
