using System.Text;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>The opaque global ID that GitHub gives to everything besides its number.</summary>
internal static class NodeId
{
    public static string Of(string kind, object id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"0:{kind}{id}"));
}
