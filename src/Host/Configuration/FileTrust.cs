using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>Says whether someone other than root and the user of this process could have written a file.</summary>
internal static class FileTrust
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const int RelativeToHere = -100;
    private const uint AskOwner = 0x8;
    private const int AnswerLength = 256;
    private const int OwnerOffset = 20;

    /// <summary>
    /// Why the file cannot be trusted, as a sentence; null if it can. The file and every folder above it count. Always
    /// null on Windows.
    /// </summary>
    public static string? ProblemOf(string file)
    {
        if (OperatingSystem.IsWindows())
            return null;
        for (var path = Path.GetFullPath(file); path is not null; path = Path.GetDirectoryName(path))
        {
            var mode = File.GetUnixFileMode(path);
            // In a sticky folder nobody can replace what belongs to another.
            var isShared =
                (mode & Others) != UnixFileMode.None
                && !(Directory.Exists(path) && mode.HasFlag(UnixFileMode.StickyBit));
            if (isShared)
                return $"{path} can be written by others (mode {Convert.ToString((int)mode, 8)}); "
                    + $"`chmod go-w {path}` ends that.";
            if (!IsOursOrRoots(path))
                return $"{path} belongs to another user.";
        }

        return null;
    }

    private static bool IsOursOrRoots(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        var answer = new byte[AnswerLength];
        if (statx(RelativeToHere, path, 0, AskOwner, answer) != 0)
            return false;
        var owner = BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(OwnerOffset));
        return owner == 0 || owner == geteuid();
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint mask,
        [Out] byte[] answer
    );

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
