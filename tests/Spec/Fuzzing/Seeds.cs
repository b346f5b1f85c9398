using System.Text;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Texts as the bytes that a fuzz test begins with.</summary>
internal static class Seeds
{
    public static IReadOnlyList<byte[]> Of(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
