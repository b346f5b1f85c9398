using System.Runtime.InteropServices;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// The service published for a host, once for all tests, with the command from the docs.
/// </summary>
internal static class PublishedProgram
{
    private static readonly TimeSpan MaxPublish = TimeSpan.FromMinutes(4);
    private static readonly Lazy<Task<string>> Folder = new(PublishAsync);

    /// <summary>The folder of the published service.</summary>
    public static Task<string> FolderAsync() => Folder.Value;

    private static async Task<string> PublishAsync()
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        var folder = Repository.Path("artifacts/lab-host");
        string[] command =
        [
            "publish",
            Repository.Path("src/Host"),
            "-c",
            "Release",
            "-r",
            "linux-x64",
            "--self-contained",
            "-v",
            "q",
            "-o",
            folder,
        ];
        (await Tool.RunAsync(MaxPublish, dotnet, command)).Good();
        return folder;
    }
}
