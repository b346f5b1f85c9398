using System.Globalization;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>A case that a parser did not take as promised.</summary>
/// <param name="Number">Makes the same bytes again.</param>
/// <param name="Bytes">As small as the harness could make them.</param>
internal sealed record FuzzFinding(string Parser, int Number, byte[] Bytes, string What)
{
    private const int MaxShown = 4 * 1024;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Parser}: case {Number}: {What}
            Again: {FuzzSettings.CaseVariable}={Number} with --filter-trait parser={Parser}
            {Bytes.Length} bytes, {Shown()}
            """
        );

    /// <summary>Keeps the bytes under artifacts, whatever their length.</summary>
    public string Save()
    {
        var folder = Repository.Path("artifacts/fuzz");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Parser}-{Number}.bin"));
        File.WriteAllBytes(file, Bytes);
        return file;
    }

    private string Shown() =>
        Bytes.Length <= MaxShown
            ? $"in base64: {Convert.ToBase64String(Bytes)}"
            : $"too many to show: artifacts/fuzz has them";
}
